import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Answer } from "./doors.ts";

/** What the pages of deductions, bonuses and owner's assessments ask. */
export type ClaimState = Answer<"readClaim">["state"];

export const claimsOf = (programme: string, state: ClaimState | undefined) =>
  infiniteQueryOptions({
    queryKey: ["claims", programme, state ?? null],
    queryFn: ({ pageParam }) =>
      ask("listClaims", {
        params: { programme },
        query: { ...(state === undefined ? {} : { state }), ...(pageParam === undefined ? {} : { before: pageParam }) },
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  });

export const claimChoices = (programme: string, day: string) =>
  queryOptions({
    queryKey: ["claims", programme, "choices", day],
    queryFn: () => ask("readClaimChoices", { params: { programme }, query: day === "" ? {} : { day } }),
  });

export const oneClaim = (claim: number) =>
  queryOptions({
    queryKey: ["claims", claim],
    queryFn: () => ask("readClaim", { params: { claim } }),
    staleTime: 0,
  });

export const assessmentsOf = (programme: string) =>
  queryOptions({
    queryKey: ["assessments", programme],
    queryFn: () => ask("listAssessments", { params: { programme } }),
    staleTime: 0,
  });

export const assessmentForm = (programme: string, indicator: string) =>
  queryOptions({
    queryKey: ["assessments", programme, indicator],
    queryFn: () => ask("readAssessmentForm", { params: { programme, indicator } }),
    // What was typed stays: nothing is asked again while the sheet is filled in.
    staleTime: Number.POSITIVE_INFINITY,
  });

export const oneSheet = (sheet: number) =>
  queryOptions({
    queryKey: ["assessments", "sheet", sheet],
    queryFn: () => ask("readAssessmentSheet", { params: { sheet } }),
    staleTime: 0,
  });
