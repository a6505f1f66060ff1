import type { BurdenKind, BurdenSum, Name } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, subjectInScope } from "../../../platform/scope.ts";

type Sum = z.input<typeof BurdenSum>;
export type Axis = "month" | "asker" | "kind" | "unit";

export type ReportFilter = {
  readonly programme: string;
  readonly year: number;
  /** The last day that counts; of the year before the same day of it. */
  readonly until: string;
  readonly side: "asked" | "asking";
  readonly asker?: string | undefined;
  readonly kind?: BurdenKind | undefined;
  readonly unit?: string | undefined;
};

/** Whom a row is about: of whom it was asked. */
const asked = { programme: "b.programme", id: "b.subject", type: "b.type", unit: "b.parent" };
/** Who asks is a unit, too, as whom it is asked. */
const asking = { ...asked, id: "b.asker" };

const sums = sql`count(distinct b.request)::int as requests, count(*)::int as asks, coalesce(sum(b.minutes), 0)::int as minutes`;

/** The registered requests of both years, one row for each unit; `b`. */
function rowsOf(scope: Scope, filter: ReportFilter): RawBuilder<unknown> {
  const { programme, year, until, side, asker = null, kind = null, unit = null } = filter;
  const from = `${year}-01-01`;
  return sql`(select b.*, b.asked_on >= ${from}::date as is_now from burden_ask b
    where b.programme = ${programme} and b.source = 'registered' and ${subjectInScope(scope, side === "asked" ? asked : asking)}
      and ((b.asked_on between ${from}::date and ${until}::date)
        or (b.asked_on between ${from}::date - interval '1 year' and ${until}::date - interval '1 year'))
      and (${asker}::text is null or b.asker = ${asker}) and (${kind}::text is null or b.kind = ${kind})
      and (${unit}::text is null or b.subject = ${unit})) b`;
}

const keyOf: Readonly<Record<Axis, RawBuilder<string>>> = {
  month: sql<string>`to_char(b.asked_on, 'MM')`,
  asker: sql<string>`b.asker`,
  kind: sql<string>`b.kind`,
  unit: sql<string>`b.subject`,
};

export type SumRow = Sum & { readonly key: string; readonly name: Name | null; readonly is_now: boolean };

export async function sumBy(tx: Transaction, scope: Scope, filter: ReportFilter, by: Axis): Promise<readonly SumRow[]> {
  const { rows } = await sql<SumRow>`
    select g.*, s.name from (select ${keyOf[by]} as key, b.is_now, ${sums} from ${rowsOf(scope, filter)} group by 1, 2) g
      left join current_subject s on ${by === "asker" || by === "unit"} and s.programme = ${filter.programme} and s.id = g.key
    order by s.sort nulls last, g.key`.execute(tx);
  return rows;
}

export type TotalRow = Sum & {
  readonly is_now: boolean;
  readonly units: number;
  readonly models: readonly number[];
  readonly is_synthetic: boolean;
};

export async function sumUp(tx: Transaction, scope: Scope, filter: ReportFilter): Promise<readonly TotalRow[]> {
  const { rows } = await sql<TotalRow>`
    select b.is_now, ${sums}, count(distinct b.subject)::int as units, bool_or(r.is_synthetic) as is_synthetic,
      array_agg(distinct r.model order by r.model) as models
    from ${rowsOf(scope, filter)} join burden_request r on r.id = b.request group by 1`.execute(tx);
  return rows;
}

export type AmountRow = {
  readonly is_now: boolean;
  readonly kind: BurdenKind;
  readonly people: number;
  readonly pages: number;
  readonly hours: number;
  readonly fields: number;
  readonly asks: number;
};

/** What the minutes are counted from, so that both years can be counted by one model. */
export async function listAmounts(tx: Transaction, scope: Scope, filter: ReportFilter): Promise<readonly AmountRow[]> {
  const { rows } = await sql<AmountRow>`
    select b.is_now, r.kind, r.people, r.pages, r.hours::float8 as hours, count(*)::int as asks,
      (select count(*)::int from burden_field f where f.request = r.id) as fields
    from ${rowsOf(scope, filter)} join burden_request r on r.id = b.request group by b.is_now, r.id`.execute(tx);
  return rows;
}

/** What this product itself asked in two years. Of a programme and, for those who reach everybody, of no programme. */
function ofProduct(scope: Scope, { programme, year }: { readonly programme: string; readonly year: number }) {
  const isReached = subjectInScope(scope, asked);
  return sql`(select b.*, extract(year from b.asked_on)::int = ${year} as is_now from burden_ask b
    where (b.programme = ${programme} or b.programme is null) and b.source = 'product' and ${isReached}
      and extract(year from b.asked_on) in (${year}, ${year - 1})) b`;
}

export type ProductRow = {
  readonly kind: string;
  readonly of: "unit" | "official" | "office";
  readonly asks: number;
  readonly minutes: number;
  readonly before: number;
};

export async function sumOfProduct(
  tx: Transaction,
  scope: Scope,
  of: { readonly programme: string; readonly year: number },
): Promise<ProductRow[]> {
  const { rows } = await sql<ProductRow>`
    select b.kind, b.type as of, count(*) filter (where b.is_now)::int as asks,
      coalesce(sum(b.minutes) filter (where b.is_now), 0)::int as minutes, count(*) filter (where not b.is_now)::int as before
    from ${ofProduct(scope, of)} where b.type in ('unit', 'official', 'office') group by 1, 2 order by 2 desc, 3 desc, 1`.execute(
    tx,
  );
  return rows;
}

/** How often officials were asked, and nobody's name. */
export async function countOfficials(
  tx: Transaction,
  scope: Scope,
  of: { readonly programme: string; readonly year: number; readonly budget: number },
): Promise<{ readonly asked: number; readonly most: number; readonly beyond: number }> {
  const { rows } = await sql<{ asked: number; most: number; beyond: number }>`
    select count(*)::int as asked, coalesce(max(n), 0)::int as most, count(*) filter (where n > ${of.budget})::int as beyond
    from (select count(*) as n from ${ofProduct(scope, of)} where b.type = 'official' and b.is_now group by b.subject) each`.execute(
    tx,
  );
  return rows[0] ?? { asked: 0, most: 0, beyond: 0 };
}

/** The own asks of whoever reads. */
export async function sumOfOneself(
  tx: Transaction,
  scope: Scope,
  of: { readonly programme: string; readonly subject: string; readonly year: number },
): Promise<{ readonly kind: string; readonly asks: number; readonly minutes: number }[]> {
  const { rows } = await sql<{ kind: string; asks: number; minutes: number }>`
    select b.kind, count(*)::int as asks, sum(b.minutes)::int as minutes
    from ${ofProduct(scope, of)} where b.is_now and b.subject = ${of.subject} group by 1 order by 2 desc, 1`.execute(
    tx,
  );
  return rows;
}
