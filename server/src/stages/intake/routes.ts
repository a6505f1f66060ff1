import { ok, refuse, routes } from "@biaochi/contract";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { schemeNames } from "../schemes/names-store.ts";
import { correctFact, correctObservation } from "./commands.ts";
import { factPageOf, newestOf } from "./fact-page.ts";
import { type FactRow, findFacts, findVersions } from "./fact-store.ts";
import { figuresOf } from "./figures.ts";

async function answer(tx: Transaction, actor: Actor, row: FactRow, versions: readonly FactRow[]) {
  const value = factPageOf(row, versions, await schemeNames(tx, actor.scope, row.programme));
  const etag = newestOf(versions);
  const trail = { fact: row.id, ...(row.subject === "*" ? {} : { subject: row.subject }) };
  return ok(etag === undefined ? { value, trail } : { value, etag, trail });
}

export const intakeRoutes: readonly MountedRoute<Actor>[] = [
  handle<Actor>()(routes.readFigures, async (tx, { actor, input }) => {
    const figures = await figuresOf(tx, actor.scope, { ...input.params, ...input.query });
    return figures.ok ? ok({ value: figures.value }) : figures;
  }),
  handle<Actor>()(routes.readFact, async (tx, { actor, input }) => {
    const { programme, fact } = input.params;
    const [row] = await findFacts(tx, actor.scope, programme, [fact]);
    if (row === undefined) return refuse({ code: "outside-scope" });
    return answer(tx, actor, row, await findVersions(tx, actor.scope, programme, row));
  }),
  handle<Actor>()(routes.correctObservation, async (tx, { actor, input, ifMatch }) => {
    const corrected = await correctObservation(tx, actor, input.body, ifMatch);
    return corrected.ok ? answer(tx, actor, corrected.value.row, corrected.value.versions) : corrected;
  }),
  handle<Actor>()(routes.correctFact, async (tx, { actor, input, ifMatch }) => {
    const corrected = await correctFact(tx, actor, { ...input.params, ...input.body, ifMatch });
    return corrected.ok ? answer(tx, actor, corrected.value.row, corrected.value.versions) : corrected;
  }),
];
