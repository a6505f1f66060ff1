import type {
  ImportFinding,
  ImportOutcome,
  ImportQuestion,
  ImportSheet,
  Name,
  RegistryImport,
} from "@biaochi/contract";
import { entryKinds } from "@biaochi/engine";
import type { ImportFile, ImportRecord } from "./import-store.ts";
import { problemsOf } from "./mapping.ts";
import type { ImportFinding as Found, MappedSheet, ImportOutcome as Outcome } from "./outcome.ts";
import type { Answers, Question } from "./question.ts";

const findingOf = ({ code, severity, rule, file, row, column, value, expected, values }: Found): ImportFinding => ({
  ...{ code, severity, rule: rule === true, file, row: row ?? null, column: column ?? null },
  ...{ value: value ?? null, expected: expected ?? null, values: { ...values } },
});

const questionOf = (question: Question, answers: Answers): ImportQuestion => ({
  ...question,
  alike: question.alike.map((each) => ({ ...each })),
  answer: answers[question.key] ?? null,
});

export const countsOf = (counts: Outcome["counts"]) =>
  entryKinds.flatMap((kind) => {
    const its = counts[kind];
    return its === undefined ? [] : [{ kind, counts: its }];
  });

export const sheetOf = (sheet: MappedSheet): ImportSheet => {
  const problems = problemsOf(sheet);
  const named = (code: string) => problems.filter((each) => each.code === code).map(({ column }) => column);
  return {
    ...sheet,
    columns: (sheet.columns ?? []).map((column) => ({ ...column })),
    preview: (sheet.preview ?? []).map((row) => [...row]),
    ...{ absent: named("column-absent"), twice: named("column-twice") },
  };
};

export function outcomeOf(outcome: Outcome, answers: Answers): ImportOutcome {
  const { findings, questions, counts, openings, found, passedOver, ...rest } = outcome;
  return {
    ...rest,
    ...{ openings, passedOver, counts: countsOf(counts) },
    // An import that was tried before answers were remembered says nothing of them.
    found: { ...found, remembered: found.remembered ?? 0 },
    findings: findings.map(findingOf),
    questions: questions.map((question) => questionOf(question, answers)),
  };
}

export function importOf(draft: ImportRecord, files: readonly ImportFile[], title: Name): RegistryImport {
  const { id, programme, state, revision, day, extent, answers, outcome } = draft;
  const isOver = state === "applied" || state === "abandoned";
  return {
    ...{ import: id, programme: { id: programme, title }, state, revision, day, extent },
    roleByTitle: draft.role_by_title,
    files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    sheets: isOver ? [] : draft.mapping.map(sheetOf),
    outcome: outcome === null ? null : outcomeOf(outcome, answers),
    isSound: state === "tried" && draft.digest !== null,
    progress: { done: draft.done, total: draft.total },
    ...{ failure: draft.failure, recording: draft.recording },
    ...{ madeAt: draft.made_at.toISOString(), changedAt: draft.changed_at.toISOString() },
  };
}
