import { createHash } from "node:crypto";
import {
  checkRegistry,
  type Edition,
  type EntryKind,
  type Known,
  newFindings,
  type Registry,
  withEdition,
} from "@biaochi/engine";
import { collectFindings } from "../../../dataset/finding.ts";
import type { SheetRows } from "../../../dataset/spreadsheet.ts";
import { textOf } from "../../../dataset/upload/anatomy.ts";
import { openUpload, type Upload } from "../../../dataset/upload/open-upload.ts";
import { differenceOf, type EntryChange } from "./difference.ts";
import { forbiddenIn, problemsOf, proposeSheet, type Remembered } from "./mapping.ts";
import {
  type ImportFinding,
  type ImportOutcome,
  type MappedSheet,
  mostListed,
  mostQuestions,
  nothingFound,
} from "./outcome.ts";
import { type OpeningLine, type Plan, type PlanQuestion, planImport } from "./plan.ts";
import { type ImportRow, mostRows, readSheet } from "./read-sheet.ts";

const previewed = { rows: 14, columns: 40, signs: 60 } as const;

const previewOf = ({ rows }: SheetRows): readonly (readonly string[])[] =>
  rows
    .slice(0, previewed.rows)
    .map((row) => row.slice(0, previewed.columns).map((cell) => textOf(cell).slice(0, previewed.signs)));

export type OpenedImport = {
  readonly sheets: readonly MappedSheet[];
  readonly outcome: ImportOutcome;
  readonly isForbidden: boolean;
};

/** Opens the files of an import and proposes what each sheet holds. */
export async function openImport(
  files: readonly Upload[],
  recall: (key: string) => Remembered | undefined,
): Promise<OpenedImport> {
  const findings = collectFindings();
  const sheets: MappedSheet[] = [];
  let isForbidden = false;
  for (const file of files)
    for (const sheet of await openUpload(file, findings)) {
      const mapping = proposeSheet(file.name, sheet, recall);
      for (const heading of forbiddenIn(sheet, mapping.headingRow)) {
        isForbidden = true;
        findings.add({
          ...{ code: "column-forbidden", severity: "error", file: `${file.name}#${sheet.name}` },
          ...{ row: mapping.headingRow, column: heading, value: heading },
        });
      }
      sheets.push({ ...mapping, rows: Math.max(0, sheet.rows.length - mapping.headingRow), preview: previewOf(sheet) });
    }
  const { errors, warnings, kept } = findings;
  return { sheets, outcome: { ...nothingFound, errors, warnings, findings: kept }, isForbidden };
}

export type KnownOpening = OpeningLine & { readonly id: string };

export type TrialQuestion = Omit<PlanQuestion, "rows" | "tables"> & {
  readonly files: readonly Upload[];
  readonly sheets: readonly MappedSheet[];
  readonly known: Known;
  readonly openings: readonly KnownOpening[];
  /** Waited for: what comes between lets nobody else have a turn for seconds. */
  readonly onPhase?: (done: number, total: number) => Promise<void>;
};

export type NewOpening = OpeningLine & { readonly supersedes?: string };
export type Trial = {
  readonly outcome: ImportOutcome;
  readonly edition: Edition;
  readonly openings: readonly NewOpening[];
  readonly changes: readonly EntryChange[];
  readonly digest: string;
  readonly recognised: Plan["recognised"];
  /** Whether it may be recorded: nothing refused, nothing asked, something to record. */
  readonly isSound: boolean;
};

const steps = 4;

