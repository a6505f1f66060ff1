import type { RowReason } from "../quarantine-store.ts";
import type { Told } from "../run-store.ts";

export type RawRow = {
  /** Where it stands: row 12 of a file is "12", the twelfth of the third page "3:12". */
  readonly ref: string;
  readonly raw: unknown;
  /** What is wrong with it whatever it holds. */
  readonly fault?: RowReason;
};

/** Where a source goes on; JSON, and nobody's business but the source's. */
export type Position = Readonly<Record<string, string | number>>;

export type Page = {
  readonly rows: readonly RawRow[];
  /** The headings of a table. */
  readonly columns?: readonly string[];
  /** Where the next page begins; undefined: this was the last. */
  readonly next: Position | undefined;
  readonly remarks?: readonly Told[];
};

export type Window = { readonly since: Date; readonly until: Date };

export type SourceQuestion = {
  readonly window: Window;
  /** Absent: from the beginning. */
  readonly position?: Position | undefined;
  /** Ends the reading soon. */
  readonly stop?: AbortSignal;
};

/**
 * Where rows come from, page by page, and each page with the place where the next one begins, so that a stop in between costs
 * one page. What goes wrong is thrown as a {@link SourceFailure}.
 */
export type Source = (question: SourceQuestion) => AsyncIterable<Page>;

/** Why nothing came: a code of `arrival.failure.*`. No text of it holds a secret, for it is shown and kept. */
export class SourceFailure extends Error {
  readonly told: Told;
  /** Whether it may be otherwise in a while; else somebody has to do something first. */
  readonly isPassing: boolean;
  constructor(code: string, params: Told["params"] = {}, isPassing = false) {
    super(code);
    this.told = { code, params };
    this.isPassing = isPassing;
  }
}
