import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Release } from "@biaochi/contract";
import type { DemoPeople } from "./demo-accounts.ts";
import type { Database } from "./platform/database.ts";
import { onConnection, openRecording } from "./platform/recordings.ts";
import { wholeCity } from "./platform/scope.ts";
import { releaseRun, startRun } from "./stages/scoring/commands.ts";

/** A town of six units, small enough to check by hand, as a dataset folder. Invented, like everything in it. */
const scheme = `biaochi: scheme/1
id: town
version: 1
title: { zh-CN: 小城方案, en: Town scheme }
effective: { from: 2025-01-01 }
cycle: "2025"
synthetic: true
rounding: { places: 2 }
absent: { missing: rescale, not-applicable: rescale, exempt: rescale, late: zero }
indicators:
  - { id: answered, name: { zh-CN: 按期答复率, en: Answered in time }, measure: "%", period: quarter, source: { kind: automatic, system: hotline } }
  - { id: projects, name: { zh-CN: 项目完成率, en: Projects done }, measure: "%", period: quarter, source: { kind: automatic, system: projects } }
  - { id: own, name: { zh-CN: 个人任务, en: Own tasks }, measure: "%", period: quarter, source: { kind: automatic, system: tasks } }
lists:
  - id: units
    for: { type: unit }
    score:
      block: total
      outOf: 100
      items:
        - { item: answered, weight: 60, values: mean, rule: { kind: completion-rate, target: 95 } }
        - { item: projects, weight: 40, values: mean, rule: { kind: completion-rate, target: { target: true } } }
  - id: teams
    for: { type: team }
    score:
      block: total
      outOf: 100
      items:
        - { item: unit-score, weight: 100, rule: { kind: linked-score, of: unit } }
  - id: officials
    for: { type: official }
    score:
      block: total
      outOf: 100
      items:
        - { item: unit-score, weight: 40, rule: { kind: linked-score, of: unit } }
        - { item: own, weight: 60, values: mean, rule: { kind: completion-rate, target: 100 } }
cohorts:
  - { id: units, name: { zh-CN: 单位, en: Units }, for: { type: unit } }
  - { id: teams, name: { zh-CN: 班子, en: Teams }, for: { type: team } }
  - { id: officials, name: { zh-CN: 干部, en: Officials }, for: { type: official } }
`;

const quarters = ["2025Q1", "2025Q2", "2025Q3", "2025Q4"];
export const unitCount = 6;
const staffPerUnit = 3;

export type TownOptions = {
  /** More lines for the end of the scheme. */
  readonly alsoInScheme?: string;
  /** Officials per unit: more of them make a town that takes a while to load. */
  readonly staff?: number;
  /** The scheme as it is to be. */
  readonly edit?: (scheme: string) => string;
  /** An indicator of which no unit has figures yet. */
  readonly without?: "answered" | "projects";
};

const written: string[] = [];

