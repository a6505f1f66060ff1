import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Asked } from "./doors.ts";

/** What the pages of early warning ask. */
export const warnings = (programme: string, query: NonNullable<Asked<"listWarnings">["query"]>) =>
  infiniteQueryOptions({
    queryKey: ["warnings", programme, query],
    queryFn: ({ pageParam }) =>
      ask("listWarnings", {
        params: { programme },
        query: pageParam === undefined ? query : { ...query, cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  });

export const warning = (programme: string, id: number) =>
  queryOptions({
    queryKey: ["warnings", programme, "one", id],
    queryFn: () => ask("readWarning", { params: { programme, warning: id } }),
    staleTime: 0,
  });

export const warningRecord = (programme: string) =>
  queryOptions({
    queryKey: ["warnings", programme, "record"],
    queryFn: () => ask("readWarningRecord", { params: { programme } }),
    staleTime: 0,
  });
