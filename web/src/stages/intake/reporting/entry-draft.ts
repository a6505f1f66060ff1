import type { Report, ReportEntry, ReportRow } from "@biaochi/contract";
import { Refused } from "../../../exchange/ask.ts";
import type { Faults } from "../../../frame/field.tsx";
import type { Say } from "../../../frame/preferences.tsx";

/** What stands in the fields of one report. */
export type Draft = { readonly value: string; readonly note: string; readonly isChosen: boolean };
export type Drafts = Readonly<Record<number, Draft>>;

/** As it was entered before, else the last figure: where nothing has changed, nothing is typed. */
export const firstDraft = ({ value, note, previous }: Report): Draft => ({
  ...{ value: value ?? previous?.value ?? "", note: note ?? "", isChosen: false },
});
export const draftOf = (drafts: Drafts, report: Report): Draft => drafts[report.report] ?? firstDraft(report);

/** What was chosen, in the order in which it stands. */
export function entriesOf(drafts: Drafts, due: readonly Report[]): readonly ReportEntry[] {
  return due.flatMap((report): readonly ReportEntry[] => {
    const { value, note, isChosen } = draftOf(drafts, report);
    if (!isChosen) return [];
    const evidence = report.evidence.map(({ sha256 }) => sha256);
    return [{ report: report.report, value, evidence, ...(note.trim() === "" ? {} : { note: note.trim() }) }];
  });
}

/** Rows that fit fill in their report and choose it. */
export function filledIn(drafts: Drafts, due: readonly Report[], rows: readonly ReportRow[]): Drafts {
  const next = { ...drafts };
  for (const { report: id, value, note, fault } of rows) {
    const report = due.find((each) => each.report === id);
    if (report === undefined || fault !== null) continue;
    next[report.report] = { value, note: note === "" ? draftOf(drafts, report).note : note, isChosen: true };
  }
  return next;
}

export const fieldOf = (report: number): string => `report-${report}`;

/** What the server found wrong, beside the report that it is about. */
export function faultsOf(say: Say, error: unknown, sent: readonly ReportEntry[]): Faults {
  if (!(error instanceof Refused)) return {};
  const faults: Record<string, string[]> = {};
  for (const { path, code, params = {} } of error.problem.findings ?? []) {
    const at = /^\/body\/reports\/(\d+)\//.exec(path)?.[1];
    const entry = at === undefined ? undefined : sent[Number(at)];
    if (entry === undefined) continue;
    const field = fieldOf(entry.report);
    faults[field] = [...(faults[field] ?? []), say.composed(code, params)];
  }
  return faults;
}
