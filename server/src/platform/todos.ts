import type { Role, Todo } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "./database.ts";
import type { Scope } from "./scope.ts";

/** For one account, or for whoever holds a role that reaches the unit: so it stays with the post. */
export type TodoFor =
  | { readonly account: string }
  | { readonly role: Role; readonly programme?: string; readonly unit?: string };

export type NewTodo = {
  /** What it is about. The same thing waits once: a second one under the same key is the first. */
  readonly key: string;
  /** Its sentence is `todo.<kind>` in `words/`. */
  readonly kind: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly for: TodoFor;
  /** The page on which it is done. */
  readonly path: string;
  readonly due?: string | undefined;
  /** What it takes, as stated to the person. */
  readonly minutes: number;
  /** After its day it waits no longer: silence is an answer. */
  readonly lapses?: true;
  /** What it asks of people is on record already, also of those who have no account. */
  readonly isOnRecord?: true;
};

/** Whom a to-do asks: the unit whose role it is for, the official whose account it is; else an office. */
const asked = sql`coalesce(t.unit, (select a.self from account a where a.id = t.account), 'account:' || t.account, 'role:' || t.role)`;
const askedIn = sql`coalesce(t.programme, (select a.programme from account a where a.id = t.account))`;

/** Puts on record what new to-dos ask: of a unit once, whether its head or its liaison does it. */
async function recordAsksOf(tx: Transaction, todos: readonly number[]): Promise<void> {
  if (todos.length === 0) return;
  await sql`insert into ask (kind, programme, subject, asked_by, reason, minutes)
    select distinct on (t.kind, ${askedIn}, ${asked}) t.kind, ${askedIn}, ${asked}, 'biaochi', t.key, t.minutes
    from todo t where t.id = any(${[...todos]}::integer[])`.execute(tx);
}

export async function addTodos(tx: Transaction, todos: readonly NewTodo[]): Promise<void> {
  const fresh: number[] = [];
  for (const todo of todos) {
    const { key, kind, params = {}, for: whom, path, due = null, minutes, lapses = false } = todo;
    const [account, role] = "account" in whom ? [whom.account, null] : [null, whom.role];
    const [programme, unit] = "role" in whom ? [whom.programme ?? null, whom.unit ?? null] : [null, null];
    const { rows } = await sql<{
      id: number;
    }>`insert into todo (key, kind, params, account, role, programme, unit, path, due, minutes, lapses)
      values (${key}, ${kind}, ${JSON.stringify(params)}::jsonb, ${account}, ${role}, ${programme}, ${unit}, ${path}, ${due}::date, ${minutes}, ${lapses})
      on conflict (key) where done_at is null do nothing returning id`.execute(tx);
    if (!todo.isOnRecord) fresh.push(...rows.map(({ id }) => id));
  }
  await recordAsksOf(tx, fresh);
}

/** Done by somebody, or no longer to be done. Whatever waits under a key that begins so. */
export async function finishTodos(tx: Transaction, keyPrefix: string, by: string): Promise<void> {
  await sql`update todo set done_at = clock_timestamp(), done_by = ${by}
    where done_at is null and starts_with(key, ${keyPrefix})`.execute(tx);
}

/** Of what waits under keys that begin so exactly these go on: others are done, and what is new begins to wait. */
export async function settleTodos(
  tx: Transaction,
  keyPrefix: string,
  todos: readonly NewTodo[],
  by: string,
): Promise<void> {
  await sql`update todo set done_at = clock_timestamp(), done_by = ${by}
    where done_at is null and starts_with(key, ${keyPrefix}) and key <> all(${todos.map(({ key }) => key)}::text[])`.execute(
    tx,
  );
  await addTodos(tx, todos);
}

type Row = Omit<z.input<typeof Todo>, "madeAt"> & { readonly made_at: Date };

/** What waits for somebody: their own, and what waits for a role that they hold and that reaches the unit. The next first. */
export async function listTodos(
  tx: Transaction,
  scope: Scope,
  account: string,
  today: string,
): Promise<readonly z.input<typeof Todo>[]> {
  const parts = scope.map(({ role, reach }) => {
    const whole = sql<boolean>`(t.role = ${role} and t.unit is null)`;
    if (reach.kind !== "units") return whole;
    return sql<boolean>`(t.role = ${role} and (t.unit is null
      or (t.programme = ${reach.programme} and t.unit = any(${[...reach.units]}))))`;
  });
  const mine = sql.join([sql<boolean>`t.account = ${account}`, ...parts], sql` or `);
  const { rows } = await sql<Row>`
    select t.id, t.kind, t.params, t.path, t.due, t.minutes, t.made_at from todo t
    where t.done_at is null and (${mine}) and (not t.lapses or t.due >= ${today}::date) order by t.due nulls last, t.id limit 200`.execute(
    tx,
  );
  return rows.map(({ made_at, ...todo }) => ({ ...todo, madeAt: made_at.toISOString() }));
}
