import type { Variable } from "./tree.ts";

/** The names of one formula. */
export interface Names {
  /** The formula with every identifier that CEL could not read replaced by one of equal length that it can. */
  readonly text: string;
  /** What an identifier of {@link text} stands for; "ambiguous" when two indicators are written alike. */
  meaning(identifier: string): Variable | "ambiguous" | undefined;
  readonly used: readonly Variable[];
  readonly known: readonly string[];
}

/** An indicator as it is written in a formula: "wait-days" → wait_days, "12345" → _12345. */
export function written(indicator: string): string {
  const name = indicator.replaceAll(/[-.]/g, "_");
  return /^\p{N}/u.test(name) ? `_${name}` : name;
}

const word = /[\p{L}_][\p{L}\p{N}_]*/gu;
const isForeign = (name: string): boolean => /[^A-Za-z0-9_]/.test(name);

export function namesOf(text: string, knownIndicators: readonly string[]): Names {
  const byName = new Map<string, Variable | "ambiguous">();
  const put = (name: string, variable: Variable): void => {
    const before = byName.get(name);
    const isOther =
      before !== undefined &&
      before !== "ambiguous" &&
      "indicator" in before &&
      "indicator" in variable &&
      before.indicator !== variable.indicator;
    byName.set(name, isOther || before === "ambiguous" ? "ambiguous" : variable);
  };
  for (const indicator of knownIndicators) {
    const name = indicator.replaceAll(/[-.]/g, "_");
    put(written(indicator), { name, indicator, period: "same" });
    put(`previous_${name}`, { name: `previous_${name}`, indicator, period: "previous" });
  }
  for (const name of ["W", "A", "T"] as const) byName.set(name, { name });

  const stands = new Map<string, string>();
  const taken = new Set([...byName.keys(), ...(text.match(word) ?? [])]);
  const replaced = text.replaceAll(word, (name) => {
    if (!isForeign(name)) return name;
    const known = [...stands].find(([, original]) => original === name)?.[0];
    const other = known ?? unusedOf(name.length, taken);
    if (other === undefined) return name;
    taken.add(other);
    stands.set(other, name);
    return other;
  });
  const meaning = (identifier: string) => byName.get(stands.get(identifier) ?? identifier);
  const used = [...new Set(text.match(word) ?? [])].flatMap((name) => {
    const variable = byName.get(name);
    return variable && variable !== "ambiguous" ? [variable] : [];
  });
  return { text: replaced, meaning, used, known: [...byName.keys()] };
}

const letters = "zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPONMLKJIHGFEDCBA";

/** An identifier of exactly `length` characters that is not taken. */
function unusedOf(length: number, taken: ReadonlySet<string>): string | undefined {
  const most = length === 1 ? letters.length : letters.length ** 2;
  for (let n = 0; n < most; n++) {
    const first = letters[n % letters.length] ?? "z";
    const second = letters[Math.floor(n / letters.length)] ?? "z";
    const name = (first + second + "q".repeat(length)).slice(0, length);
    if (!taken.has(name) && !reserved.has(name)) return name;
  }
  return undefined;
}

/** Words of CEL that are no names. */
const reserved = new Set(["in", "as", "if"]);

/** Known names for a message, at most twenty. */
export function allNames(names: Names): string {
  const shown = names.known.filter((name) => !name.startsWith("previous_"));
  const start = ["W", "A", "T", ...shown.filter((name) => !/^[WAT]$/.test(name))].slice(0, 20);
  return start.join(", ") + (shown.length > 20 ? " …" : "");
}
