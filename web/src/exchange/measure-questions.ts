import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

/** What the pages of measures, contests and late revisions ask. */
export const measures = (programme: string) =>
  queryOptions({
    queryKey: ["measures", programme],
    queryFn: () => ask("listMeasures", { params: { programme } }),
  });

export const measure = (programme: string, id: string) =>
  queryOptions({
    queryKey: ["measure", programme, id],
    queryFn: () => ask("readMeasure", { params: { programme, measure: id } }),
  });

export const contests = (programme: string) =>
  infiniteQueryOptions({
    queryKey: ["contests", programme],
    queryFn: ({ pageParam }) =>
      ask("listContests", { params: { programme }, query: pageParam === undefined ? {} : { cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  });

export const contestChoices = (programme: string) =>
  queryOptions({
    queryKey: ["contest-choices", programme],
    queryFn: () => ask("readContestChoices", { params: { programme } }),
  });

export const lateRevisions = (programme: string) =>
  infiniteQueryOptions({
    queryKey: ["late-revisions", programme],
    queryFn: ({ pageParam }) =>
      ask("listLateRevisions", { params: { programme }, query: pageParam === undefined ? {} : { cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  });

export const factRecords = (programme: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ["fact-records", programme, id],
    queryFn: ({ pageParam }) =>
      ask("readFactRecords", {
        params: { programme, fact: id },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  });
