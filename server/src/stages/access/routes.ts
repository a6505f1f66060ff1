import { ok, routes } from "@biaochi/contract";
import type { FastifyRequest } from "fastify";
import { type Actor, forgetSession } from "../../platform/identity.ts";
import { handle, handleLong, type MountedRoute } from "../../platform/mount-routes.ts";
import { listTodos } from "../../platform/todos.ts";
import { signInToDemo, signOut } from "./commands.ts";
import { type Door, sessionOf, visitorOf } from "./door.ts";
import { factorRoutes } from "./factor-routes.ts";
import { liveSessionRoutes } from "./live-session-routes.ts";
import { passwordLinkRoutes } from "./password-link-routes.ts";
import { ownSecurityRoutes } from "./security-routes.ts";
import { sessionSeconds } from "./session-store.ts";
import { signInRoutes } from "./sign-in-routes.ts";
import { removeStep } from "./step-store.ts";
import { listDemoAccounts } from "./store.ts";

/**
 * The connection itself comes from this machine, and nobody hands it on: a proxy on this machine would make every address
 * look like it, and says by a header for whom it asks.
 */
function isFromHere({ socket, headers }: FastifyRequest): boolean {
  if (["forwarded", "x-forwarded-for", "x-real-ip", "via"].some((name) => headers[name] !== undefined)) return false;
  return /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? "127.0.0.1");
}

export function accessRoutes(door: Door): readonly MountedRoute<Actor>[] {
  const { settings, database, clock, cookies } = door;
  const isDemo = settings.mode === "demo";
  return [
    handle<Actor>()(routes.listTodos, async (tx, { actor }) =>
      ok({ value: { todos: [...(await listTodos(tx, actor.scope, actor.id, clock.today()))] } }),
    ),
    handle<Actor>()(routes.readSession, async (tx, { actor }) =>
      ok({ value: await sessionOf(door, tx, actor.account) }),
    ),
    handle<Actor>()(routes.listDemoAccounts, async (tx, { request }) =>
      ok({
        value: { accounts: isDemo && isFromHere(request) ? [...(await listDemoAccounts(tx, clock.today()))] : [] },
      }),
    ),
    handleLong<Actor>()(routes.signIn, async (_, { input, request, reply }) => {
      const asked = { account: input.body.account, isDemo, isLoopback: isFromHere(request) };
      const visitor = visitorOf(door, request);
      const signedIn = await signInToDemo(database, asked, visitor);
      if (!signedIn.ok) return signedIn;
      if (visitor.session !== undefined) forgetSession(database, visitor.session);
      cookies.set(reply, "session", signedIn.value.token, sessionSeconds);
      const value = await database.read((tx) => sessionOf(door, tx, signedIn.value.account));
      return ok({ value });
    }),
    handle<Actor>()(routes.signOut, async (tx, { request, reply }) => {
      const { session, step } = visitorOf(door, request);
      if (step !== undefined) await removeStep(tx, step); // nobody goes on at this desk with what was begun
      if (session !== undefined) {
        await signOut(tx, session);
        forgetSession(database, session);
      }
      cookies.clear(reply, "session");
      cookies.clear(reply, "step");
      return ok({ value: await sessionOf(door, tx, undefined) });
    }),
    ...signInRoutes(door),
    ...ownSecurityRoutes(door),
    ...factorRoutes(door),
    ...liveSessionRoutes(door),
    ...passwordLinkRoutes(door),
  ];
}
