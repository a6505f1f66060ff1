import { type Account, allowed, ok, routes, type Session } from "@biaochi/contract";
import type { FastifyRequest } from "fastify";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database.ts";
import { type Actor, clearToken, digestOfToken, forgetSession, setToken, tokenOf } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import type { Settings } from "../../platform/settings.ts";
import { listTodos } from "../../platform/todos.ts";
import { signInToDemo } from "./commands.ts";
import { listDemoAccounts, removeSession } from "./store.ts";

/** The connection itself comes from this machine; a header that says so is not believed. */
function isFromHere(request: FastifyRequest): boolean {
  return /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? "127.0.0.1");
}

export function accessRoutes(settings: Settings, database: Database, clock: Clock): readonly MountedRoute<Actor>[] {
  const isDemo = settings.mode === "demo";
  const sessionOf = (account: Account | undefined): Session => ({
    account: account ?? null,
    may: [...allowed(account?.roles ?? [])],
    mode: settings.mode,
    today: clock.today(),
  });
  return [
    handle<Actor>()(routes.readSession, async (_tx, { actor }) => ok({ value: sessionOf(actor.account) })),
    handle<Actor>()(routes.listTodos, async (tx, { actor }) =>
      ok({ value: { todos: [...(await listTodos(tx, actor.scope, actor.id))] } }),
    ),
    handle<Actor>()(routes.listDemoAccounts, async (tx, { request }) =>
      ok({
        value: { accounts: isDemo && isFromHere(request) ? [...(await listDemoAccounts(tx, clock.today()))] : [] },
      }),
    ),
    handle<Actor>()(routes.signIn, async (tx, { input, request, reply }) => {
      const { account } = input.body;
      const at = { now: clock.now(), day: clock.today() };
      const signedIn = await signInToDemo(tx, { account, isDemo, isLoopback: isFromHere(request), ...at });
      if (!signedIn.ok) return signedIn;
      setToken(reply, signedIn.value.token, settings.origin.startsWith("https:"));
      return ok({ value: sessionOf(signedIn.value.account), trail: { account: signedIn.value.account.id } });
    }),
    handle<Actor>()(routes.signOut, async (tx, { request, reply }) => {
      const token = tokenOf(request);
      if (token !== undefined) {
        const digest = digestOfToken(token);
        await removeSession(tx, digest);
        forgetSession(database, digest);
      }
      clearToken(reply);
      return ok({ value: sessionOf(undefined) });
    }),
  ];
}
