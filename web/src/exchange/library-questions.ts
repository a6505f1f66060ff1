import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Asked } from "./doors.ts";

/** What the pages of the library ask. Whatever is changed there makes all of it old: their keys begin alike. */

export const library = (query: NonNullable<Asked<"listLibrary">["query"]>) =>
  queryOptions({
    queryKey: ["library", "list", query],
    queryFn: () => ask("listLibrary", { query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const libraryIndicator = (indicator: string, programme: string) =>
  queryOptions({
    queryKey: ["library", "indicator", indicator, programme],
    queryFn: () => ask("readLibraryIndicator", { params: { indicator }, query: { programme } }),
    staleTime: 0,
  });

/** What would be found on an indicator; asked by POST because a draft is long. It changes nothing. */
export const libraryCheck = (body: NonNullable<Asked<"checkLibraryIndicator">["body"]>) =>
  queryOptions({
    queryKey: ["library", "check", body],
    queryFn: () => ask("checkLibraryIndicator", { body }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

/** The same of what an owner is about to propose. */
export const proposalCheck = (body: NonNullable<Asked<"checkProposal">["body"]>) =>
  queryOptions({
    queryKey: ["library", "proposal-check", body],
    queryFn: () => ask("checkProposal", { body }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const proposals = (programme: string) =>
  queryOptions({
    queryKey: ["library", "proposals", programme],
    queryFn: () => ask("listProposals", { query: { programme } }),
    staleTime: 0,
  });

export const proposal = (number: string, programme: string) =>
  queryOptions({
    queryKey: ["library", "proposal", number, programme],
    queryFn: () => ask("readProposal", { params: { proposal: Number(number) }, query: { programme } }),
    staleTime: 0,
  });

export const libraryTakeOver = (programme: string) =>
  queryOptions({
    queryKey: ["library", "take-over", programme],
    queryFn: () => ask("previewTakeOver", { query: { programme } }),
    staleTime: 0,
  });

export const libraryExceptions = (programme: string) =>
  queryOptions({
    queryKey: ["library", "exceptions", programme],
    queryFn: () => ask("listLibraryExceptions", { query: { programme } }),
    staleTime: 0,
  });

export const slimming = (query: NonNullable<Asked<"readSlimming">["query"]>) =>
  queryOptions({
    queryKey: ["library", "slimming", query],
    queryFn: () => ask("readSlimming", { query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const appraisals = (programme: string) =>
  queryOptions({
    queryKey: ["library", "appraisals", programme],
    queryFn: () => ask("listAppraisals", { query: { programme } }),
    staleTime: 0,
  });
