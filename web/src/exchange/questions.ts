import { keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import { ask, Refused } from "./ask.ts";
import type { Asked } from "./doors.ts";

/** A refusal stays a refusal; only silence is asked again. */
export function makeQuestions(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => !(error instanceof Refused) && failures < 2,
        staleTime: 30_000,
        refetchOnWindowFocus: false,
      },
    },
  });
}

export const session = queryOptions({ queryKey: ["session"], queryFn: () => ask("readSession"), staleTime: 300_000 });
export const demoAccounts = queryOptions({ queryKey: ["demo-accounts"], queryFn: () => ask("listDemoAccounts") });
export const runs = queryOptions({ queryKey: ["runs"], queryFn: () => ask("listRuns", { query: { limit: 200 } }) });

export const standings = (run: number, query: Asked<"readStandings">["query"] = {}) =>
  queryOptions({
    queryKey: ["standings", run, query],
    queryFn: () => ask("readStandings", { params: { run }, query }),
    placeholderData: keepPreviousData,
  });

export const subject = (run: number, id: string) =>
  queryOptions({
    queryKey: ["subject", run, id],
    queryFn: () => ask("readSubject", { params: { run, subject: id } }),
  });

export const explanation = (run: number, id: string) =>
  queryOptions({
    queryKey: ["explanation", run, id],
    queryFn: () => ask("readExplanation", { params: { run, subject: id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const fact = (programme: string, id: string) =>
  queryOptions({
    queryKey: ["fact", programme, id],
    queryFn: () => ask("readFact", { params: { programme, fact: id } }),
  });

export const scheme = (id: string, version: number, programme?: string) =>
  queryOptions({
    queryKey: ["scheme", id, version, programme],
    queryFn: () => ask("readSchemeVersion", { params: { scheme: id, version }, query: programme ? { programme } : {} }),
  });
