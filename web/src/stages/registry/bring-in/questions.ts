import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "../../../exchange/ask.ts";
import type { Answer, Asked } from "../../../exchange/doors.ts";

export const registries = queryOptions({
  queryKey: ["registries"],
  queryFn: () => ask("listRegistries"),
  staleTime: 0,
});

export const imports = (programme: string) =>
  queryOptions({
    queryKey: ["imports", programme],
    queryFn: () => ask("listImports", { params: { programme } }),
    staleTime: 0,
  });

export const recognisedPeople = (programme: string) =>
  infiniteQueryOptions({
    queryKey: ["recognised", programme],
    queryFn: ({ pageParam }) =>
      ask("listRecognised", { params: { programme }, query: pageParam === undefined ? {} : { cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  });

const working: readonly Answer<"readImport">["state"][] = ["reading", "trying", "applying"];
export const isWorking = (state: Answer<"readImport">["state"]): boolean => working.includes(state);

/** While work goes on it is asked again; whoever leaves and comes back finds it as it is then. */
export const oneImport = (id: number) =>
  queryOptions({
    queryKey: ["import", id],
    queryFn: () => ask("readImport", { params: { import: id } }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data !== undefined && isWorking(data.state) ? 700 : false),
  });

export const importChanges = (id: number, revision: number, query: NonNullable<Asked<"listImportChanges">["query"]>) =>
  queryOptions({
    queryKey: ["import-changes", id, revision, query],
    queryFn: () => ask("listImportChanges", { params: { import: id }, query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const undoOf = (programme: string, recording: number) =>
  queryOptions({
    queryKey: ["undo", programme, recording],
    queryFn: () => ask("previewUndo", { params: { programme, recording } }),
    staleTime: 0,
    retry: false,
  });
