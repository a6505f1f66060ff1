import { administrators, type Role } from "@biaochi/contract";
import { isCode, moment, say } from "@biaochi/words";
import { type Clock, makeClock } from "../platform/clock.ts";
import { openInstallation } from "../platform/installation.ts";
import { migrate } from "../platform/migrations.ts";
import { openPlatform, type Platform } from "../platform/platform.ts";
import { noticeOfLink, noticeOfPasswordLink } from "../set-up-notice.ts";
import { putAccount } from "../stages/access/account-state.ts";
import { removeFactorsOf } from "../stages/access/factor-recovery.ts";
import { listLive } from "../stages/access/live-session-store.ts";
import { endSessionsOf } from "../stages/access/live-sessions.ts";
import { policyBy } from "../stages/access/policy.ts";
import { makeLink, makeRoleLinks } from "../stages/access/set-up.ts";
import { findAccountId, listAccounts } from "../stages/access/set-up-store.ts";
import { type Command, type CommandContext, type ExitCode, exitCode, misused, refused } from "./command.ts";

/** Who acts when somebody sits at the machine itself. */
const by = "command-line";
const mostSessions = 10_000;

type Work = {
  readonly context: CommandContext;
  readonly platform: Platform;
  readonly clock: Clock;
  /** What stands behind the action. */
  readonly about: string | undefined;
};

async function list({ context, platform, clock }: Work): Promise<ExitCode> {
  const accounts = await platform.database.read((tx) => listAccounts(tx, clock.today()));
  const { language } = context;
  if (context.isJson) context.print(JSON.stringify({ accounts }));
  else
    for (const { id, name, signInName, staffNumber, state, roles, hasPassword, hasFactor } of accounts) {
      const held = roles.map((role) => say(language, `role.${role}`)).join(", ");
      const has = [
        ...(hasPassword ? [say(language, "access-has-password")] : []),
        ...(hasFactor ? [say(language, "access-has-factor")] : []),
      ];
      const called = [signInName, staffNumber].filter((each) => each !== null).join(", ");
      context.print(`${id}  ${name[language]}${called === "" ? "" : ` (${called})`}`);
      context.print(
        `    ${[say(language, `access-state.${stateOf(state)}`), held, ...has].filter(Boolean).join(" · ")}`,
      );
    }
  return exitCode.done;
}

const stateOf = (state: string) => (state === "active" || state === "suspended" ? state : "closed");

const isAdministratorRole = (text: string): text is Role => administrators.some((role) => role === text);

async function setUpLink({ context, platform, clock, about }: Work): Promise<ExitCode> {
  if (about !== undefined && !isAdministratorRole(about)) return misused(context, "access", administrators.join(" | "));
  const { database, settings } = platform;
  if (settings.mode !== "production") return refused(context, { code: "access-demo" });
  const moment = { now: clock.now(), day: clock.today() };
  const asked = { by, isFirstStart: false, ...(about === undefined ? {} : { only: about }) };
  const links = await database.transaction((tx) => makeRoleLinks(tx, moment, asked));
  if (links.length === 0) return refused(context, { code: "access-no-link" });
  for (const link of links) context.report(noticeOfLink(link, settings.origin));
  return exitCode.done;
}

/** Actions on one account, found by identifier, own name or staff number. */
const onAccount =
  (act: (work: Work, account: string) => Promise<ExitCode>) =>
  async (work: Work): Promise<ExitCode> => {
    const { context, platform, about = "" } = work;
    const account = await platform.database.read((tx) => findAccountId(tx, about));
    if (account === undefined) return refused(context, { code: "access-account-unknown", params: { account: about } });
    return act(work, account);
  };

const reset = onAccount(async ({ context, platform, clock }, account) => {
  const { database, settings } = platform;
  if (settings.mode !== "production") return refused(context, { code: "access-demo" });
  const moment = { now: clock.now(), day: clock.today() };
  const path = await database.transaction((tx) => makeLink(tx, { account }, by, moment));
  context.report(noticeOfPasswordLink(account, path, settings.origin));
  return exitCode.done;
});

const putInto = (state: "active" | "suspended") =>
  onAccount(async ({ context, platform }, account) => {
    const isChanged = await putAccount(platform.database, account, state, by);
    const done = state === "active" ? "access-resumed" : "access-suspended";
    context.report({ code: isChanged ? done : "access-unchanged", params: { account } });
    return exitCode.done;
  });

/** Who is signed in now, as the security administrator sees it on a page. */
async function sessions({ context, platform, clock }: Work): Promise<ExitCode> {
  const policy = policyBy(context.settings);
  const live = await platform.database.read(async (tx) => {
    const at = { now: clock.now(), day: clock.today(), idleMinutes: (await policy(tx)).idleMinutes };
    return listLive(tx, { limit: mostSessions }, at);
  });
  const { language } = context;
  if (context.isJson) context.print(JSON.stringify({ sessions: live }));
  else if (live.length === 0) context.print(say(language, "access-no-session"));
  else
    for (const { account, way, device, beganAt, seenAt } of live) {
      const proof = `security.way.${way}`;
      const when = { began: moment(language, beganAt.toISOString()), seen: moment(language, seenAt.toISOString()) };
      const told = { account: account.id, way: isCode(proof) ? say(language, proof) : way, device, ...when };
      context.print(say(language, "access-session", told));
    }
  return exitCode.done;
}

const endSessions = onAccount(async ({ context, platform, clock }, account) => {
  const reason = by; // who sits at the machine gives no other
  const ended = await endSessionsOf(platform.database, { account, by, reason, now: clock.now() });
  if (!ended.ok) return refused(context, { code: "access-account-unknown", params: { account } });
  context.report({ code: "access-sessions-ended", params: { account, n: ended.value } });
  return exitCode.done;
});

const removeFactors = onAccount(async ({ context, platform }, account) => {
  const isDone = await removeFactorsOf(platform.database, account, by);
  context.report({ code: isDone ? "access-factors-removed" : "access-no-factors", params: { account } });
  return exitCode.done;
});

const actions: Readonly<Record<string, (work: Work) => Promise<ExitCode>>> = {
  list,
  sessions,
  "end-sessions": endSessions,
  "remove-factors": removeFactors,
  "setup-link": setUpLink,
  reset,
  suspend: putInto("suspended"),
  resume: putInto("active"),
};

export const access: Command = {
  name: "access",
  summary: "command.access",
  arguments:
    "list | sessions | setup-link [role] | reset <account> | suspend <account> | resume <account> | end-sessions <account> | remove-factors <account>",
  options: {},
  async run(context) {
    const [name = "", about, ...more] = context.positionals;
    const act = Object.hasOwn(actions, name) ? actions[name] : undefined;
    const isWhole = ["list", "sessions", "setup-link"].includes(name) || about !== undefined;
    if (act === undefined || !isWhole || more.length > 0)
      return misused(context, "access", say(context.language, "access-action-unknown"));
    const { settings } = context.settings;
    const platform = await openPlatform(settings, context.tell);
    if (!platform.ok) return refused(context, platform.refusal);
    try {
      const { database } = platform.value;
      const migrated = await migrate(database);
      if (!migrated.ok) return refused(context, migrated.refusal);
      const installation = await openInstallation(database, settings.mode);
      if (!installation.ok) return refused(context, installation.refusal);
      const clock = makeClock({ mode: settings.mode, shift: installation.value.dayShift });
      return await act({ context, platform: platform.value, clock, about });
    } finally {
      await platform.value.close();
    }
  },
};
