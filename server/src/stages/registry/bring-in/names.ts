import { plainName } from "../../../dataset/upload/clean-cell.ts";
import { likeness } from "./spellings.ts";

/** Who or what is called so; several may be. */
export type NameIndex = {
  add(name: string, id: string): void;
  of(name: string): readonly string[];
  /** Names that may be meant by another: an abbreviation of it, or much alike. */
  like(name: string): readonly string[];
};

export function nameIndex(): NameIndex {
  const ids = new Map<string, Set<string>>();
  return {
    add(name, id) {
      const plain = plainName(name);
      if (plain === "") return;
      const known = ids.get(plain);
      if (known === undefined) ids.set(plain, new Set([id]));
      else known.add(id);
    },
    of: (name) => [...(ids.get(plainName(name)) ?? [])],
    like(name) {
      const plain = plainName(name);
      const found = new Set<string>();
      for (const [other, those] of ids)
        if (other !== plain && mayMean(plain, other)) for (const id of those) found.add(id);
      return [...found].slice(0, mostCandidates);
    },
  };
}

const mostCandidates = 8;

/** Whether the signs of the shorter stand in the longer in the same order, as 发改委 in 发展和改革委员会. */
function isAbbreviation(short: string, long: string): boolean {
  let at = 0;
  for (const sign of short) {
    at = long.indexOf(sign, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function mayMean(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 2 && isAbbreviation(short, long)) return true;
  return long.length <= short.length * 2 && likeness(a, b) >= 0.7;
}

/** Rows that say the same thing of the same entry twice are one too many. */
export function firstOf(): (key: string, place: string) => string | undefined {
  const places = new Map<string, string>();
  return (key, place) => {
    const first = places.get(key);
    if (first === undefined) places.set(key, place);
    return first;
  };
}

/** Numbers for what is new: after the highest that is there, so that the same rows get the same numbers again. */
export function numbering(prefix: string, known: Iterable<string>): () => string {
  const pattern = new RegExp(`^${prefix}(\\d{1,9})$`);
  let last = 0;
  for (const id of known) last = Math.max(last, Number(pattern.exec(id)?.[1] ?? 0));
  return () => {
    last += 1;
    return `${prefix}${String(last).padStart(4, "0")}`;
  };
}

/** The first of "p1.1", "p1.2" … that nobody has. */
export function freshId(stem: string, from: number, isTaken: (id: string) => boolean): string {
  let n = from;
  while (isTaken(`${stem}${n}`)) n += 1;
  return `${stem}${n}`;
}
