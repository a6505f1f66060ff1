import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

/** What the pages of projects ask. */
export const projectsOf = (programme: string, which: { readonly unit?: string; readonly goal?: string }) =>
  queryOptions({
    queryKey: ["projects", programme, which],
    queryFn: () => ask("listProjects", { params: { programme }, query: which }),
    staleTime: 0,
  });

export const oneProject = (project: number) =>
  queryOptions({
    queryKey: ["projects", project],
    queryFn: () => ask("readProject", { params: { project } }),
    staleTime: 0,
  });

export const projectChoices = (programme: string, subject: string) =>
  queryOptions({
    queryKey: ["projects", programme, "choices", subject],
    queryFn: () => ask("readProjectChoices", { params: { programme, subject } }),
    enabled: subject !== "",
  });

export const ownProjects = queryOptions({
  queryKey: ["projects", "own"],
  queryFn: () => ask("listOwnProjects", {}),
  staleTime: 0,
});

export const ownProject = (project: number) =>
  queryOptions({
    queryKey: ["projects", "own", project],
    queryFn: () => ask("readOwnProject", { params: { project } }),
    staleTime: 0,
  });
