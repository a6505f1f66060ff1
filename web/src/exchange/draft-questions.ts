import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Asked } from "./doors.ts";

/** What is asked about schemes in the making, their versions, and the level above. */

type Version = { readonly scheme: string; readonly version: number };

export const schemeEffects = (version: Version, query: NonNullable<Asked<"readSchemeEffects">["query"]>) =>
  queryOptions({
    queryKey: ["scheme-effects", version, query],
    queryFn: () => ask("readSchemeEffects", { params: { ...version }, query }),
  });

export const schemeVersions = (programme: string) =>
  queryOptions({
    queryKey: ["schemes", programme],
    queryFn: () => ask("listSchemeVersions", { query: { programme } }),
  });

export const drafts = queryOptions({ queryKey: ["drafts"], queryFn: () => ask("listDrafts"), staleTime: 0 });

export const draft = (id: number) =>
  queryOptions({
    queryKey: ["draft", id],
    queryFn: () => ask("readDraft", { params: { draft: id } }),
    staleTime: 0,
  });

/** What was saved once does not change. */
export const draftRevision = (id: number, revision: number, since?: number) =>
  queryOptions({
    queryKey: ["draft-revision", id, revision, since],
    queryFn: () =>
      ask("readDraftRevision", { params: { draft: id, revision }, query: since === undefined ? {} : { since } }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What the library has changes with the library. */
export const vocabulary = (id: number) =>
  queryOptions({
    queryKey: ["library", "vocabulary", id],
    queryFn: () => ask("readVocabulary", { params: { draft: id } }),
    staleTime: 60_000,
  });

export const draftEffects = (id: number, revision: number, query: NonNullable<Asked<"readDraftEffects">["query"]>) =>
  queryOptions({
    queryKey: ["draft-effects", id, revision, query],
    queryFn: () => ask("readDraftEffects", { params: { draft: id }, query }),
  });

export const upperSchemes = queryOptions({
  queryKey: ["upper-schemes"],
  queryFn: () => ask("listUpperSchemes"),
  staleTime: 0,
});

export const upperForecast = (upper: number) =>
  queryOptions({
    queryKey: ["upper-forecast", upper],
    queryFn: () => ask("readUpperForecast", { params: { upper } }),
    staleTime: 0,
  });

export const upperScheme = (upper: number) =>
  queryOptions({
    queryKey: ["upper-scheme", upper],
    queryFn: () => ask("readUpperScheme", { params: { upper } }),
    staleTime: 0,
  });
