import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { unitNames } from "../../registry/store.ts";
import { findFacts } from "../fact-store.ts";
import { findMeasure } from "./measure-store.ts";
import { countRecords, listCounted, questionOf } from "./record-store.ts";
import { figureSeen, plain, titlesOf } from "./view.ts";

type MeasuredRow = {
  readonly measure: string;
  readonly version: number;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly records: number;
  readonly run: bigint;
  readonly retrieved_at: Date;
  readonly trust: "A" | "B" | "C" | "D";
  readonly digest: Buffer;
};

type Asked = {
  readonly programme: string;
  readonly fact: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** The newest figure counted from records among those that a fact stands in the place of: a correction is of the same unit and indicator. */
async function countedBefore(tx: Transaction, programme: string, fact: string) {
  const { rows } = await sql<{ fact: string; value: string | null }>`
    with recursive chain as (
      select o.id, o.supersedes, o.value, 0 as depth from observation o where o.programme = ${programme} and o.id = ${fact}
      union all select o.id, o.supersedes, o.value, c.depth + 1 from chain c
        join observation o on o.programme = ${programme} and o.id = c.supersedes)
    select c.id as fact, c.value from chain c join measured_fact m on m.programme = ${programme} and m.fact = c.id
    order by c.depth limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** Of a fact in scope how it was counted, and page by page the records that count now by the same version of its measure. */
export async function factRecords(tx: Transaction, scope: Scope, { programme, fact, cursor = "", limit }: Asked) {
  const [row] = await findFacts(tx, scope, programme, [fact]);
  if (row === undefined) return undefined;
  const { rows } = await sql<MeasuredRow>`
    select measure, version, numerator, denominator, records, run, retrieved_at, trust, digest from measured_fact
    where programme = ${programme} and fact = ${row.id}`.execute(tx);
  const [made] = rows;
  const measure = made && (await findMeasure(tx, scope, { programme, measure: made.measure, version: made.version }));
  if (made === undefined || measure === undefined || row.period === null)
    return { measured: null, counted: await countedBefore(tx, programme, row.id), records: [], next: null };
  const question = questionOf(measure, [row.period]);
  const unitName = await unitNames(tx, scope, programme);
  const now = (await countRecords(tx, question)).find(({ subject }) => subject === row.subject);
  const before = (await countRecords(tx, { ...question, contests: "none" })).find(
    ({ subject }) => subject === row.subject,
  );
  const found = await listCounted(tx, question, row.subject, { after: cursor, limit: limit + 1 });
  const records = found.slice(0, limit).map((each) => ({
    ...{ key: each.key, day: each.day, code: each.code, isIn: each.isIn, value: each.value, notes: [...each.notes] },
    fields: Object.fromEntries(
      Object.entries(each.fields).flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
    ),
    retrievedAt: each.retrievedAt.toISOString(),
    contest:
      each.contest === null || each.contestState === null ? null : { contest: each.contest, state: each.contestState },
  }));
  const { numerator, denominator, records: count, trust, digest } = made;
  return {
    measured: {
      ...{ measure: made.measure, version: made.version, content: plain(measure.content) },
      stream: { id: measure.content.stream, name: measure.streamName },
      titles: titlesOf(measure.mapping),
      ...{ isSimulated: measure.isSimulated, numerator, denominator, records: count, trust },
      unit: { id: row.subject, type: "unit" as const, name: unitName(row.subject) },
      ...{ run: Number(made.run), retrievedAt: made.retrieved_at.toISOString(), digest: digest.toString("hex") },
      isUnchanged: now === undefined ? count === 0 : now.digest.equals(digest),
      now: now === undefined ? null : figureSeen(unitName, now, before?.figure),
    },
    counted: null,
    records,
    next: found.length > limit ? (records.at(-1)?.key ?? null) : null,
  };
}
