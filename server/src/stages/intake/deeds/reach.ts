import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { type Scope, subjectInScope } from "../../../platform/scope.ts";

const official = { programme: "o.programme", id: "o.id", type: "o.type", unit: "o.unit" };

/** Whether the official `o` heads a unit today: nobody of the unit can confirm what a head has done. */
const headsUnit = (today: string): RawBuilder<boolean> => sql<boolean>`exists (
  select from role_grant g join account a on a.id = g.account and a.state = 'active'
  where g.programme = o.programme and a.programme = o.programme and a.self = o.id and g.role = 'head'
    and g.confirmed_at is not null and g.ended_at is null and g.first_day <= ${today}::date
    and coalesce(g.last_day, date '9999-12-31') >= ${today}::date)`;

/** Whose deeds are in reach. The appraisal office reads those of heads alone, and only to confirm them. `o`: the official. */
export function deedsInScope(scope: Scope, today: string): RawBuilder<boolean> {
  const office = scope.filter(({ role }) => role === "organiser");
  const others = scope.filter(({ role }) => role !== "organiser");
  return sql<boolean>`(o.type = 'official' and (${subjectInScope(others, official)}
    or (${subjectInScope(office, official)} and ${headsUnit(today)})))`;
}

/** The office and a head confirm; what a deputy reads as well stays with the head. */
export const whoDecides = (scope: Scope): Scope => scope.filter(({ role }) => role === "organiser" || role === "head");

/** The official that the account is; '' is nobody. */
export const selfOf = ({ account }: Actor): { readonly programme: string; readonly official: string } => ({
  programme: account?.programme ?? "",
  official: account?.self?.id ?? "",
});

/** Whose unit's head waits, or, where it is the head's own, that the appraisal office does. */
export async function confirmerOf(
  tx: Transaction,
  which: { readonly programme: string; readonly official: string },
  today: string,
): Promise<{ readonly unit: string | null; readonly isHead: boolean }> {
  const { rows } = await sql<{ unit: string | null; isHead: boolean }>`
    select o.unit, ${headsUnit(today)} as "isHead" from current_subject o
    where o.programme = ${which.programme} and o.id = ${which.official}`.execute(tx);
  return rows[0] ?? { unit: null, isHead: false };
}
