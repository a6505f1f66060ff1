import type { Name } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";

/** An identifier with the name of the account that it is, where it is one: `Who` of the contract. */
export const named = (id: RawBuilder<unknown>): RawBuilder<{ id: string; name: Name | null }> =>
  sql`jsonb_build_object('id', ${id}, 'name', (select w.name from account w where w.id = ${id}))`;

/** Somebody who acted, and when; null where nobody has. */
export const whoOf = (by: RawBuilder<unknown>, at: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when ${by} is null then null else jsonb_build_object('by', ${named(by)},
    'at', to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end`;

/** A text as a part of another one, whatever signs it has. */
export const partOf = (q: string): string => `%${q.trim().replace(/[\\%_]/g, (each) => `\\${each}`)}%`;

/** Of an account `a`: part of a name, an identifier or a staff number. */
export function isCalled(q: string): RawBuilder<boolean> {
  const part = partOf(q);
  return sql<boolean>`(a.id ilike ${part} or a.name->>'zh-CN' ilike ${part} or a.name->>'en' ilike ${part}
    or a.staff_number ilike ${part})`;
}
