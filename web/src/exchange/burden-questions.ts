import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";
import type { Asked } from "./doors.ts";

/** What the pages of the burden meter ask. What is registered or set makes all of it old: the keys begin alike. */

export const burden = (programme: string, query: NonNullable<Asked<"readBurden">["query"]>) =>
  queryOptions({
    queryKey: ["burden", "report", programme, query],
    queryFn: () => ask("readBurden", { params: { programme }, query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const burdenOfProduct = (programme: string, year: number) =>
  queryOptions({
    queryKey: ["burden", "product", programme, year],
    queryFn: () => ask("readBurdenOfProduct", { params: { programme }, query: { year } }),
    staleTime: 0,
  });

export const burdenOfUnit = (programme: string, subject: string, year: number) =>
  queryOptions({
    queryKey: ["burden", "unit", programme, subject, year],
    queryFn: () => ask("readBurdenOfUnit", { params: { programme, subject }, query: { year } }),
    staleTime: 0,
  });

export const burdenRules = (programme: string) =>
  queryOptions({
    queryKey: ["burden", "rules", programme],
    queryFn: () => ask("readBurdenRules", { params: { programme } }),
    staleTime: 0,
  });

export const burdenRequests = (programme: string, query: NonNullable<Asked<"listBurdenRequests">["query"]>) =>
  queryOptions({
    queryKey: ["burden", "requests", programme, query],
    queryFn: () => ask("listBurdenRequests", { params: { programme }, query }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const burdenRequest = (programme: string, request: number) =>
  queryOptions({
    queryKey: ["burden", "request", programme, request],
    queryFn: () => ask("readBurdenRequest", { params: { programme, request } }),
    staleTime: 0,
  });

export const ownBurden = queryOptions({
  queryKey: ["burden", "own"],
  queryFn: () => ask("readOwnBurden"),
  staleTime: 0,
});
