import { type RawBuilder, sql } from "kysely";

/** Two ways to write one key are one key. */
export const keyOf = (matter: string): string => matter.normalize("NFKC").replaceAll(/\s+/g, "").toLowerCase();
export const keyIn = (column: string): RawBuilder<unknown> =>
  sql`lower(regexp_replace(normalize(${sql.ref(column)}, NFKC), '\\s+', '', 'g'))`;

/** The bonus or deduction of a subject for the event `matter`, as it stands. */
export const countedFor = (
  programme: RawBuilder<unknown>,
  subject: RawBuilder<unknown>,
  matter: RawBuilder<unknown>,
) => sql`
  select jsonb_build_object('fact', e.id, 'what', e.reason, 'type', e.type, 'day', e.day::text) from event e
  where e.programme = ${programme} and e.subject = ${subject} and ${keyIn("e.matter")} = ${matter}
    and e.standing in ('confirmed', 'proposed')
    and not exists (select from event n where n.programme = e.programme and n.supersedes = e.id) order by e.day, e.id limit 1`;

/** Bonuses of a unit for the event `matter`, by its key or by the document on which they rest, but those that were dropped or refused. */
export const bonusesFor = (
  programme: RawBuilder<unknown>,
  unit: RawBuilder<unknown>,
  matter: RawBuilder<unknown>,
) => sql`
  select coalesce(jsonb_agg(c.id order by c.id), '[]') from claim c
  where c.programme = ${programme} and c.subject = ${unit} and c.kind = 'bonus' and ${matter} in (${keyIn("c.matter")}, ${keyIn("c.document")})
    and not exists (select from claim_step s where s.claim = c.id and s.what in ('dropped', 'disagreed'))`;
