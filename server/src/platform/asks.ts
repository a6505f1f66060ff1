import { sql } from "kysely";
import type { Transaction } from "./database.ts";

/**
 * The model of what an ask costs the one who is asked, in minutes. Stated, coarse and the same for everybody: it compares
 * cycles with each other and is no time sheet. Opening a list and comparing it with one's own figures: a quarter of an hour; reading
 * what one has been given to do: five minutes; a figure that is filled in already: three.
 */
export const minutesOf = { verification: 15, "hand-over": 2, "task-list": 5, report: 3 } as const;
export type AskKind = keyof typeof minutesOf;

export type NewAsk = {
  readonly kind: AskKind;
  readonly programme: string;
  /** Of whom: units or officials. */
  readonly subjects: readonly string[];
  readonly by: string;
  readonly reason: string;
};

/** Puts on record that something was asked of people; one row for each. */
export async function recordAsks(tx: Transaction, ask: NewAsk): Promise<void> {
  const { kind, programme, subjects, by, reason } = ask;
  await sql`insert into ask (kind, programme, subject, asked_by, reason, minutes)
    select ${kind}, ${programme}, s, ${by}, ${reason}, ${minutesOf[kind]} from unnest(${[...subjects]}::text[]) s`.execute(
    tx,
  );
}
