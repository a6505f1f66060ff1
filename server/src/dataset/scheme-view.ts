import { before, covers, type Period, readPeriod, type Scheme } from "@biaochi/engine";

/** What the reading of facts must know of a scheme: which periods, which indicators, which other words it names. */
export interface SchemeView {
  readonly cycle: Period;
  readonly indicators: ReadonlySet<string>;
  /** Whether a period of facts of this kind may stand in the folder. */
  holds(period: Period, kind: "fact" | "event" | "grade"): boolean;
  /** Whether a word (event type, coefficient, campaign, block) stands anywhere in the scheme. */
  names(word: string): boolean;
}

/** Every text of a document, keys included. */
function collectTexts(node: unknown, texts: Set<string>): void {
  if (typeof node === "string") texts.add(node);
  else if (Array.isArray(node)) for (const each of node) collectTexts(each, texts);
  else if (typeof node === "object" && node !== null) {
    for (const [key, each] of Object.entries(node)) {
      texts.add(key);
      collectTexts(each, texts);
    }
  }
}

/** Whether any quantity or formula asks for the previous period. */
function looksBack(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(looksBack);
  if (typeof node !== "object" || node === null) return false;
  return Object.entries(node).some(
    ([key, each]) =>
      (key === "period" && each === "previous") ||
      (key === "formula" && typeof each === "string" && /\bprevious\b/.test(each)) ||
      looksBack(each),
  );
}

/** `holds` is the span that dataset.yaml names; it replaces what follows from the scheme. */
export function viewOf(scheme: Scheme, holds: Period | undefined): SchemeView | undefined {
  const cycle = readPeriod(scheme.cycle);
  if (!cycle) return undefined;
  const texts = new Set<string>();
  collectTexts(scheme, texts);
  const first = looksBack(scheme) ? before(cycle).from : cycle.from;
  const influence = Math.max(0, ...scheme.redLines.map((redLine) => redLine.influence ?? 0));
  const firstOf = { fact: first, event: Math.min(first, cycle.from - influence), grade: Number.NEGATIVE_INFINITY };
  return {
    cycle,
    indicators: new Set(scheme.indicators.map((indicator) => indicator.id)),
    holds: (period, kind) =>
      holds && kind !== "grade"
        ? covers(holds, period)
        : (period.to <= cycle.to && period.from >= firstOf[kind]) || (period.grain === "term" && covers(period, cycle)),
    names: (word) => texts.has(word),
  };
}
