import { sql } from "kysely";
import type { Transaction } from "./database.ts";

/**
 * The model of what an ask costs the one who is asked, in minutes. Stated, coarse and the same for everybody: it compares
 * cycles with each other and is no time sheet. Opening a list and comparing it with one's own figures: a quarter of an hour; reading
 * what one has been given to do: five minutes; a figure that is filled in already: three.
 */
export const minutesOf = {
  ...{ verification: 15, "hand-over": 2, "task-list": 5, report: 3 },
  /** At most: three minutes for each task. */
  "hand-down-tasks": 60,
  /** For each figure. */
  ...{ "confirm-reports": 1, "accept-reports": 1 },
  ...{ "read-quality": 5, "set-password": 3, "set-up-factor": 5 },
} as const;
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

/** Of whoever has the account, by what it is called where it asks something of nobody in the registry; once a month at most. */
export async function recordAskOfAccount(
  tx: Transaction,
  kind: "set-password" | "set-up-factor",
  account: string,
): Promise<void> {
  await sql`insert into ask (kind, programme, subject, asked_by, reason, minutes)
    select ${kind}, a.programme, coalesce(a.self, 'account:' || a.id), 'biaochi', 'account:' || a.id, ${minutesOf[kind]}
    from account a where a.id = ${account} and not exists (select from ask b where b.kind = ${kind}
      and b.reason = 'account:' || a.id and b.asked_at > clock_timestamp() - interval '30 days')`.execute(tx);
}
