import { ok, routes } from "@biaochi/contract";
import type { FastifyRequest } from "fastify";
import type { Actor } from "../../platform/identity.ts";
import { handle, handleLong, type MountedRoute } from "../../platform/mount-routes.ts";
import { type Door, visitorOf } from "./door.ts";
import {
  beginFactor,
  changePassword,
  endOtherSessions,
  endSession,
  readOwnSecurity,
  removeFactor,
} from "./own-security.ts";
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
