import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

/** What the pages of deeds and missions ask. */
export const ownDeeds = (year: number | undefined) =>
  queryOptions({
    queryKey: ["deeds", "own", year ?? null],
    queryFn: () => ask("readOwnDeeds", { query: year === undefined ? {} : { year } }),
    staleTime: 0,
  });

export type DeedState = "own" | "confirmed" | "returned" | "withdrawn";

export const deedsOf = (programme: string, state: DeedState | undefined) =>
  infiniteQueryOptions({
    queryKey: ["deeds", programme, state ?? null],
    queryFn: ({ pageParam }) =>
      ask("listDeeds", {
        params: { programme },
        query: { ...(state === undefined ? {} : { state }), ...(pageParam === undefined ? {} : { before: pageParam }) },
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  });

export const deedChoices = (programme: string, subject: string) =>
  queryOptions({
    queryKey: ["deeds", programme, "choices", subject],
    queryFn: () => ask("readDeedChoices", { params: { programme, subject } }),
    enabled: subject !== "",
  });

export const missions = (programme: string) =>
  queryOptions({
    queryKey: ["missions", programme],
    queryFn: () => ask("listMissions", { params: { programme } }),
    staleTime: 0,
  });
