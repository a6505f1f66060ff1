import type { Day, Edition, EntryKind, Registry } from "@biaochi/engine";
import type { Findings } from "../../../dataset/finding.ts";
import { dayAfter } from "../../../platform/clock.ts";
import { endAbsent } from "./absent.ts";
import { type Draft, draftOn, type Origin } from "./build.ts";
import type { ScoredNodes } from "./openings.ts";
import { type Found, type Recall, type Recognised, takePeople } from "./people.ts";
import { takePersonal } from "./personal.ts";
import { type Answers, type Question, questionsWith } from "./question.ts";
import type { ImportRow } from "./read-sheet.ts";
import type { ImportTable } from "./tables.ts";
import { takeUnits } from "./units.ts";

/** An opening balance: a part of a score that was decided outside the system. */
export type OpeningLine = {
  readonly subject: string;
  readonly node: string;
  readonly period: string;
  readonly score: string;
  readonly document: string;
};

export type PlanQuestion = {
  readonly rows: readonly ImportRow[];
  /** Tables of which the workbook has a sheet, also an empty one. */
  readonly tables: readonly ImportTable[];
  readonly registry: Registry;
  readonly answers: Answers;
  /** whole: what is absent ends the day before `day`. */
  readonly extent: "whole" | "additional";
  /** The day as of which the workbook was made. */
  readonly day: Day;
  readonly roleByTitle: boolean;
  /** What the scheme of a period scores. */
  readonly scored: (period: string) => ScoredNodes | undefined;
  /** Who was meant before, where several bear a name. */
  readonly recall: Recall;
};

export type Plan = {
  readonly edition: Edition;
  readonly openings: readonly (OpeningLine & { readonly origin: ImportRow })[];
  readonly questions: readonly Question[];
  readonly answered: number;
  readonly found: Readonly<Found>;
  /** What an answer says of whom, for the next import. */
  readonly recognised: readonly Recognised[];
  readonly origin: (kind: EntryKind, id: string) => Origin | undefined;
};

/**
 * What the rows of an import make of a registry. The same rows, answers and registry give the same edition with the same
 * identifiers. Nothing is decided here that only a person knows: that is a question.
 */
export function planImport(question: PlanQuestion, findings: Findings): Plan {
  const { rows, tables, registry, answers, extent, day, roleByTitle, scored, recall } = question;
  const questions = questionsWith(answers);
  const draft = draftOn(registry, findings, questions);
  const of = (table: ImportTable) => rows.filter((row) => row.table === table);
  const places = takeUnits(draft, { units: of("units"), sections: of("sections"), teams: of("teams") });
  const people = takePeople(draft, places, of("officials"), recall);
  takePersonal(
    draft,
    places,
    people,
    { posts: of("posts"), grades: of("grades"), sanctions: of("sanctions"), leave: of("leave") },
    { day, roleByTitle },
  );
  const openings = of("openings").flatMap((row) => {
    const subject = subjectOf(
      draft,
      row,
      (text) => places.unit(row, text),
      (text, unit) => people.person(row, text, unit),
    );
    if (subject === undefined) return [];
    const { node = "", period = "", score = "", document = "" } = row.cells;
    checkScored(draft, row, scored(period));
    return [{ subject, node, period, score, document, origin: row }];
  });
  places.finish();
  // While a question is open nobody knows who is absent.
  if (extent === "whole" && questions.open.length === 0 && findings.errors === 0)
    endAbsent(draft, tables, dayAfter(day, -1));
  return {
    ...{ edition: draft.edition(), openings, questions: questions.open, answered: questions.answered },
    ...{ found: people.found, recognised: people.recognised, origin: draft.origin },
  };
}

const mostNamed = 8;

/** Whether an opening would decide anything: the scheme of its period has such a part. */
function checkScored(draft: Draft, row: ImportRow, nodes: ScoredNodes | undefined): void {
  const { node = "", period = "" } = row.cells;
  if (nodes === undefined) draft.warn(row, "opening-scheme-absent", "period", { value: period });
  else if (!nodes.has(node)) {
    const known = [...nodes].slice(0, mostNamed).join("、");
    draft.error(row, "opening-node-unknown", "node", { value: node, values: { known } });
  }
}

/** An opening balance is about a unit, a team or a person; a text is looked for in that order. */
function subjectOf(
  draft: Draft,
  row: ImportRow,
  unit: (text: string) => string | undefined,
  person: (text: string, unit: string) => string | undefined,
): string | undefined {
  const text = row.cells.subject ?? "";
  if (draft.find("official", text) !== undefined || draft.find("team", text) !== undefined) return text;
  const isUnit = [...draft.entries("unit")].some(
    ({ unit: id, name, aliases }) => id === text || name["zh-CN"] === text || aliases.includes(text),
  );
  if (isUnit) return unit(text);
  return person(text, row.cells.personUnit ?? "");
}
