import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "../../exchange/ask.ts";

/** What the pages of the registry ask. `on`: as of which day; none: today. */
const onDay = (on: string | undefined) => (on === undefined ? {} : { on });

export const registryTree = (programme: string, on?: string) =>
  queryOptions({
    queryKey: ["registry", programme, "tree", on],
    queryFn: () => ask("readRegistryTree", { params: { programme }, query: onDay(on) }),
    placeholderData: keepPreviousData,
  });

export const registryUnit = (programme: string, subject: string, on?: string) =>
  infiniteQueryOptions({
    queryKey: ["registry", programme, "unit", subject, on],
    queryFn: ({ pageParam }) =>
      ask("readRegistryUnit", {
        params: { programme, subject },
        query: { ...onDay(on), ...(pageParam === undefined ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The sections and teams of a unit on a day, to choose from. */
export const placesOfUnit = (programme: string, subject: string, on: string) =>
  queryOptions({
    queryKey: ["registry", programme, "places", subject, on],
    queryFn: async () => {
      const query = { ...(on === "" ? {} : { on }), limit: 1 };
      const page = await ask("readRegistryUnit", { params: { programme, subject }, query });
      return {
        sections: page.sections.map(({ section: id, name }) => ({ id, name })),
        teams: page.teams.map(({ team: id, name }) => ({ id, name })),
      };
    },
  });

export const registryOfficial = (programme: string, subject: string) =>
  queryOptions({
    queryKey: ["registry", programme, "official", subject],
    queryFn: () => ask("readRegistryOfficial", { params: { programme, subject } }),
  });

export const personnelFile = (programme: string, subject: string) =>
  queryOptions({
    queryKey: ["registry", programme, "file", subject],
    queryFn: () => ask("readPersonnelFile", { params: { programme, subject } }),
  });

export const registryBodies = (programme: string) =>
  queryOptions({
    queryKey: ["registry", programme, "bodies"],
    queryFn: () => ask("listBodies", { params: { programme } }),
  });

export const registryEditions = (programme: string) =>
  infiniteQueryOptions({
    queryKey: ["registry", programme, "editions"],
    queryFn: ({ pageParam }) =>
      ask("listRegistryEditions", {
        params: { programme },
        query: pageParam === undefined ? {} : { cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

/** While one is being made it is asked again; whoever leaves and comes back finds it as it is then. */
export const registryExports = (programme: string) =>
  queryOptions({
    queryKey: ["registry", programme, "exports"],
    queryFn: () => ask("listRegistryExports", { params: { programme } }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data?.exports.some(({ state }) => state === "waiting") ? 1_000 : false),
  });
