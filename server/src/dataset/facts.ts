import {
  type Absence,
  type Assessment,
  type Ballot,
  type Coefficient,
  type DecidedGrade,
  type Event,
  type Exact,
  type Facts,
  type Observation,
  type OpeningBalance,
  readExact,
  readPeriod,
  type Target,
} from "@biaochi/engine";
import type { FactDigest } from "./digest.ts";
import type { Directory } from "./directory.ts";
import type { Findings } from "./finding.ts";
import { type Keyed, keyed } from "./keyed.ts";
import type { Row } from "./row.ts";
import type { SchemeView } from "./scheme-view.ts";
import type { TableName } from "./table-shape.ts";

export type FactTable = Exclude<TableName, "units" | "teams" | "officials" | "posts" | "sections" | "indicators">;
export const factTableNames: readonly FactTable[] = [
  "targets",
  "coefficients",
  "observations",
  "assessments",
  "events",
  "ballots",
  "openings",
  "grades",
];
export const mostFacts = 5_000_000;

export interface FactReader {
  /** Takes a row in, or records what is wrong with it. */
  take(table: FactTable, row: Row): void;
  facts(): Omit<Facts, "subjects">;
}

const absences: ReadonlySet<string> = new Set(["missing", "not-applicable", "exempt", "late"]);
const isAbsence = (text: string): text is Absence => absences.has(text);
const standings = ["confirmed", "proposed", "revoked", "exempt"] as const;

/** Keeps one copy of texts and numbers that come again and again. Bounded: a file of ever new texts keeps none. */
function once<Value>(make: (text: string) => Value): (text: string) => Value {
  const kept = new Map<string, Value>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const value = make(text);
    if (kept.size < 100_000) kept.set(text, value);
    return value;
  };
}

/**
 * Reads the rows of all fact tables. `asOf` leaves out rows that were recorded later. Without a `view` (no readable scheme) periods and
 * indicators are not checked; the folder is refused anyway.
 */