/** For `afterAll`. */
export function removeTowns(): void {
  for (const folder of written.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Writes the folder and answers where it is. */
export function writeTown(options: TownOptions = {}): string {
  const { staff = staffPerUnit, alsoInScheme = "", edit = (text) => text, without } = options;
  const parent = mkdtempSync(join(tmpdir(), "biaochi-town-"));
  written.push(parent);
  const folder = join(parent, "town");
  mkdirSync(folder);
  const write = (name: string, lines: readonly string[]) => writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
  const units = Array.from({ length: unitCount }, (_, i) => `u${i + 1}`);
  writeFileSync(join(folder, "scheme.yaml"), edit(scheme + alsoInScheme));
  write("dataset.yaml", ["biaochi: dataset/1", "title: { zh-CN: 小城, en: Town }"]);
  write("units.csv", ["id,name,nameEn,sort", ...units.map((id, i) => `${id},第${i + 1}局,Bureau ${i + 1},${i + 1}`)]);
  write("teams.csv", [
    "id,name,nameEn,sort,unit",
    ...units.map((id, i) => `t-${id},第${i + 1}局班子,Team ${i + 1},${i + 1},${id}`),
  ]);
  const officials = units.flatMap((unit) =>
    Array.from({ length: staff }, (_, n) => ({ id: `${unit}-p${n + 1}`, unit, n })),
  );
  write("officials.csv", [
    "id,name,nameEn,sort,regime",
    ...officials.map(({ id }, i) => `${id},人员${id},Person ${id},${i + 1},civil-servant`),
  ]);
  write("posts.csv", [
    "official,unit,team,roleClass,kind,from,to",
    ...officials.map(
      ({ id, unit, n }) => `${id},${unit},${n === 0 ? `t-${unit}` : ""},${n === 0 ? "head" : "staff"},main,2020-01,`,
    ),
  ]);
  write("targets.csv", [
    "subject,indicator,period,value",
    ...units.map((unit, i) => `${unit},projects,2025,${90 + i}`),
  ]);
  const unitRows = units.flatMap((unit, i) =>
    quarters.flatMap((quarter, q) => [
      ...(without === "answered" ? [] : [`${unit},answered,${quarter},${80 + i * 2 + q * 0.5},,12345`]),
      ...(without === "projects" ? [] : [`${unit},projects,${quarter},${70 + i + q * 3.25},,projects`]),
    ]),
  );
  const ownRows = officials.flatMap(({ id, n }) =>
    quarters.map((quarter, q) => `${id},own,${quarter},${60 + ((n * 7 + q * 3) % 41)},,tasks`),
  );
  write("observations.csv", ["subject,indicator,period,value,absence,source", ...unitRows, ...ownRows]);
  return folder;
}

const town = { programme: "town" } as const;

/** The appraisal office, and the head and an official of the first unit. */
export const townPeople: DemoPeople = {
  bodies: [],
  accounts: [
    {
      ...{ id: "organiser", name: { "zh-CN": "考核办", en: "Office" }, ...town },
      grants: [{ role: "organiser", reach: "city" }],
    },
    {
      ...{ id: "head", name: { "zh-CN": "局长", en: "Head" }, ...town, self: "u1-p1" },
      grants: [
        { role: "head", reach: "units", ...town, things: ["u1"] },
        { role: "official", reach: "self", ...town },
      ],
    },
    {
      ...{ id: "official", name: { "zh-CN": "干部", en: "Official" }, ...town, self: "u1-p2" },
      grants: [{ role: "official", reach: "self", ...town }],
    },
  ],
};

/** Counts of every table, for a comparison before and after. */
export async function countRows(
  database: Database,
  tables: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  return database.withConnection(async (client) => {
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const { rows } = await client.query<{ n: string }>(`select count(*)::text as n from "${table}"`);
      counts[table] = Number(rows[0]?.n);
    }
    return counts;
  });
}

export const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Records a correction of one figure, as the correction of a page does; the successors of "x" are "x@2", "x@3" … */
export async function correctFigure(
  database: Database,
  figure: { readonly subject: string; readonly indicator: string; readonly period: string; readonly value: string },
): Promise<void> {
  const { subject, indicator, period, value } = figure;
  await database.withConnection(async (client) => {
    await client.query("begin");
    const recording = await openRecording(onConnection(client), {
      ...{
        programme: "town",
        kind: "correction",
        name: `${subject} ${indicator}`,
        author: "test",
        reason: "counted again",
      },
    });
    const { rowCount } = await client.query(
      `insert into observation (programme, id, recording, supersedes, subject, indicator, period, value)
       select o.programme, split_part(o.id, '@', 1) || '@' || $1::text, $1::int, o.id, o.subject, o.indicator, o.period, $5
       from observation o where o.programme = 'town' and o.subject = $2 and o.indicator = $3 and o.period = $4
         and not exists (select from observation s where s.programme = o.programme and s.supersedes = o.id)`,
      [recording.id, subject, indicator, period, value],
    );
    await client.query("commit");
    if (rowCount !== 1) throw new Error(`${subject} has no ${indicator} of ${period}`);
  });
}

/** Queues a run and answers its number. */
export async function queueRun(database: Database, period = "2025"): Promise<number> {
  const started = await database.transaction((tx) => startRun(tx, wholeCity, { programme: "town", period }));
  if (!started.ok) throw new Error(started.refusal.code);
  return started.value.id;
}

/** Takes a finished run to a step of its release. */
export async function showRun(database: Database, run: number, to: Release = "issued"): Promise<void> {
  const step = { run, to, document: "小城〔2026〕1号（虚构）", reason: "test", by: "test", day: "2026-03-02" };
  const released = await database.transaction((tx) => releaseRun(tx, wholeCity, step));
  if (!released.ok) throw new Error(released.refusal.code);
}
