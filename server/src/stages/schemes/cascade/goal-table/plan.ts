import { createHash } from "node:crypto";
import { type GoalChange, type Name, routes } from "@biaochi/contract";
import { exactOf } from "@biaochi/engine";
import { type Aggregation, aggregations } from "@biaochi/engine/cascade";
import { show } from "@biaochi/engine/exact";
import type { z } from "zod";
import type { Findings } from "../../../../dataset/finding.ts";
import type { Transaction } from "../../../../platform/database.ts";
import type { Scope } from "../../../../platform/scope.ts";
import { indicatorsOf } from "../../store.ts";
import { barredOf, listBarred } from "../barred-store.ts";
import { type GoalRow, listGoals, listUnits, type TaskOfUnit, type Where } from "../goal-store.ts";
import { pushedOf } from "../goals.ts";
import type { Field } from "./columns.ts";
import type { GoalTable, TableGoal, TableTask } from "./read.ts";
import { type Named, refer } from "./refer.ts";

type Change = z.input<typeof GoalChange>;
export type GoalPlan = {
  /** With the reason for its end, or as it is from its next version on. */
  readonly saved: readonly (GoalRow & { readonly before: GoalRow | undefined })[];
  readonly changes: readonly Change[];
  readonly unchanged: number;
  /** Goals that stand and are not in the table: they stay as they are. */
  readonly absent: number;
  /** Of what would be saved, on which versions. */
  readonly digest: string;
};

type Known = {
  readonly goals: readonly GoalRow[];
  readonly units: readonly Named[];
  readonly matters: readonly Named[];
  readonly indicators: readonly Named[];
};

const newId = ({ programme, cycle }: Where, name: string): string =>
  `goal-${createHash("sha256").update(`${programme} ${cycle} ${name}`).digest("hex").slice(0, 12)}`;

const figure = (text: string | null): string | null => (text === null ? null : show(exactOf(text)));

/** What a table would change of the goals as they stand. Everything that cannot be is a finding with its row; nothing is saved. */
export async function planGoals(
  tx: Transaction,
  scope: Scope,
  where: Where & { readonly day: string },
  table: GoalTable,
  findings: Findings,
): Promise<GoalPlan> {
  const { programme } = where;
  const known: Known = {
    goals: await listGoals(tx, scope, where, true),
    units: await listUnits(tx, scope, programme),
    matters: await listBarred(tx, scope, programme),
    indicators: [...(await indicatorsOf(tx, scope, programme)).values()],
  };
  const standing = known.goals.filter(({ end_reason }) => end_reason === null);
  const last = known.goals.reduce((most, { sort }) => Math.max(most, sort), -1);
  const byId = new Map(known.goals.map((goal) => [goal.id, goal]));
  // Without a number a goal is the one that is called so, the standing one before one that has ended.
  const byName = new Map(standing.toReversed().map((goal) => [goal.name["zh-CN"], goal]));
  const saved: (GoalRow & { before: GoalRow | undefined })[] = [];
  const changes: Change[] = [];
  const met = new Set<string>();
  let added = 0;
  for (const goal of table.goals) {
    const fresh = newId(where, goal.cells.name);
    const before =
      goal.cells.goal === "" ? (byName.get(goal.cells.name) ?? byId.get(fresh)) : byId.get(goal.cells.goal);
    const id = before?.id ?? (goal.cells.goal || fresh);
    const row = rowFinder(table, goal, findings);
    if (met.has(id)) {
      row.error("goal-differs", "goal", { value: goal.cells.name, expected: before?.name["zh-CN"] ?? id });
      continue;
    }
    met.add(id);
    const errors = findings.errors;
    const isNew = before === undefined || before.end_reason !== null;
    if (isNew) added += 1;
    const next = nextOf({ table, goal, before, id, known, sort: last + added }, row);
    if (findings.errors === errors && next.end_reason === null)
      for (const { path, input } of unfitOf(next)) row.error("goal-unfit", path, { value: input });
    if (findings.errors > errors) continue;
    if (next.end_reason === null) await findBarred(tx, where, next, table, goal, findings);
    const change = changeOf(before, next, known);
    if (change === undefined) continue;
    changes.push(change);
    saved.push({ ...next, before });
  }
  const digest = createHash("sha256")
    .update(JSON.stringify(saved.map(({ before, ...goal }) => [before?.version ?? 0, goal])))
    .digest("hex");
  const absent = standing.filter(({ id }) => !met.has(id)).length;
  return { saved, changes, unchanged: met.size - changes.length, absent, digest };
}

type ErrorOf = (
  code: string,
  field: Field,
  more?: { readonly value?: string; readonly expected?: string; readonly values?: Readonly<Record<string, string>> },
  task?: TableTask,
) => void;

