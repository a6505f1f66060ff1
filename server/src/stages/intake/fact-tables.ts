import { type Event, type Exact, exactOf, type Facts, type Observation, show } from "@biaochi/engine";
import type { CopyRow } from "../../platform/copy.ts";

/** The lists of facts, each with a table of its own. */
export type FactList = Exclude<keyof Facts, "subjects" | "packed">;
type FactOf<L extends FactList> = Facts[L][number];

/** The cells of one fact in the order of `columns`, and back. `id` is a column of every table and handled apart. */
type FactTable<L extends FactList> = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly cells: (fact: FactOf<L>) => CopyRow;
  readonly fact: (id: string, cells: readonly (string | null)[]) => FactOf<L>;
};

const shown = (value: Exact | undefined): string | null => (value === undefined ? null : show(value));
const orNull = (text: string | undefined): string | null => text ?? null;

/** A cell that the table declares `not null`. */
function must(cell: string | null | undefined): string {
  if (cell === null || cell === undefined) throw new TypeError("a column that is never null was null");
  return cell;
}

/** `{}` where the cell is null, so that an absent property stays absent. */
function maybe<K extends string>(key: K, cell: string | null | undefined): { readonly [P in K]?: string } {
  return (cell === null || cell === undefined ? {} : { [key]: cell }) as { readonly [P in K]?: string };
}

function maybeExact<K extends string>(key: K, cell: string | null | undefined): { readonly [P in K]?: Exact } {
  return (cell === null || cell === undefined ? {} : { [key]: exactOf(cell) }) as { readonly [P in K]?: Exact };
}

const isAbsence = (text: string): text is NonNullable<Observation["absence"]> =>
  ["missing", "not-applicable", "exempt", "late"].includes(text);
const isEventStanding = (text: string): text is Event["standing"] =>
  ["confirmed", "proposed", "revoked", "exempt"].includes(text);

/** The database refuses any other word by its own check; a row that still has one was not written by us. */
function oneOf<T extends string>(is: (text: string) => text is T, cell: string | null | undefined): T {
  const text = must(cell);
  if (!is(text)) throw new TypeError(`not a known word: ${text}`);
  return text;
}

export const factTables: { readonly [L in FactList]: FactTable<L> } = {
  observations: {
    table: "observation",
    columns: ["subject", "indicator", "period", "value", "absence", "source", "recorded_on"],
    cells: (f) => [
      f.subject,
      f.indicator,
      f.period,
      shown(f.value),
      orNull(f.absence),
      orNull(f.source),
      orNull(f.recordedOn),
    ],
    fact: (id, [subject, indicator, period, value, absence, source, recordedOn]) => ({
      id,
      subject: must(subject),
      indicator: must(indicator),
      period: must(period),
      ...maybeExact("value", value),
      ...(absence === null || absence === undefined ? {} : { absence: oneOf(isAbsence, absence) }),
      ...maybe("source", source),
      ...maybe("recordedOn", recordedOn),
    }),
  },
  targets: {
    table: "target",
    columns: ["subject", "indicator", "period", "value"],
    cells: (f) => [f.subject, f.indicator, f.period, show(f.value)],
    fact: (id, [subject, indicator, period, value]) => ({
      id,
      subject: must(subject),
      indicator: must(indicator),
      period: must(period),
      value: exactOf(must(value)),
    }),
  },
  coefficients: {
    table: "coefficient",
    columns: ["subject", "name", "value"],
    cells: (f) => [f.subject, f.name, show(f.value)],
    fact: (id, [subject, name, value]) => ({
      id,
      subject: must(subject),
      name: must(name),
      value: exactOf(must(value)),
    }),
  },
  assessments: {
    table: "assessment",
    columns: ["subject", "indicator", "period", "assessor", "criterion", "points", "reason", "source"],
    cells: (f) => [
      f.subject,
      f.indicator,
      f.period,
      f.assessor,
      orNull(f.criterion),
      show(f.points),
      orNull(f.reason),
      orNull(f.source),
    ],
    fact: (id, [subject, indicator, period, assessor, criterion, points, reason, source]) => ({
      id,
      subject: must(subject),
      indicator: must(indicator),
      period: must(period),
      assessor: must(assessor),
      ...maybe("criterion", criterion),
      points: exactOf(must(points)),
      ...maybe("reason", reason),
      ...maybe("source", source),
    }),
  },
  events: {
    table: "event",
    columns: ["subject", "type", "day", "count", "level", "matter", "standing", "reason", "source"],
    cells: (f) => [
      f.subject,
      f.type,
      f.on,
      show(f.count),
      orNull(f.level),
      orNull(f.matter),
      f.standing,
      orNull(f.reason),
      orNull(f.source),
    ],
    fact: (id, [subject, type, day, count, level, matter, standing, reason, source]) => ({
      id,
      subject: must(subject),
      type: must(type),
      on: must(day),
      count: exactOf(must(count)),
      ...maybe("level", level),
      ...maybe("matter", matter),
      standing: oneOf(isEventStanding, standing),
      ...maybe("reason", reason),
      ...maybe("source", source),
    }),
  },
  ballots: {
    table: "ballot",
    columns: ["campaign", "subject", "rater_group", "item", "option", "score", "votes"],
    cells: (f) => [f.campaign, f.subject, f.group, f.item, orNull(f.option), shown(f.score), String(f.votes)],
    fact: (id, [campaign, subject, group, item, option, score, votes]) => ({
      id,
      campaign: must(campaign),
      subject: must(subject),
      group: must(group),
      item: must(item),
      ...maybe("option", option),
      ...maybeExact("score", score),
      votes: Number(must(votes)),
    }),
  },
  openings: {
    table: "opening",
    columns: ["subject", "node", "period", "score", "document"],
    cells: (f) => [f.subject, f.node, f.period, show(f.score), f.document],
    fact: (id, [subject, node, period, score, document]) => ({
      id,
      subject: must(subject),
      node: must(node),
      period: must(period),
      score: exactOf(must(score)),
      document: must(document),
    }),
  },
  decidedGrades: {
    table: "decided_grade",
    columns: ["subject", "period", "grade", "document"],
    cells: (f) => [f.subject, f.period, f.grade, f.document],
    fact: (id, [subject, period, grade, document]) => ({
      id,
      subject: must(subject),
      period: must(period),
      grade: must(grade),
      document: must(document),
    }),
  },
};

/** In the order in which they are loaded and read. */
export const factLists = [
  "observations",
  "targets",
  "coefficients",
  "assessments",
  "events",
  "ballots",
  "openings",
  "decidedGrades",
] as const satisfies readonly FactList[];

/** The expression for a fact's indicator; null for kinds that have none. `f` is the table's name in the query. */
export const indicatorOf = (list: FactList): string =>
  factTables[list].columns.includes("indicator") ? "f.indicator" : "null::text";
