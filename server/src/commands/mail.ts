import { randomUUID } from "node:crypto";
import { say } from "@biaochi/words";
import { recordEvent } from "../platform/audit/event.ts";
import { type Clock, makeClock } from "../platform/clock.ts";
import { openInstallation } from "../platform/installation.ts";
import { openSmtp } from "../platform/mail/smtp.ts";
import { migrate } from "../platform/migrations.ts";
import { openPlatform, type Platform } from "../platform/platform.ts";
import { mailAddress } from "../platform/setting-kinds.ts";
import { setAddress } from "../stages/access/mail-address.ts";
import { countMail, findContact, noteAnswer, noteFailure } from "../stages/access/mail-store.ts";
import { findAccountId } from "../stages/access/set-up-store.ts";
import { type Command, type CommandContext, type ExitCode, exitCode, misused, refused } from "./command.ts";

const by = "command-line";
const usage = "test <address> | status | address <account> <address>";

type Work = { readonly context: CommandContext; readonly platform: Platform; readonly clock: Clock };

/** One message now, beside the outbox, so that whoever sets this up sees what the server says. */
async function test({ context, platform, clock }: Work, address: string): Promise<ExitCode> {
  const { database, settings } = platform;
  const { language } = context;
  const port = openSmtp(settings);
  const [subject, text] = [say(language, "mail.test.subject"), say(language, "mail.test.text")];
  const { outcome, said } = await port.deliver({
    id: `test.${randomUUID()}`,
    to: { name: "", address },
    subject,
    text,
  });
  const isAccepted = outcome === "accepted";
  await database.transaction(async (tx) => {
    const now = clock.now();
    await (outcome === "away" ? noteFailure(tx, said, now, now) : noteAnswer(tx, now));
    const done = isAccepted ? "done" : outcome;
    await recordEvent(tx, { kind: "upkeep", account: by, action: "send-mail", outcome: done, thing: "kind:test" });
  });
  if (!isAccepted) return refused(context, { code: "mail-test-failed", params: { outcome, said } });
  context.report({ code: "mail-test-accepted", params: { said } });
  return exitCode.done;
}

async function status({ context, platform, clock }: Work): Promise<ExitCode> {
  const { database, settings } = platform;
  const contact = await database.read(findContact);
  const { waiting } = await database.read((tx) => countMail(tx, clock.today()));
  const { mail: on, mailHost: host, mailPort: port } = settings;
  const moment = (at: Date | null) => at?.toISOString() ?? "–";
  const [answered, failed] = [moment(contact.answeredAt), moment(contact.failedAt)];
  const params = { on, host, port, waiting, answered, failed, failure: contact.failure ?? "" };
  context.report({ code: "mail-status", params });
  return exitCode.done;
}

async function address({ context, platform, clock }: Work, called: string, to: string): Promise<ExitCode> {
  const { database, settings } = platform;
  const account = await database.read((tx) => findAccountId(tx, called));
  if (account === undefined) return refused(context, { code: "access-account-unknown", params: { account: called } });
  const moment = { now: clock.now(), day: clock.today(), isOn: settings.mail === "on" };
  const done = await database.decide(async (tx) => {
    const set = await setAddress(tx, { account, address: to, by, ...moment });
    if (!set.ok) return set;
    const thing = `account:${account}`;
    await recordEvent(tx, { kind: "grant", account: by, action: "keep-accounts", outcome: "done", thing });
    return set;
  });
  if (!done.ok) return refused(context, { code: done.refusal.code, params: { most: 5 } });
  context.report({ code: "mail-address-set", params: { account } });
  return exitCode.done;
}

export const mail: Command = {
  name: "mail",
  summary: "command.mail",
  arguments: usage,
  options: {},
  async run(context) {
    const [verb = "", first = "", second = "", ...more] = context.positionals;
    const given = context.positionals.length - more.length - 1;
    const to = verb === "test" ? first : second;
    const isWhole = more.length === 0 && given === { test: 1, status: 0, address: 2 }[verb];
    const isAddress = verb === "status" || (to !== "" && mailAddress.read(to) !== undefined);
    if (!isWhole || !isAddress) return misused(context, "mail", usage);
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
      const work = { context, platform: platform.value, clock };
      if (verb === "test") return await test(work, first);
      return await (verb === "status" ? status(work) : address(work, first, second));
    } finally {
      await platform.value.close();
    }
  },
};
