import { type Outcome, ok, routes, type SignInStep } from "@biaochi/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Actor, forgetSession } from "../../platform/identity.ts";
import { type Answer, handle, handleLong, type MountedRoute } from "../../platform/mount-routes.ts";
import { addCode, beginCode, signInByCode } from "./code.ts";
import { type Door, sessionOf, visitorOf } from "./door.ts";
import type { Progress } from "./go-on.ts";
import { knownSeconds, remembered } from "./known-device.ts";
import { addPasskey, askForPasskey, beginPasskey, signInByPasskey } from "./passkey.ts";
import { renewPassword, signInByPassword } from "./password-sign-in.ts";
import { sessionSeconds } from "./session-store.ts";
import { readLink, setUpAccount, setUpPassword } from "./set-up.ts";
import { beginSso, endSsoSession, signInBySso } from "./sso-sign-in.ts";
import { stepSeconds } from "./step-store.ts";

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** The browser in which somebody has proved who they are is known from now on. */
function rememberDevice({ cookies, masterKey, clock }: Door, { request, reply }: At, account: string): void {
  const known = remembered(masterKey, cookies.read(request, "device"), account, clock.now());
  cookies.set(reply, "device", known, knownSeconds);
}

/** Hands the browser the one token that it holds from now on, and tells what comes next. */
export async function tellProgress<R>(
  door: Door,
  { request, reply }: At,
  progress: Outcome<Progress, R>,
): Promise<Outcome<Answer<SignInStep>, R>> {
  if (!progress.ok) return progress;
  const { cookies, database } = door;
  const { next, factors, account, sessionToken, stepToken } = progress.value;
  if (stepToken === undefined) cookies.clear(reply, "step");
  else cookies.set(reply, "step", stepToken, stepSeconds);
  if (sessionToken !== undefined) {
    const { session } = visitorOf(door, request);
    if (session !== undefined) forgetSession(database, session); // it has ended with the new one
    cookies.set(reply, "session", sessionToken, sessionSeconds);
    if (account !== undefined) rememberDevice(door, { request, reply }, account.id);
  }
  const session = account ? await database.read((tx) => sessionOf(door, tx, account)) : null;
  return ok({ value: { next, factors: [...factors], session } });
}

/** Every door of signing in. How often one address may knock is limited, whatever the answer. */
export function signInRoutes(door: Door): readonly MountedRoute<Actor>[] {
  const { settings, cookies } = door;
  const long = handleLong<Actor>(settings.signInsPerMinute);
  const isForAdministrators = settings.localSignIn === "administrators";
  return [
    handle<Actor>()(routes.readSignInWays, async () =>
      ok({ value: { sso: door.sso?.name ?? null, isForAdministrators } }),
    ),
    long(routes.signInByPassword, async (_, at) =>
      tellProgress(door, at, await signInByPassword(door, at.input.body, visitorOf(door, at.request))),
    ),
    long(routes.signInByCode, async (_, at) =>
      tellProgress(door, at, await signInByCode(door, at.input.body.code, visitorOf(door, at.request))),
    ),
    long(routes.askForPasskey, async (_, { request, reply }) => {
      const { options, stepToken } = await askForPasskey(door, visitorOf(door, request));
      if (stepToken !== undefined) cookies.set(reply, "step", stepToken, stepSeconds);
      return ok({ value: { ...options } });
    }),
    long(routes.signInByPasskey, async (_, at) =>
      tellProgress(door, at, await signInByPasskey(door, at.input.body.passkey, visitorOf(door, at.request))),
    ),
    long(routes.beginCode, async (_, { request }) => {
      const begun = await beginCode(door, visitorOf(door, request));
      return begun.ok ? ok({ value: begun.value }) : begun;
    }),
    long(routes.addCode, async (_, at) =>
      tellProgress(door, at, await addCode(door, at.input.body.code, visitorOf(door, at.request))),
    ),
    long(routes.beginPasskey, async (_, { request }) => {
      const begun = await beginPasskey(door, visitorOf(door, request));
      if (!begun.ok) return begun;
      const { rp, user, pubKeyCredParams, ...rest } = begun.value;
      const kinds = pubKeyCredParams.map(({ type, alg }) => ({ type, alg }));
      return ok({ value: { ...rest, rp: { ...rp }, user: { ...user }, pubKeyCredParams: kinds } });
    }),
    long(routes.addPasskey, async (_, at) =>
      tellProgress(door, at, await addPasskey(door, at.input.body.passkey, visitorOf(door, at.request))),
    ),
    long(routes.renewPassword, async (_, at) =>
      tellProgress(door, at, await renewPassword(door, at.input.body.password, visitorOf(door, at.request))),
    ),
    long(routes.beginSso, async (_, { input, request, reply }) => {
      const begun = await beginSso(door, visitorOf(door, request), { isAgain: input.body?.again === true });
      if (!begun.ok) return begun;
      cookies.set(reply, "step", begun.value.stepToken, stepSeconds);
      return ok({ value: { address: begun.value.address } });
    }),
    long(routes.signInBySso, async (_, at) =>
      tellProgress(door, at, await signInBySso(door, at.input.body.query, visitorOf(door, at.request))),
    ),
    long(routes.readSetUpLink, async (database, { input, request }) => {
      const visitor = visitorOf(door, request);
      const read = await database.transaction((tx) => readLink(tx, input.body.token, visitor));
      return read.ok ? ok({ value: read.value }) : read;
    }),
    long(routes.setUpAccount, async (_, at) =>
      tellProgress(door, at, await setUpAccount(door, at.input.body, visitorOf(door, at.request))),
    ),
    long(routes.setUpPassword, async (_, at) => {
      const set = await setUpPassword(door, at.input.body, visitorOf(door, at.request));
      if (!set.ok) return set;
      const { account, signInName } = set.value;
      rememberDevice(door, at, account);
      return ok({ value: { signInName } });
    }),
  ];
}

/** What another server sends us, as a form. */
export function formRoutes(door: Door): readonly MountedRoute<Actor>[] {
  return [
    handleLong<Actor>(door.settings.signInsPerMinute)(routes.endSsoSession, async (_, { input }) => {
      const ended = await endSsoSession(door, input.body.logout_token);
      return ended.ok ? ok({ value: { ended: ended.value } }) : ended;
    }),
  ];
}
