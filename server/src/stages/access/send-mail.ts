import { createHash } from "node:crypto";
import { type Language, say } from "@biaochi/words";
import { recordEvent } from "../../platform/audit/event.ts";
import type { Database, Transaction } from "../../platform/database.ts";
import type { Delivery, Notice, NoticePort } from "../../platform/mail/port.ts";
import { digestText } from "./digest.ts";
import { linkToken } from "./mail-address.ts";
import { findChoice } from "./mail-address-store.ts";
import {
  findContact,
  findLeft,
  lapseOld,
  lockNextMail,
  type MailRow,
  noteAnswer,
  noteFailure,
  noteSending,
  postpone,
  settle,
} from "./mail-store.ts";
import { waitingFor } from "./plan-digests.ts";

export type Sending = {
  readonly database: Database;
  readonly port: NoticePort;
  readonly now: Date;
  readonly day: string;
  /** The address that people use, without a slash at its end. */
  readonly origin: string;
  readonly masterKey: Uint8Array;
  readonly language: Language;
};

const sendingLock = 2_026_413;
const minute = 60_000;

/** 5 minutes, 10, 20 … up to 4 hours: greylisting asks for some minutes, a full mailbox for longer. */
const pauseAfter = (attempts: number): number => Math.min(5 * 2 ** attempts, 240) * minute;
/** A server that does not answer is asked again after this. */
const knockAgainAfter = 10 * minute;

/** What happened to a message, for the trail: to whom, which, and of what kind; never what it said. */
async function record(
  tx: Transaction,
  mail: { id: number; account: string; kind: string },
  outcome: string,
): Promise<void> {
  const thing = `account:${mail.account} mail:${mail.id} kind:${mail.kind}`;
  await recordEvent(tx, { kind: "upkeep", action: "send-mail", outcome, thing });
}

/** Undefined: nothing is to be told any more. */
async function compose(
  tx: Transaction,
  mail: MailRow,
  sending: Sending,
): Promise<(Notice & { todos: readonly number[] }) | undefined> {
  const { origin, day, masterKey } = sending;
  const language = (await findChoice(tx, mail.account)).language ?? sending.language;
  const head = {
    id: `${mail.kind}.${mail.id}.${mail.day}`,
    to: { name: mail.name[language], address: mail.address },
  };
  if (mail.kind === "address-link") {
    const link = `${origin}/mail-address#${linkToken(masterKey, mail.addressId)}`;
    const text = `${say(language, "mail.link.text")}\n\n${link}\n\n${say(language, "mail.link.else")}\n`;
    return { ...head, subject: say(language, "mail.link.subject"), text, todos: [] };
  }
  const waiting = await waitingFor(tx, mail.account, day);
  if (waiting.length === 0) return undefined;
  return { ...head, ...digestText(language, { waiting, today: day, origin }), todos: waiting.map(({ id }) => id) };
}

const digestOf = ({ subject, text }: Notice): Buffer => createHash("sha256").update(`${subject}\n\n${text}`).digest();

type Taken = { readonly mail: MailRow; readonly notice: Notice };

/** Takes the next message that is due, says in the database that it is on its way, and only then hands it out. */
async function takeNext(sending: Sending): Promise<Taken | "lapsed" | undefined> {
  const { database, now } = sending;
  return database.transaction(async (tx) => {
    const mail = await lockNextMail(tx, now);
    if (mail === undefined) return undefined;
    const composed = mail.mayGo ? await compose(tx, mail, sending) : undefined;
    if (composed === undefined) {
      await settle(tx, mail.id, { state: "lapsed", now });
      return "lapsed";
    }
    const { todos, ...notice } = composed;
    await noteSending(tx, mail.id, todos, digestOf(notice));
    return { mail, notice };
  });
}

const stateOf = { accepted: "sent", refused: "refused", unknown: "in-doubt" } as const;

async function noteDelivery({ database, now }: Sending, mail: MailRow, delivery: Delivery): Promise<void> {
  const { outcome, said } = delivery;
  await database.transaction(async (tx) => {
    if (outcome === "away") {
      const retryAt = new Date(now.getTime() + knockAgainAfter);
      await postpone(tx, mail.id, retryAt, said);
      await noteFailure(tx, said, now, retryAt);
      return;
    }
    await noteAnswer(tx, now);
    if (outcome === "later") {
      await postpone(tx, mail.id, new Date(now.getTime() + pauseAfter(mail.attempts)), said);
      return;
    }
    const state = stateOf[outcome];
    await settle(tx, mail.id, { state, said, now });
    await record(tx, mail, state);
  });
}

/** What a process left in the middle may have arrived: it is settled as doubtful and never sent again. */
async function settleLeft({ database, now, day }: Sending): Promise<void> {
  await database.transaction(async (tx) => {
    for (const mail of await findLeft(tx)) {
      await settle(tx, mail.id, { state: "in-doubt", said: "interrupted", now });
      await record(tx, mail, "in-doubt");
    }
    await lapseOld(tx, day, now);
  });
}

/**
 * Sends what is due, one message after the other. Answers how many were accepted; undefined while another process sends.
 *
 *  1. `sending` is committed        crash here: nothing has left; it counts as doubtful all the same
 *  2. the message goes out          crash here: it may have arrived; doubtful, and not sent again
 *  3. what became of it is committed, with the line of the trail
 *
 * So a digest goes out once a day or not at all. One that is doubtful is told again on the next working day.
 */
export async function sendWaiting(sending: Sending): Promise<number | undefined> {
  const { database, port, now } = sending;
  return database.withConnection(async (client) => {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [sendingLock]);
    if (!rows[0]?.mine) return undefined;
    try {
      await settleLeft(sending);
      const { retryAt } = await database.read(findContact);
      if (retryAt !== null && retryAt > now) return 0;
      let sent = 0;
      for (;;) {
        const taken = await takeNext(sending);
        if (taken === undefined) return sent;
        if (taken === "lapsed") continue;
        const delivery = await port.deliver(taken.notice);
        await noteDelivery(sending, taken.mail, delivery);
        if (delivery.outcome === "away") return sent;
        if (delivery.outcome === "accepted") sent += 1;
      }
    } finally {
      await client.query("select pg_advisory_unlock($1)", [sendingLock]);
    }
  });
}
