import { ok, type Refusal, refuse, routes } from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { unitNames } from "../../registry/store.ts";
import { appraisalOf, listAppraisals } from "./appraisal-store.ts";
import { endAppraisal, registerAppraisal } from "./appraisals.ts";
import { programmeInReach } from "./store.ts";

export function appraisalRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  const answer = async (tx: Transaction, actor: Actor, programme: string, id: number) => {
    const [row] = await listAppraisals(tx, actor.scope, programme, id);
    if (row === undefined) return refuse({ code: "outside-scope" } satisfies Refusal);
    const nameUnit = await unitNames(tx, actor.scope, programme);
    return ok({ value: appraisalOf(row, nameUnit), trail: { programme, thing: `appraisal:${id}` } });
  };
  return [
    handle<Actor>()(routes.listAppraisals, async (tx, { actor, input }) => {
      const programme = await programmeInReach(tx, actor.scope, input.query.programme);
      if (programme === undefined) return refuse({ code: "outside-scope" });
      const nameUnit = await unitNames(tx, actor.scope, programme);
      const rows = await listAppraisals(tx, actor.scope, programme);
      return ok({ value: { programme, appraisals: rows.map((row) => appraisalOf(row, nameUnit)) } });
    }),
    handle<Actor>()(routes.registerAppraisal, async (tx, { actor, input }) => {
      const registered = await registerAppraisal(tx, actor, input.body, clock.today());
      return registered.ok ? answer(tx, actor, input.body.programme, registered.value) : registered;
    }),
    handle<Actor>()(routes.endAppraisal, async (tx, { actor, input }) => {
      const ended = await endAppraisal(tx, actor, { ...input.params, ...input.body });
      return ended.ok ? answer(tx, actor, input.body.programme, ended.value) : ended;
    }),
  ];
}