function rowFinder({ file, headings }: GoalTable, goal: TableGoal, findings: Findings) {
  const error: ErrorOf = (code, field, more = {}, task) =>
    findings.add({
      ...{ code, severity: "error", file, row: task?.row ?? goal.row, column: headings.get(field) ?? field },
      ...more,
    });
  return { error };
}

type Asked = {
  readonly table: GoalTable;
  readonly goal: TableGoal;
  readonly before: GoalRow | undefined;
  readonly id: string;
  readonly known: Known;
  readonly sort: number;
};

/** As the door that ends a single goal has it. */
const longestReason = 500;
const isAggregation = (text: string): text is Aggregation => aggregations.some((each) => each === text);

/** The goal as it is from its next version on: what the table does not say stays as it was. */
function nextOf({ table, goal, before, id, known, sort }: Asked, { error }: { readonly error: ErrorOf }): GoalRow {
  const { cells } = goal;
  const says = (field: Field) => table.headings.has(field);
  const needed = (field: "target" | "measure" | "source", had: string | undefined): string => {
    const text = says(field) ? cells[field] : (had ?? "");
    if (text === "" && cells.ended === "") error("cell-required", field, { value: "", expected: "expected.text" });
    return text;
  };
  const version = (before?.version ?? 0) + 1;
  if (cells.ended !== "") {
    if (before === undefined || before.end_reason !== null)
      error("goal-not-there", "ended", { value: cells.name || id });
    if (cells.ended.length > longestReason)
      error("cell-too-long", "ended", { value: cells.ended, expected: `≤ ${longestReason}` });
    const ending = before ?? emptyGoal;
    return { ...ending, id, version, end_reason: cells.ended, tasks: [] };
  }
  const found = (field: "matter", text: string, had: string | null): string | null =>
    !says(field)
      ? had
      : text === ""
        ? null
        : (refer(known.matters, text, (code) => error(code, field, { value: text })) ?? null);
  const zh = cells.name || before?.name["zh-CN"] || "";
  if (zh === "") error("cell-required", "name", { value: "", expected: "expected.text" });
  const en = says("nameEn") ? cells.nameEn || zh : before?.name["zh-CN"] === zh ? before.name.en : zh;
  const name: Name = { "zh-CN": zh, en };
  const aggregation = isAggregation(cells.aggregation) ? cells.aggregation : (before?.aggregation ?? "sum");
  const next: GoalRow = {
    ...{ id, version, name, aggregation, end_reason: null },
    target: needed("target", before?.target),
    measure: needed("measure", before?.measure),
    source: needed("source", before?.source),
    matter: found("matter", cells.matter, before?.matter ?? null),
    sort: cells.sort === "" ? (before?.sort ?? sort) : Number(cells.sort),
    tasks: tasksOf({ table, goal, before, known }, error),
  };
  return next;
}

const emptyGoal: GoalRow = {
  ...{ id: "", version: 0, name: { "zh-CN": "", en: "" }, target: "0", measure: "", aggregation: "sum", source: "" },
  ...{ matter: null, sort: 0, end_reason: null, tasks: [] },
};

/** As the door for a single goal judges it: how long a text may be, and what a figure is. */
function unfitOf({ id, version: _, end_reason: __, ...goal }: GoalRow): readonly { path: Field; input: string }[] {
  const { input } = routes.setGoal;
  const read = input.body.safeParse({ ...goal, tasks: [...goal.tasks] });
  const isNamed = input.params.shape.goal.safeParse(id).success;
  const fields = { name: "name", target: "target", measure: "measure", source: "source", sort: "sort" } as const;
  const issues = read.success ? [] : read.error.issues;
  const paths = new Set(issues.map(({ path: [first] }) => String(first)));
  const { target, measure, source } = goal;
  const shown = { name: goal.name["zh-CN"], target, measure, source, sort: String(goal.sort) };
  return [
    ...(isNamed ? [] : [{ path: "goal" as const, input: id }]),
    ...Object.values(fields).flatMap((path) => (paths.has(path) ? [{ path, input: shown[path] }] : [])),
    ...issues.flatMap(({ path: [first, n, field] }) => {
      const task = first === "tasks" ? goal.tasks[Number(n)] : undefined;
      if (task === undefined) return [];
      const path = field === "coefficient" ? "coefficient" : "share";
      return [{ path, input: `${task.unit} ${task[path] ?? ""}` } as const];
    }),
  ];
}

