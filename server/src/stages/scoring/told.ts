import type { Run } from "@biaochi/engine";

/** What few subjects have, as JSON texts ("[]" for nothing), of so many neighbouring positions in `columns.rows`. */
export type ToldBlock = {
  /** The first position. */
  readonly from: number;
  readonly missing: readonly string[];
  readonly redLines: readonly string[];
  readonly gradeReasons: readonly string[];
};

/** A block in which nothing changed since the run before is the same object: it is neither compared nor written again. */
export type Told = readonly ToldBlock[];

const blockSize = 1024;

/** What a run tells about its subjects; `before`: what the run told that it continues. */
export function toldBy(run: Run, before: Told | undefined): Told {
  const size = run.columns.rows.length;
  const known = run.affected === undefined ? undefined : before;
  const affected = run.affected ?? [];
  let next = 0;
  return Array.from({ length: Math.ceil(size / blockSize) }, (_, b) => {
    const from = b * blockSize;
    const length = Math.min(blockSize, size - from);
    const old = known?.[b];
    // A grade depends on all others: its reasons are asked for everybody.
    const gradeReasons = Array.from({ length }, (_, k) => textOf(run.gradeReasons(from + k)));
    const touched: number[] = [];
    for (; (affected[next] ?? size) < from + length; next += 1) touched.push(affected[next] ?? 0);
    if (old === undefined) {
      const missing = Array.from({ length }, (_, k) => textOf(run.missing(from + k)));
      const redLines = Array.from({ length }, (_, k) => textOf(run.redLines(from + k)));
      return { from, missing, redLines, gradeReasons };
    }
    if (touched.length === 0 && gradeReasons.every((each, k) => each === old.gradeReasons[k])) return old;
    const [missing, redLines] = [[...old.missing], [...old.redLines]];
    for (const i of touched) {
      missing[i - from] = textOf(run.missing(i));
      redLines[i - from] = textOf(run.redLines(i));
    }
    return { from, missing, redLines, gradeReasons };
  });
}

const textOf = (list: readonly unknown[]): string => (list.length === 0 ? "[]" : JSON.stringify(list));

/** Of one subject. */
export function toldAt(told: Told, i: number): Readonly<Record<"missing" | "redLines" | "gradeReasons", string>> {
  const block = told[Math.floor(i / blockSize)];
  const k = i - (block?.from ?? 0);
  const { missing, redLines, gradeReasons } = block ?? {};
  return { missing: missing?.[k] ?? "[]", redLines: redLines?.[k] ?? "[]", gradeReasons: gradeReasons?.[k] ?? "[]" };
}

/** Positions about which two runs with the same rows tell something else. */
export function* toldApart(a: Told, b: Told): Iterable<number> {
  for (const [n, one] of a.entries()) {
    const other = b[n];
    if (one === other) continue;
    for (let k = 0; k < one.missing.length; k += 1)
      if (
        one.missing[k] !== other?.missing[k] ||
        one.redLines[k] !== other?.redLines[k] ||
        one.gradeReasons[k] !== other?.gradeReasons[k]
      )
        yield one.from + k;
  }
}
