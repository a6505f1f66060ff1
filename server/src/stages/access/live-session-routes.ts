import { ok, routes } from "@biaochi/contract";
import type { Actor } from "../../platform/identity.ts";
import { handle, handleLong, type MountedRoute } from "../../platform/mount-routes.ts";
import { listActs } from "./account-act-store.ts";
import type { Door } from "./door.ts";
import { countLive, listLive } from "./live-session-store.ts";
import { endLiveSession, endSessionsOf } from "./live-sessions.ts";
import { numberOf, pageOf } from "./paging.ts";

/** Who is signed in now, and the end of it; for the security administrator. */
export function liveSessionRoutes({ clock, policy }: Door): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.listLiveSessions, async (tx, { actor, input }) => {
      const { cursor, limit, ...which } = input.query;
      const at = { now: clock.now(), day: clock.today(), idleMinutes: (await policy(tx)).idleMinutes };
      const found = await listLive(tx, { ...which, before: numberOf(cursor), limit: limit + 1 }, at);
      const { shown, next } = pageOf(found, limit, ({ session }) => session);
      const sessions = shown.map(({ roles, beganAt, seenAt, endsAt, ...rest }) => ({
        ...{ ...rest, roles: [...roles], isOwn: rest.account.id === actor.id },
        ...{ beganAt: beganAt.toISOString(), seenAt: seenAt.toISOString(), endsAt: endsAt.toISOString() },
      }));
      return ok({ value: { sessions, next, ...(await countLive(tx, at)) } });
    }),
    handleLong<Actor>()(routes.endLiveSession, async (database, { actor, input }) => {
      const asked = { session: input.params.session, reason: input.body.reason, by: actor.id, now: clock.now() };
      const ended = await endLiveSession(database, asked);
      return ended.ok ? ok({ value: { ended: ended.value } }) : ended;
    }),
    handleLong<Actor>()(routes.endSessionsOfAccount, async (database, { actor, input }) => {
      const asked = { account: input.params.account, reason: input.body.reason, by: actor.id, now: clock.now() };
      const ended = await endSessionsOf(database, asked);
      return ended.ok ? ok({ value: { ended: ended.value } }) : ended;
    }),
    handle<Actor>()(routes.listAccountActs, async (tx, { input }) => {
      const { cursor, limit, account } = input.query;
      const found = await listActs(tx, { account, before: numberOf(cursor), limit: limit + 1 });
      const { shown, next } = pageOf(found, limit, ({ id }) => id);
      return ok({ value: { acts: [...shown], next } });
    }),
  ];
}
