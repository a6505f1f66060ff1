import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";

type KeptRange = { readonly forecast: string; readonly low: string; readonly high: string };
/** What was foretold on a day: the sum, and of each item of which something could be foretold its points. */
export type KeptForecast = {
  readonly total: { readonly known: string; readonly full: string; readonly low: string; readonly high: string };
  readonly unknown: number;
  readonly items: Readonly<Record<string, KeptRange>>;
};
export type KeptRow = {
  readonly day: string;
  readonly content: KeptForecast;
  readonly isReplayed: boolean;
};

/** What was foretold, the oldest first; of a day the last. */
export async function keptForecasts(tx: Transaction, scope: Scope, upper: number): Promise<readonly KeptRow[]> {
  const { rows } = await sql<KeptRow>`
    select distinct on (f.day) f.day::text as day, f.content, f.is_replayed as "isReplayed"
    from upper_forecast f join upper_scheme u on u.id = f.upper
    where f.upper = ${upper} and ${programmeInScope(scope, "u.programme")} order by f.day, f.id desc`.execute(tx);
  return rows;
}

type NewKept = KeptRow & { readonly upper: number };

/** Kept where it is another than what was kept last. */
export async function keepForecast(tx: Transaction, { upper, day, content, isReplayed }: NewKept): Promise<void> {
  await sql`insert into upper_forecast (upper, day, content, is_replayed)
    select ${upper}, ${day}::date, ${JSON.stringify(content)}::jsonb, ${isReplayed}
    where ${JSON.stringify(content)}::jsonb is distinct from
      (select f.content from upper_forecast f where f.upper = ${upper} order by f.day desc, f.id desc limit 1)`.execute(
    tx,
  );
}

/** Of a programme those schemes of the level above of which something can be foretold and nothing whole is published. */
export async function uppersToForesee(tx: Transaction, programme: string): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`select u.id from upper_scheme u where u.programme = ${programme}
    and exists (select from upper_basis b where b.upper = u.id)
    and not exists (select from upper_published p where p.upper = u.id and p.total is not null) order by u.id`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}
