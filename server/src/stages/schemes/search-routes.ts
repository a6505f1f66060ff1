import { mostFoundPerGroup, ok, routes } from "@biaochi/contract";
import type { SubjectType } from "@biaochi/engine";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { searchSubjects, wantedOf } from "../registry/search-store.ts";
import { searchIndicators } from "./indicator-search.ts";

const group = <T>(found: readonly T[]) => ({
  found: found.slice(0, mostFoundPerGroup),
  hasMore: found.length > mostFoundPerGroup,
});

/** Names by a part of them, of those in scope. */
export const searchRoutes: readonly MountedRoute<Actor>[] = [
  handle<Actor>()(routes.search, async (tx, { actor, input }) => {
    const wanted = wantedOf(input.query.q);
    const of = (type: SubjectType) => searchSubjects(tx, actor.scope, wanted, type);
    const people = group(await of("official"));
    const units = group([...(await of("unit")), ...(await of("team"))]);
    const indicators = group(await searchIndicators(tx, actor.scope, wanted));
    return ok({ value: { people, units, indicators } });
  }),
];
