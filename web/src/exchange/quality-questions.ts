import type { FindingKind, FindingState } from "@biaochi/contract";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

/** What the pages on the quality of data ask. */
export const quality = (programme: string) =>
  queryOptions({
    queryKey: ["quality", programme],
    queryFn: () => ask("readQuality", { params: { programme } }),
    staleTime: 0,
  });

export type WhichFindings = {
  readonly state?: FindingState;
  readonly kind?: FindingKind;
  readonly indicator?: string;
  readonly period?: string;
  readonly source?: string;
};

export const findings = (programme: string, which: WhichFindings) =>
  infiniteQueryOptions({
    queryKey: ["findings", programme, which],
    queryFn: ({ pageParam }) =>
      ask("listFindings", {
        params: { programme },
        query: pageParam === undefined ? which : { ...which, cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  });

export const finding = (programme: string, id: number) =>
  queryOptions({
    queryKey: ["finding", programme, id],
    queryFn: () => ask("readFinding", { params: { programme, finding: id } }),
    staleTime: 0,
  });

export const qualityRules = (programme: string) =>
  queryOptions({
    queryKey: ["quality-rules", programme],
    queryFn: () => ask("listQualityRules", { params: { programme } }),
  });
