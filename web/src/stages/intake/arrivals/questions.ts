import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "../../../exchange/ask.ts";
import type { Answer, Asked } from "../../../exchange/doors.ts";

export type Head = Answer<"listConnections">["connections"][number];
export type Connection = Answer<"readConnection">;
export type Stream = Answer<"readStream">;
export type Run = Answer<"listArrivalRuns">["runs"][number];
export type Reason = Answer<"listQuarantine">["rows"][number]["reasons"][number];
export type Preview = Answer<"tryStream">;
export type OfConnection = { readonly programme: string; readonly connection: string };
export type OfStream = { readonly programme: string; readonly stream: string };

/** What is fetched by itself arrives while one looks; what is under way is looked at more often. */
const often = 1_500;
const now = 15_000;
export const isUnderWay = (run: Run | null): boolean => run?.state === "waiting" || run?.state === "running";
const every = (runs: readonly (Run | null)[] | undefined): number => (runs?.some(isUnderWay) ? often : now);

export const connections = queryOptions({
  queryKey: ["connections"],
  queryFn: () => ask("listConnections"),
  staleTime: 0,
  refetchInterval: ({ state: { data } }) => every(data?.connections.map(({ lastRun }) => lastRun)),
});

export const oneConnection = (params: OfConnection) =>
  queryOptions({
    queryKey: ["connection", params],
    queryFn: () => ask("readConnection", { params }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => every(data?.streams.map(({ lastRun }) => lastRun)),
  });

export const runsOf = (params: OfConnection, query: NonNullable<Asked<"listArrivalRuns">["query"]>) =>
  queryOptions({
    queryKey: ["arrival-runs", params, query],
    queryFn: () => ask("listArrivalRuns", { params, query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => every(data?.runs),
  });

export const streamRuns = (params: OfStream, query: NonNullable<Asked<"listStreamRuns">["query"]>) =>
  queryOptions({
    queryKey: ["arrival-runs", params, query],
    queryFn: () => ask("listStreamRuns", { params, query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => every(data?.runs),
  });

export const streamsOf = (programme: string) =>
  queryOptions({
    queryKey: ["streams", programme],
    queryFn: () => ask("listStreams", { params: { programme } }),
    staleTime: 0,
  });

export const oneStream = (params: OfStream) =>
  queryOptions({ queryKey: ["stream", params], queryFn: () => ask("readStream", { params }), staleTime: 0 });

export const codesOf = (params: OfStream) =>
  queryOptions({ queryKey: ["codes", params], queryFn: () => ask("listCodes", { params }), staleTime: 0 });

export const quarantineOf = (params: OfStream, query: NonNullable<Asked<"listQuarantine">["query"]>) =>
  queryOptions({
    queryKey: ["quarantine", params, query],
    queryFn: () => ask("listQuarantine", { params, query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const recordsOf = (params: OfStream, query: NonNullable<Asked<"listRecords">["query"]>) =>
  queryOptions({
    queryKey: ["records", params, query],
    queryFn: () => ask("listRecords", { params, query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const oneRecord = (params: OfStream, key: string) =>
  queryOptions({
    queryKey: ["record", params, key],
    queryFn: () => ask("readRecord", { params, query: { key } }),
    staleTime: 0,
  });

/** Whatever was read of arrivals before something changed. */
export const stale = [
  "connections",
  "connection",
  "arrival-runs",
  "stream",
  "codes",
  "quarantine",
  "records",
  "record",
];
