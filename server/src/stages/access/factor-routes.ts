import { administrators, type FactorRecovery, ok, roles, routes } from "@biaochi/contract";
import type { z } from "zod";
import type { Actor } from "../../platform/identity.ts";
import { handle, handleLong, type MountedRoute } from "../../platform/mount-routes.ts";
import type { Door } from "./door.ts";
import { askRecovery, confirmFactorRecovery, endFactorRecovery, markRoles } from "./factor-recovery.ts";
import { effectOfRoles, listFactorStates } from "./factor-state-store.ts";
import { listFactorRoles } from "./factor-store.ts";
import { pageOf } from "./paging.ts";
import { listRecoveries, type Recovery } from "./recovery-store.ts";

const told = (recovery: Recovery, actor: Actor, isWaiting = true): z.input<typeof FactorRecovery> => ({
  ...recovery,
  mayConfirm:
    isWaiting &&
    actor.held.includes("security-administrator") &&
    ![recovery.asked.by.id, recovery.account.id].includes(actor.id),
});

/** What the system and the security administrator decide about second factors, and how things stand with them. */
export function factorRoutes({ clock }: Door): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.readSecondFactorRoles, async (tx) =>
      ok({ value: { roles: [...(await listFactorRoles(tx))] } }),
    ),
    handle<Actor>()(routes.previewFactorRoles, async (tx, { input }) => {
      const wanted = input.query.roles.split(",");
      const effect = await effectOfRoles(
        tx,
        roles.filter((role) => wanted.includes(role)),
        clock.today(),
      );
      const told = effect.roles.map((each) => ({ ...each, isFixed: administrators.includes(each.role) }));
      return ok({ value: { ...effect, roles: told } });
    }),
    handle<Actor>()(routes.setSecondFactorRoles, async (tx, { actor, input }) => {
      const marked = await markRoles(tx, input.body.roles, actor.id);
      return marked.ok ? ok({ value: { roles: [...marked.value] } }) : marked;
    }),
    handle<Actor>()(routes.listFactorStates, async (tx, { input }) => {
      const { cursor: after, limit, ...which } = input.query;
      const found = await listFactorStates(tx, { ...which, after, limit: limit + 1 }, clock.today());
      const { shown, next } = pageOf(found, limit, ({ account }) => account.id);
      return ok({ value: { accounts: [...shown], next } });
    }),
    handle<Actor>()(routes.listFactorRecoveries, async (tx, { actor }) =>
      ok({ value: { recoveries: (await listRecoveries(tx)).map((each) => told(each, actor)) } }),
    ),
    handle<Actor>()(routes.askFactorRecovery, async (tx, { actor, input }) => {
      const asked = await askRecovery(tx, { ...input.body, by: actor.id, now: clock.now() });
      return asked.ok ? ok({ value: told(asked.value, actor) }) : asked;
    }),
    handleLong<Actor>()(routes.confirmFactorRecovery, async (database, { actor, input }) => {
      const decision = { recovery: input.params.recovery, by: actor.id, now: clock.now() };
      const confirmed = await confirmFactorRecovery(database, decision);
      return confirmed.ok ? ok({ value: told(confirmed.value, actor, false) }) : confirmed;
    }),
    handle<Actor>()(routes.endFactorRecovery, async (tx, { actor, input }) => {
      const ended = await endFactorRecovery(tx, { ...input.params, by: actor.id, now: clock.now() });
      return ended.ok ? ok({ value: told(ended.value, actor, false) }) : ended;
    }),
  ];
}