export function factReader(
  directory: Directory,
  view: SchemeView | undefined,
  asOf: string | undefined,
  digest: FactDigest,
  findings: Findings,
): FactReader {
  const text = once((each) => each);
  const number = once((each): Exact | undefined => readExact(each));
  const table = <Fact>(name: FactTable): Keyed<Fact> => keyed<Fact>(name, digest, directory, findings);
  const kept = {
    targets: table<Target>("targets"),
    coefficients: table<Coefficient>("coefficients"),
    observations: table<Observation>("observations"),
    assessments: table<Assessment>("assessments"),
    events: table<Event>("events"),
    ballots: table<Ballot>("ballots"),
    openings: table<OpeningBalance>("openings"),
    grades: table<DecidedGrade>("grades"),
  };
  const events = new Map<string, string>();
  const unnamed = new Set<string>();
  let isFull = false;

  const find = (
    code: string,
    severity: "error" | "warning",
    row: Row,
    column: string,
    more: { expected?: string; values?: Readonly<Record<string, string>> } = {},
  ) =>
    findings.add({
      code,
      severity,
      file: row.file,
      row: row.row,
      column: row.headers.get(column) ?? column,
      value: row.cells[column] ?? "",
      ...more,
    });
  const cell = (row: Row, column: string): string => text(row.cells[column] ?? "");
  const optional = <Name extends string>(
    row: Row,
    ...columns: readonly Name[]
  ): { readonly [each in Name]?: string } => {
    const filled: { [each in Name]?: string } = {};
    for (const column of columns) if (row.cells[column]) filled[column] = cell(row, column);
    return filled;
  };
  const exact = (row: Row, column: string): Exact | undefined =>
    row.cells[column] ? number(row.cells[column]) : undefined;
  const subjectOf = (row: Row): string | undefined => {
    const id = directory.refer(row, "subject");
    return id === undefined ? undefined : text(id);
  };
  const indicatorOf = (row: Row): string | undefined => {
    const id = cell(row, "indicator");
    if (!view || view.indicators.has(id)) return id;
    find("indicator-unknown", "error", row, "indicator", { expected: "expected.indicator" });
    return undefined;
  };
  const periodOf = (row: Row, kind: "fact" | "grade" = "fact"): string | undefined => {
    const id = cell(row, "period");
    const period = readPeriod(id);
    if (!period || !view || view.holds(period, kind)) return id;
    find("period-outside", "error", row, "period", { expected: view.cycle.id });
    return undefined;
  };
  /** A word that no rule names has no effect: said once for each word. */
  const named = (row: Row, column: string, ...words: readonly string[]) => {
    for (const word of words) {
      if (!view || view.names(word) || unnamed.has(`${column}=${word}`)) continue;
      unnamed.add(`${column}=${word}`);
      find("word-unused", "warning", row, column);
    }
  };

  const readers: Record<FactTable, (row: Row, id: string) => void> = {
    targets(row, id) {
      const isAll = row.cells.subject === "*";
      const [subject, indicator, period] = [isAll ? "*" : subjectOf(row), indicatorOf(row), periodOf(row)];
      const value = exact(row, "value");
      if (subject && indicator && period && value)
        kept.targets.put(row, { id, subject, indicator, period, value }, [indicator, period, subject]);
    },
    coefficients(row, id) {
      const [subject, name, value] = [subjectOf(row), cell(row, "name"), exact(row, "value")];
      named(row, "name", name);
      if (subject && value) kept.coefficients.put(row, { id, subject, name, value }, [name, subject]);
    },
    observations(row, id) {
      const [subject, indicator, period] = [subjectOf(row), indicatorOf(row), periodOf(row)];
      const written = row.cells.value ?? "";
      const absence = isAbsence(written) ? written : (row.cells.absence ?? "");
      const value = written === "" || isAbsence(written) ? undefined : number(written);
      if (written === "" && absence === "")
        return find("value-absent", "error", row, "value", { expected: "expected.value" });
      if (value && absence !== "" && absence !== "late")
        return find("value-beside-absence", "error", row, "value", { values: { absence } });
      if (isAbsence(written) && row.cells.absence && row.cells.absence !== written) {
        return find("value-beside-absence", "error", row, "value", { values: { absence: row.cells.absence } });
      }
      if (!subject || !indicator || !period) return;
      const fact = {
        id,
        subject,
        indicator,
        period,
        ...(value ? { value } : {}),
        ...(isAbsence(absence) ? { absence } : {}),
      };
      const cells = { ...row.cells, value: isAbsence(written) ? "" : written, absence };
      kept.observations.put({ ...row, cells }, { ...fact, ...optional(row, "source", "recordedOn") }, [
        indicator,
        period,
        subject,
      ]);
    },
    assessments(row, id) {
      const [subject, indicator, period] = [subjectOf(row), indicatorOf(row), periodOf(row)];
      const [assessor, points] = [cell(row, "assessor"), exact(row, "points")];
      if (!subject || !indicator || !period || !points) return;
      const fact = {
        id,
        subject,
        indicator,
        period,
        assessor,
        points,
        ...optional(row, "criterion", "reason", "source"),
      };
      kept.assessments.put(row, fact, [indicator, period, assessor, cell(row, "criterion"), subject]);
    },
    events(row, id) {
      const [subject, type, on] = [subjectOf(row), cell(row, "type"), cell(row, "on")];
      const happened = exact(row, "count");
      const month = readPeriod(on.slice(0, 7));
      named(row, "type", type);
      if (happened && happened.num < 0n)
        find("number-negative", "error", row, "count", { expected: "expected.not-negative" });
      if (month && view && !view.holds(month, "event"))
        return find("period-outside", "error", row, "on", { expected: view.cycle.id });
      if (!subject || !happened || happened.num < 0n) return;
      const standing = standings.find((each) => each === row.cells.standing) ?? "confirmed";
      const fact = {
        id,
        subject,
        type,
        on,
        count: happened,
        standing,
        ...optional(row, "level", "matter", "reason", "source"),
      };
      const whole = JSON.stringify({ ...row.cells, subject });
      const first = events.get(whole);
      if (first !== undefined) find("row-repeated", "warning", row, "type", { values: { first } });
      else events.set(whole, id);
      kept.events.put(row, fact, []);
    },
    ballots(row, id) {
      const subject = subjectOf(row);
      const [campaign, group, item] = [cell(row, "campaign"), cell(row, "group"), cell(row, "item")];
      const [option, score] = [cell(row, "option"), exact(row, "score")];
      named(row, "campaign", campaign);
      if ((option === "") === (score === undefined))
        return find("option-or-score", "error", row, "option", { values: { score: row.cells.score ?? "" } });
      if (!subject) return;
      const votes = Number(row.cells.votes);
      const fact = { id, campaign, subject, group, item, votes, ...(score ? { score } : { option }) };
      kept.ballots.put(row, fact, [campaign, group, item, option, row.cells.score ?? "", subject]);
    },
    openings(row, id) {
      const [subject, period, score] = [subjectOf(row), periodOf(row), exact(row, "score")];
      const [node, document] = [cell(row, "node"), cell(row, "document")];
      named(row, "node", ...node.split("/"));
      if (subject && period && score)
        kept.openings.put(row, { id, subject, node, period, score, document }, [node, period, subject]);
    },
    grades(row, id) {
      const [subject, period] = [subjectOf(row), periodOf(row, "grade")];
      const [grade, document] = [cell(row, "grade"), cell(row, "document")];
      if (subject && period) kept.grades.put(row, { id, subject, period, grade, document }, [period, subject]);
    },
  };

  return {
    take(name, row) {
      if (asOf !== undefined && (row.cells.recordedOn ?? "") > asOf) return;
      if (digest.count > mostFacts) {
        if (!isFull) find("facts-too-many", "error", row, "subject", { expected: String(mostFacts) });
        isFull = true;
        return;
      }
      readers[name](row, `${row.file}:${row.row}`);
    },
    facts: () => ({
      targets: kept.targets.facts,
      coefficients: kept.coefficients.facts,
      observations: kept.observations.facts,
      assessments: kept.assessments.facts,
      events: kept.events.facts,
      ballots: kept.ballots.facts,
      openings: kept.openings.facts,
      decidedGrades: kept.grades.facts,
    }),
  };
}
