import { ok, type Refusal, refuse, routes } from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { exceptionOf, findException, listExceptions } from "./exception-store.ts";
import { askException, decideException } from "./exceptions.ts";
import { programmeInReach } from "./store.ts";

export function exceptionRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  const answer = async (tx: Transaction, actor: Actor, programme: string, exception: number) => {
    const row = await findException(tx, actor, { programme, exception });
    if (row === undefined) return refuse({ code: "outside-scope" } satisfies Refusal);
    const trail = { programme, thing: `indicator:${row.indicator} exception:${exception}` };
    return ok({ value: exceptionOf(row, actor.scope, clock.today()), trail });
  };
  return [
    handle<Actor>()(routes.listLibraryExceptions, async (tx, { actor, input }) => {
      const programme = await programmeInReach(tx, actor.scope, input.query.programme);
      if (programme === undefined) return refuse({ code: "outside-scope" });
      const rows = await listExceptions(tx, actor, programme);
      return ok({ value: { exceptions: rows.map((row) => exceptionOf(row, actor.scope, clock.today())) } });
    }),
    handle<Actor>()(routes.askLibraryException, async (tx, { actor, input }) => {
      const asked = await askException(tx, actor, input.body, clock.today());
      return asked.ok ? answer(tx, actor, input.body.programme, asked.value) : asked;
    }),
    handle<Actor>()(routes.decideLibraryException, async (tx, { actor, input }) => {
      const decided = await decideException(tx, actor, { ...input.params, ...input.body });
      return decided.ok ? answer(tx, actor, input.body.programme, decided.value) : decided;
    }),
  ];
}