/** Reads an import as it is mapped and says what it would change and what stands against it. Nothing is recorded. */
export async function tryFiles(question: TrialQuestion): Promise<Trial> {
  const { files, sheets, registry, known, openings, onPhase = async () => undefined } = question;
  const findings = collectFindings();
  await onPhase(0, steps);
  const rows: ImportRow[] = [];
  const passedOver = { total: 0, remark: 0, "headings-again": 0 };
  const tables = sheets.flatMap(({ table }) => (table === null ? [] : [table]));
  for (const mapping of sheets)
    for (const problem of problemsOf(mapping))
      findings.add({
        ...{ code: problem.code === "column-absent" ? "mapping-absent" : "mapping-twice", severity: "error" },
        ...{
          file: `${mapping.file}#${mapping.sheet}`,
          row: mapping.headingRow,
          column: problem.column,
          value: problem.column,
        },
      });
  for (const file of files) {
    const opened = new Map((await openUpload(file, findings)).map((sheet) => [sheet.name, sheet]));
    for (const mapping of sheets.filter((each) => each.file === file.name)) {
      const sheet = opened.get(mapping.sheet);
      if (sheet === undefined || mapping.table === null || problemsOf(mapping).length > 0) continue;
      const read = readSheet(sheet, mapping, findings, mostRows - rows.length);
      for (const row of read.rows) rows.push(row);
      for (const why of ["total", "remark", "headings-again"] as const) passedOver[why] += read.passedOver[why];
    }
  }
  if (rows.length === 0 && findings.errors === 0)
    findings.add({ code: "rows-none", severity: "error", file: files[0]?.name ?? "" });
  await onPhase(1, steps);
  const plan = planImport({ ...question, rows, tables }, findings);
  await onPhase(2, steps);
  const difference = differenceOf(registry, plan.edition);
  const ruled = plan.questions.length > 0 ? [] : ruleFindings(registry, plan, known);
  await onPhase(3, steps);
  const lines = openingsOf(plan, openings);
  const errors = findings.errors + ruled.filter(({ severity }) => severity === "error").length;
  const changes = listed(difference.changes);
  const outcome: ImportOutcome = {
    errors,
    warnings: findings.warnings + ruled.length - (errors - findings.errors),
    findings: [...findings.kept, ...ruled.slice(0, 1_000)],
    ...{ asked: plan.questions.length, answered: plan.answered, questions: plan.questions.slice(0, mostQuestions) },
    ...{ counts: difference.counts, found: plan.found, passedOver },
    openings: lines.counts,
    ...{ listed: changes.length, changes: difference.changes.length },
  };
  await onPhase(steps, steps);
  const digest = createHash("sha256")
    .update(JSON.stringify([plan.edition, lines.fresh]))
    .digest("hex");
  const isSound =
    errors === 0 && plan.questions.length === 0 && (difference.changes.length > 0 || lines.fresh.length > 0);
  return {
    outcome,
    edition: plan.edition,
    openings: lines.fresh,
    changes,
    digest,
    recognised: plan.recognised,
    isSound,
  };
}

/** What the edition makes wrong, each with the row that said it. What was wrong before is not held against it. */
function ruleFindings(registry: Registry, plan: Plan, known: Known): readonly ImportFinding[] {
  const after = checkRegistry(withEdition(registry, plan.edition), known);
  return newFindings(checkRegistry(registry, known), after).map(
    ({ code, severity, kind, id, values }): ImportFinding => {
      const origin = plan.origin(kind, id) ?? otherOrigin(plan, values);
      return {
        ...{ code, severity, rule: true, file: origin?.file ?? "", value: id, values },
        ...(origin === undefined ? {} : { row: origin.row }),
      };
    },
  );
}

/** A finding about an entry that no row names is shown where the other one of it is said. */
function otherOrigin(plan: Plan, values: Readonly<Record<string, string>>) {
  for (const kind of ["post", "unit", "official", "section"] as const satisfies readonly EntryKind[])
    for (const id of Object.values(values)) {
      const found = plan.origin(kind, id);
      if (found !== undefined) return found;
    }
  return undefined;
}

function listed(changes: readonly EntryChange[]): readonly EntryChange[] {
  const count = { new: 0, changed: 0, ended: 0 };
  return changes.filter(({ what }) => {
    count[what] += 1;
    return count[what] <= mostListed[what];
  });
}

function openingsOf(plan: Plan, known: readonly KnownOpening[]) {
  const key = ({ subject, node, period }: OpeningLine) => [subject, node, period].join("\n");
  const before = new Map(known.map((each) => [key(each), each]));
  const fresh: NewOpening[] = [];
  const counts = { new: 0, changed: 0, unchanged: 0 };
  for (const { origin: _, ...line } of plan.openings) {
    const there = before.get(key(line));
    if (there !== undefined && there.score === line.score && there.document === line.document) counts.unchanged += 1;
    else {
      counts[there === undefined ? "new" : "changed"] += 1;
      fresh.push(there === undefined ? line : { ...line, supersedes: there.id });
    }
  }
  return { fresh, counts };
}
