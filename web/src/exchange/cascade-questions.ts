import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

/** What is asked about goals that are handed down. Always anew: several people work on them at once. */
export const goals = (programme: string, cycle: string) =>
  queryOptions({
    queryKey: ["cascade", "goals", programme, cycle],
    queryFn: () => ask("readGoals", { params: { programme, cycle } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const barred = (programme: string) =>
  queryOptions({
    queryKey: ["cascade", "barred", programme],
    queryFn: () => ask("listBarred", { params: { programme } }),
    staleTime: 0,
  });

export const unitTasks = (programme: string, cycle: string, subject: string) =>
  queryOptions({
    queryKey: ["cascade", "unit", programme, cycle, subject],
    queryFn: () => ask("readUnitTasks", { params: { programme, cycle, subject } }),
    staleTime: 0,
  });

export const coverage = (programme: string, cycle: string) =>
  queryOptions({
    queryKey: ["cascade", "coverage", programme, cycle],
    queryFn: () => ask("readCoverage", { params: { programme, cycle } }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const ownTasks = (cycle?: string) =>
  queryOptions({
    queryKey: ["cascade", "own", cycle],
    queryFn: () => ask("readOwnTasks", { query: cycle === undefined ? {} : { cycle } }),
    staleTime: 0,
  });
