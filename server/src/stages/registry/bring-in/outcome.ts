import type { EntryKind } from "@biaochi/engine";
import type { Finding } from "../../../dataset/finding.ts";
import type { LeftOut } from "../../../dataset/upload/anatomy.ts";
import type { Counts } from "./difference.ts";
import type { SheetMapping } from "./mapping.ts";
import type { Found } from "./people.ts";
import type { Question } from "./question.ts";

/** `rule`: said by the rules of the registry about the whole; otherwise about one row of a file. */
export type ImportFinding = Finding & { readonly rule?: true };

/** What reading or trying an import found. Lists are cut; the counts beside them are not. */
export type ImportOutcome = {
  readonly errors: number;
  readonly warnings: number;
  readonly findings: readonly ImportFinding[];
  readonly asked: number;
  readonly answered: number;
  readonly questions: readonly Question[];
  readonly counts: Readonly<Partial<Record<EntryKind, Counts>>>;
  readonly openings: Pick<Counts, "new" | "changed" | "unchanged">;
  readonly found: Readonly<Found>;
  readonly passedOver: Readonly<Record<LeftOut, number>>;
  /** How many changes are listed, of how many. */
  readonly listed: number;
  readonly changes: number;
};

export const nothingFound: ImportOutcome = {
  ...{ errors: 0, warnings: 0, findings: [], asked: 0, answered: 0, questions: [], counts: {} },
  openings: { new: 0, changed: 0, unchanged: 0 },
  found: { number: 0, nameAndUnit: 0, remembered: 0, answer: 0, new: 0 },
  passedOver: { total: 0, remark: 0, "headings-again": 0 },
  ...{ listed: 0, changes: 0 },
};

/** A sheet with its first rows, from which a person sees what it holds. */
export type MappedSheet = SheetMapping & { readonly rows: number; readonly preview: readonly (readonly string[])[] };

export const mostQuestions = 2_000;
/** What is new in a first import nobody reads line by line; what changes or ends is listed as far as a table goes. */
export const mostListed = { new: 2_000, changed: 20_000, ended: 20_000 } as const;
