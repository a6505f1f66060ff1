import type { UpperBasis } from "@biaochi/contract";
import { sql } from "kysely";
import { demoUpperScheme } from "./demo-upper-scheme.ts";
import type { Database, Transaction } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { cityToday } from "./stages/intake/burden/city-day-store.ts";
import { saveBasis } from "./stages/intake/upper-forecast/basis-store.ts";
import { keepForeseen } from "./stages/intake/upper-forecast/keep.ts";
import { savePublished } from "./stages/intake/upper-forecast/published-store.ts";
import { csvRows, itemsOfScheme, itemsOfTable } from "./stages/schemes/upper/items.ts";
import { findUpper, type NewUpper, saveLead, saveUpper } from "./stages/schemes/upper/upper-store.ts";

const programme = "demo-city";
const by = "organiser";
const service = "L10"; // 市政务服务局
const office = "P01"; // 市委办公室, whose head is an account of the demo

type Led = { readonly lead: string; readonly helping?: readonly string[] };
type Founded = Led & { readonly basis?: Partial<UpperBasis> & Pick<UpperBasis, "indicator" | "figure"> };

/** What the level above asked in the demo's past year, as a table, with what the office wrote down of its rules. */
const pastYear = "2025";
const pastTable = `项目,权重,指标说明
12345满意率,30,全市作出评价的来件中满意的比例
细颗粒物浓度,20,全年平均浓度，目标 35 微克/立方米
食品抽检合格率,20,全年平均，目标 98.5%
营商环境评价,30,自治区第三方评价
`;
const past: Readonly<Record<string, Founded>> = {
  "12345满意率": {
    ...{ lead: service, helping: [office] },
    basis: {
      ...{ indicator: "hotline-satisfaction", figure: "weighted", by: "hotline-cases", how: "mean" },
      rule: { kind: "deviation", target: "95", lessIsBetter: false, per: "1", deduct: "0.5" },
      shares: { [office]: 20 },
    },
  },
  细颗粒物浓度: {
    lead: "R02",
    basis: {
      ...{ indicator: "pm25", figure: "lead", how: "mean" },
      rule: { kind: "completion-rate", target: "35", lessIsBetter: true },
    },
  },
  食品抽检合格率: {
    lead: "R03",
    basis: {
      ...{ indicator: "food-pass", figure: "lead", how: "mean" },
      rule: { kind: "completion-rate", target: "98.5", lessIsBetter: false },
    },
  },
  营商环境评价: { lead: "E01" },
};
/** Looked at when each quarter's figures had come, and before the level above published. */
const pastDays = ["2025-04-06", "2025-07-06", "2025-10-06", "2026-01-10"];
const published = {
  ...{ document: "示例考发〔2026〕3号（虚构）", publishedOn: "2026-03-16", total: "91.6" },
  items: { "12345满意率": "27.4", 细颗粒物浓度: "19.2", 食品抽检合格率: "20", 营商环境评价: "25" },
};

/** Of the running year what arrives by itself; the rest is led by somebody and foretold by nothing. */
const running: Readonly<Record<string, Founded>> = {
  "service/content": {
    ...{ lead: service, helping: [office] },
    basis: {
      ...{ indicator: "hotline-satisfaction", figure: "weighted", by: "hotline-cases", shares: { [office]: 20 } },
    },
  },
  "service/again": {
    lead: service,
    basis: { indicator: "hotline-repeat", figure: "weighted", by: "hotline-cases" },
  },
  "service/on-time": { lead: service, basis: { indicator: "approval-ontime", figure: "mean" } },
  environment: { lead: "E01", basis: { indicator: "business-environment", figure: "lead" } },
  air: { lead: "R02" },
};

const basisOf = (basis: NonNullable<Founded["basis"]>, period: string): UpperBasis => ({
  ...{ by: null, units: [], how: null, rule: null, target: null, shares: {}, period, ...basis },
});

type Made = { readonly upper: NewUpper; readonly items: Readonly<Record<string, Founded>>; readonly period: string };

async function add(tx: Transaction, { upper, items, period }: Made): Promise<number | undefined> {
  const id = await saveUpper(tx, upper, by);
  if (id === undefined) return undefined;
  for (const [item, { lead, helping = [], basis }] of Object.entries(items)) {
    const indicators = basis === undefined ? [] : [basis.indicator];
    await saveLead(tx, { upper: id, item, lead, helping, indicators }, by);
    if (basis !== undefined)
      await saveBasis(tx, {
        ...{ upper: id, item, day: `${period}-01-01`, content: basisOf(basis, period), reason: "演示", by },
      });
  }
  return id;
}

function must<T>(read: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!read.ok) throw new Error("a scheme of the level above in a demo is unreadable");
  return read.value;
}

async function addPastYear(tx: Transaction): Promise<void> {
  const read = must(itemsOfTable(csvRows(pastTable) ?? [], `示例自治区对衡尺市（虚构）${pastYear}年度考核`));
  const name = "示例考发〔2025〕2号（虚构）";
  const upper: NewUpper = { ...read, cycle: pastYear, programme, form: "table", name, document: pastTable };
  const id = await add(tx, { upper, items: past, period: pastYear });
  const row = id === undefined ? undefined : await findUpper(tx, wholeCity, id);
  if (id === undefined || row === undefined) return;
  for (const day of pastDays) await keepForeseen(tx, row, { day, isReplayed: true });
  await savePublished(tx, { ...published, upper: id, by });
}

async function addRunningYear(tx: Transaction, year: string): Promise<void> {
  const document = demoUpperScheme(year);
  const read = must(itemsOfScheme(document));
  const name = `示例考发〔${year}〕2号（虚构）`;
  await add(tx, { upper: { ...read, programme, form: "scheme", name, document }, items: running, period: year });
}

/**
 * How a fictional level above appraises the demo's city: the year that is over, foretold afterwards as it would have been and beside
 * what was published, and once for each year in which a demo is started the year that runs, which moves with what arrives.
 */
export async function addDemoUppers(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows } = await sql<{ cycle: string | null }>`
      select u.cycle from programme p left join upper_scheme u on u.programme = p.id where p.id = ${programme}`.execute(
      tx,
    );
    if (rows.length === 0) return;
    const year = (await cityToday(tx)).slice(0, 4);
    const isThere = (of: string) => rows.some(({ cycle }) => cycle === of);
    if (!isThere(pastYear)) await addPastYear(tx);
    if (year !== pastYear && !isThere(year)) await addRunningYear(tx, year);
  });
}
