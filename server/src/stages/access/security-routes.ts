import { ok, routes } from "@biaochi/contract";
import type { FastifyRequest } from "fastify";
import type { Actor } from "../../platform/identity.ts";
import { handle, handleLong, type MountedRoute } from "../../platform/mount-routes.ts";
import { type Door, visitorOf } from "./door.ts";
import { askRecovery, confirmFactorRecovery, markRoles, told } from "./factor-recovery.ts";
import { listFactorRoles } from "./factor-store.ts";
import {
  beginFactor,
  changePassword,
  endOtherSessions,
  endSession,
  readOwnSecurity,
  removeFactor,
} from "./own-security.ts";
import { listRecoveries } from "./recovery-store.ts";
import { tellProgress } from "./sign-in-routes.ts";

/** Own password, factors and sessions: about whoever asks and nobody else. */
export function ownSecurityRoutes(door: Door): readonly MountedRoute<Actor>[] {
  const long = handleLong<Actor>(door.settings.signInsPerMinute);
  const own = (actor: Actor, request: FastifyRequest) => ({ account: actor.id, visitor: visitorOf(door, request) });
  return [
    handle<Actor>()(routes.readOwnSecurity, async (tx, { actor, request }) =>
      ok({ value: await readOwnSecurity(tx, door, actor.id, visitorOf(door, request)) }),
    ),
    long(routes.changePassword, async (_, { actor, input, request }) => {
      const changed = await changePassword(door, input.body, own(actor, request));
      return changed.ok ? ok({ value: changed.value }) : changed;
    }),
    long(routes.beginFactor, async (_, at) =>
      tellProgress(door, at, await beginFactor(door, at.input.body.password, own(at.actor, at.request))),
    ),
    long(routes.removeCode, async (_, { actor, input, request }) => {
      const removed = await removeFactor(door, { password: input.body.password }, own(actor, request));
      return removed.ok ? ok({ value: removed.value }) : removed;
    }),
    long(routes.removePasskey, async (_, { actor, input, request }) => {
      const { password, passkey } = input.body;
      const removed = await removeFactor(door, { password, passkey }, own(actor, request));
      return removed.ok ? ok({ value: removed.value }) : removed;
    }),
    long(routes.endSession, async (_, { actor, input, request }) => {
      const ended = await endSession(door, input.params.session, own(actor, request));
      return ended.ok ? ok({ value: ended.value }) : ended;
    }),
    long(routes.endOtherSessions, async (_, { actor, request }) =>
      ok({ value: await endOtherSessions(door, own(actor, request)) }),
    ),
  ];
}

/** What the system and the security administrator decide about second factors. */
export function factorRoutes({ clock }: Door): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.readSecondFactorRoles, async (tx) =>
      ok({ value: { roles: [...(await listFactorRoles(tx))] } }),
    ),
    handle<Actor>()(routes.setSecondFactorRoles, async (tx, { actor, input }) => {
      const marked = await markRoles(tx, input.body.roles, actor.id);
      return marked.ok ? ok({ value: { roles: [...marked.value] } }) : marked;
    }),
    handle<Actor>()(routes.listFactorRecoveries, async (tx) =>
      ok({ value: { recoveries: (await listRecoveries(tx)).map(told) } }),
    ),
    handle<Actor>()(routes.askFactorRecovery, async (tx, { actor, input }) => {
      const asked = await askRecovery(tx, { ...input.body, by: actor.id, now: clock.now() });
      return asked.ok ? ok({ value: asked.value }) : asked;
    }),
    handleLong<Actor>()(routes.confirmFactorRecovery, async (database, { actor, input }) => {
      const { recovery } = input.params;
      const confirmed = await confirmFactorRecovery(database, { recovery, by: actor.id, now: clock.now() });
      return confirmed.ok ? ok({ value: confirmed.value }) : confirmed;
    }),
  ];
}
