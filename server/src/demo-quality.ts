import { exactOf, type Observation } from "@biaochi/engine";
import { sql } from "kysely";
import type { Database, Transaction } from "./platform/database.ts";
import { inTransaction, openRecording } from "./platform/recordings.ts";
import { wholeCity } from "./platform/scope.ts";
import { cityToday } from "./stages/intake/burden/city-day-store.ts";
import { listRules, saveRuleVersion } from "./stages/intake/quality/rule-store.ts";

const programme = "demo-city";
const by = "biaochi";
/** Its figures were due long before. */
const quarter = "2026Q1";
const notBefore = "2026-05-31";
/** So that everybody who follows one of these figures reads what it is. */
const source = "示例数据（虚构，含人为差错）";

type Figure = Required<Pick<Observation, "subject" | "indicator" | "period" | "recordedOn">> & {
  readonly value: string;
};
type Base = { readonly subject: string; readonly indicator: string; readonly value: string };

/** What each indicator's figures of the quarter are made of, from those of the quarter before, with the faults that are put into them. */
const faulty: Readonly<Record<string, (base: readonly Base[]) => readonly Figure[]>> = {
  // A share instead of a percentage, one figure missing, and the last five a month late.
  "key-tasks": (base) =>
    base.flatMap(({ subject, indicator, value }, n) => {
      const written = n === 7 ? shift(value, -2) : value;
      const recordedOn = n >= base.length - 5 ? "2026-05-08" : "2026-04-06";
      return n === 3 ? [] : [{ subject, indicator, period: quarter, value: written, recordedOn }];
    }),
  // More answered than came in.
  "hotline-cases": (base) => base.map((each) => january(each, each.value)),
  "hotline-answered": (base) => base.map((each, n) => january(each, n === 11 ? shift(each.value, 1) : each.value)),
  // Almost everybody just at the line of 95 %.
  "dem-centralism": (base) =>
    base.map(({ subject, indicator }, n) => ({
      ...{ subject, indicator, period: quarter, recordedOn: "2026-04-06" },
      value: n % 19 === 0 ? `94.${2 + (n % 7)}` : `95.${n % 10}`,
    })),
  // Yuan instead of 万元.
  "fixed-investment": (base) => base.map((each, n) => january(each, n === 2 ? shift(each.value, 4) : each.value)),
};

const january = ({ subject, indicator }: Base, value: string): Figure => ({
  ...{ subject, indicator, period: "2026-01", value, recordedOn: "2026-02-06" },
});

/** The decimal point, moved by some places. */
function shift(value: string, places: number): string {
  const { num, den } = exactOf(value);
  const moved = places > 0 ? Number(num) * 10 ** places : Number(num) / 10 ** -places;
  return String(Number((moved / Number(den)).toPrecision(12)));
}

/**
 * Figures of one quarter more, said to be invented, into which faults were put that happen; whatever stands in the queue of the demo the
 * detectors find in them by themselves. Beside them one rule that an owner would write. Done once.
 */
export async function addDemoQuality(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    if ((await cityToday(tx)) < notBefore || (await listRules(tx, wholeCity, programme)).length > 0) return;
    const base = await lastFigures(tx);
    if (base.length === 0) return;
    const figures = [...Map.groupBy(base, ({ indicator }) => indicator)].flatMap(
      ([indicator, own]) => faulty[indicator]?.(own) ?? [],
    );
    const name = "2026年初示例数据（虚构，含人为差错）";
    const { id } = await openRecording(inTransaction(tx), { programme, kind: "import", name, author: by });
    await saveFigures(tx, id, figures);
    await sql`insert into target (programme, id, recording, subject, indicator, period, value)
      values (${programme}, 'demo-quality:target', ${id}, '*', 'dem-centralism', '2026', '95')`.execute(tx);
    await saveRuleVersion(tx, {
      ...{ programme, rule: "answered-within-cases", version: 1, isEnded: false, by },
      content: { kind: "at-most", indicator: "hotline-answered", other: "hotline-cases", tolerance: "0" },
      reason: "按期答复的件数不会多于受理件数（演示）",
    });
  });
}

/** Of each unit the last figure of 2025. */
async function lastFigures(tx: Transaction): Promise<readonly Base[]> {
  const { rows } = await sql<Base>`
    select o.subject, o.indicator, o.value from observation o
      join current_subject s on s.programme = o.programme and s.id = o.subject and s.type = 'unit'
    where o.programme = ${programme} and o.indicator = any(${Object.keys(faulty)}::text[]) and o.period in ('2025Q4', '2025-12')
      and o.value is not null and not exists (select from observation n where n.programme = o.programme and n.supersedes = o.id)
    order by o.indicator, s.sort, o.id collate "C"`.execute(tx);
  return rows;
}

async function saveFigures(tx: Transaction, recording: number, figures: readonly Figure[]): Promise<void> {
  await sql`
    insert into observation (programme, id, recording, subject, indicator, period, value, source, recorded_on)
    select ${programme}, 'demo-quality:' || f.indicator || ':' || f.period || ':' || f.subject, ${recording}, f.subject, f.indicator,
      f.period, f.value, ${source}, f."recordedOn"
    from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb)
      f (subject text, indicator text, period text, value text, "recordedOn" date)`.execute(tx);
}