function tasksOf({ table, goal, before, known }: Pick<Asked, "table" | "goal" | "before" | "known">, error: ErrorOf) {
  const says = (field: Field) => table.headings.has(field);
  // A table of goals alone leaves their units as they are.
  if (!says("unit") && !says("unitName")) return before?.tasks ?? [];
  const tasks: TaskOfUnit[] = [];
  for (const task of goal.tasks) {
    const { cells } = task;
    const wanted = cells.unit || cells.unitName;
    const unit = refer(known.units, wanted, (code) =>
      error(code, cells.unit === "" ? "unitName" : "unit", { value: wanted }, task),
    );
    if (unit === undefined) continue;
    if (tasks.some((each) => each.unit === unit)) {
      error("task-twice", "unitName", { value: cells.unitName || unit }, task);
      continue;
    }
    const had = before?.tasks.find((each) => each.unit === unit);
    const one = (field: "indicator" | "unitMatter", list: readonly Named[], kept: string | null | undefined) => {
      if (!says(field)) return kept ?? null;
      if (cells[field] === "") return null;
      return refer(list, cells[field], (code) => error(code, field, { value: cells[field] }, task)) ?? null;
    };
    const part = cells.part === "" ? (had?.part ?? "lead") : cells.part === "lead" ? "lead" : "cooperating";
    const share = says("share") ? cells.share || null : (had?.share ?? null);
    if (part === "lead" && share === null) error("share-required", "share", { value: "" }, task);
    tasks.push({
      ...{
        unit,
        part,
        share,
        coefficient: cells.coefficient || (says("coefficient") ? "1" : (had?.coefficient ?? "1")),
      },
      indicator: one("indicator", known.indicators, had?.indicator),
      matter: one("unitMatter", known.matters, had?.matter),
    });
  }
  return tasks;
}

const inBoth = ({ "zh-CN": zh, en }: Name): string => (zh === en ? zh : `${zh} / ${en}`);

/** What may not be handed down is said at the row of the unit. */
async function findBarred(
  tx: Transaction,
  where: Where & { readonly day: string },
  next: GoalRow,
  table: GoalTable,
  goal: TableGoal,
  findings: Findings,
): Promise<void> {
  const pushed = pushedOf(next);
  if (pushed.length === 0) return;
  const { error } = rowFinder(table, goal, findings);
  for (const barred of await barredOf(tx, { ...where, goal: next.id }, pushed)) {
    const isIt = ({ cells }: TableTask) => cells.unit === barred.unit || cells.unitName === barred.unitName["zh-CN"];
    const values = { matter: inBoth(barred.name), reason: barred.reason, basis: barred.basis };
    error("matter-barred", "unitName", { value: inBoth(barred.unitName), values }, goal.tasks.find(isIt));
  }
}

/** Field by field and unit by unit; undefined: it is as it was. */
function changeOf(before: GoalRow | undefined, next: GoalRow, { units }: Known): Change | undefined {
  const nameOf = (unit: string) => units.find(({ id }) => id === unit)?.name ?? { "zh-CN": unit, en: unit };
  const had = before?.end_reason === null ? before : undefined;
  const about = { goal: next.id, name: next.name };
  if (next.end_reason !== null)
    return { ...about, what: "ended", fields: [{ field: "ended", from: "", to: next.end_reason }], tasks: [] };
  const told = (goal: GoalRow | undefined) =>
    new Map<string, string>(
      goal === undefined
        ? []
        : [
            ["name", goal.name["zh-CN"]],
            ["nameEn", goal.name.en === goal.name["zh-CN"] ? "" : goal.name.en],
            ["target", figure(goal.target) ?? ""],
            ["measure", goal.measure],
            ["aggregation", goal.aggregation],
            ["source", goal.source],
            ["matter", goal.matter ?? ""],
            ["sort", String(goal.sort)],
          ],
    );
  const from = told(had);
  const fields = [...told(next)].flatMap(([field, to]) =>
    (from.get(field) ?? "") === to ? [] : [{ field, from: from.get(field) ?? "", to }],
  );
  const taskIn = (goal: GoalRow | undefined, unit: string) => {
    const task = goal?.tasks.find((each) => each.unit === unit);
    if (task === undefined) return null;
    const { part, share, coefficient, indicator, matter } = task;
    return { part, share: figure(share), coefficient: figure(coefficient) ?? "1", indicator, matter };
  };
  const all = new Set([...(had?.tasks ?? []), ...next.tasks].map(({ unit }) => unit));
  const tasks = [...all].flatMap((unit) => {
    const [was, is] = [taskIn(had, unit), taskIn(next, unit)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ unit: { id: unit, type: "unit" as const, name: nameOf(unit) }, from: was, to: is }];
  });
  if (had !== undefined && fields.length + tasks.length === 0) return undefined;
  return { ...about, what: had === undefined ? "new" : "changed", fields, tasks };
}
