import type { z } from "zod";

/** The parts of a schema that lead to the keys it allows. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly items?: readonly z.core.$ZodType[];
  readonly options?: readonly z.core.$ZodType[];
  readonly discriminator?: string;
  readonly getter?: () => z.core.$ZodType;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
}

const definitionOf = (schema: z.core.$ZodType): Definition => schema._zod.def as Definition;

/**
 * The keys that a schema allows in the object at `path` of `raw`. Of alternatives all keys, but of rules, effects and the
 * like only those of the kind that `raw` names, and of forms already chosen only those.
 *
 * @param chosen Position of the alternative that was chosen at a path, the path's steps joined by line feeds.
 */
export function keysAt(
  schema: z.core.$ZodType,
  path: readonly PropertyKey[],
  raw: unknown,
  chosen: ReadonlyMap<string, number>,
): readonly string[] {
  const found = new Set<string>();
  const enter = (at: z.core.$ZodType, rest: readonly PropertyKey[], value: unknown, budget: number): void => {
    if (budget === 0) return;
    const def = definitionOf(at);
    const [step, ...further] = rest;
    const inner = step === undefined ? undefined : below(value, step);
    const down = (to: z.core.$ZodType | undefined): void => {
      if (to && step !== undefined) enter(to, further, inner, budget - 1);
    };
    const across = (to: z.core.$ZodType | undefined): void => {
      if (to) enter(to, rest, value, budget - 1);
    };
    if (def.type === "object") {
      if (step === undefined) for (const key of Object.keys(def.shape ?? {})) found.add(key);
      else down(Object.hasOwn(def.shape ?? {}, String(step)) ? def.shape?.[String(step)] : undefined);
    } else if (def.type === "array") down(def.element);
    else if (def.type === "record") down(def.valueType);
    else if (def.type === "tuple") down(def.items?.[Number(step)]);
    else if (def.type === "lazy") across(def.getter?.());
    else if (def.type === "pipe") across(def.in);
    else if (def.type === "union") {
      const choice = def.options?.[chosen.get(path.slice(0, path.length - rest.length).join("\n")) ?? -1];
      for (const option of choice ? [choice] : optionsFor(def, value)) across(option);
    } else across(def.innerType);
  };
  enter(schema, path, raw, 200);
  return [...found];
}

/** The key by which a form without a discriminator is known: block, item, use, target, indicator … */
function firstKey(schema: z.core.$ZodType): string | undefined {
  const def = definitionOf(schema);
  if (def.type === "lazy" && def.getter) return firstKey(def.getter());
  return Object.keys(def.shape ?? {})[0];
}

/** The value at one step below another. */
export const below = (value: unknown, step: PropertyKey): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, step)
    ? (value as Readonly<Record<PropertyKey, unknown>>)[step]
    : undefined;

function optionsFor(def: Definition, value: unknown): readonly z.core.$ZodType[] {
  const options = def.options ?? [];
  const name = def.discriminator;
  if (name === undefined) {
    const named = options.filter((option) => below(value, firstKey(option) ?? "") !== undefined);
    return named.length > 0 ? named : options;
  }
  const given = below(value, name);
  return options.filter((option) => {
    const word = definitionOf(option).shape?.[name];
    const known = word && definitionOf(word);
    return [...(known?.values ?? []), ...Object.values(known?.entries ?? {})].includes(given);
  });
}

/** The candidate that `word` was surely meant to be: few letters differ, or only case and joining. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 4)) + 1;
  let compared = 0;
  for (const candidate of candidates) {
    if (candidate === word || ++compared > mostCompared) continue;
    const distance = plain(candidate) === plain(word) ? 0 : lettersApart(word, candidate, least);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Among more names than these a slip of the pen has no one answer. */
const mostCompared = 1000;
const plain = (word: string): string => word.toLowerCase().replaceAll(/[-_. ]/g, "");

/** Letters to insert, drop, change or exchange with their neighbour; `most` where it is at least that many. */
function lettersApart(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) >= most || a.length > 60) return most;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const above = rows[i - 1] ?? [];
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((above[j] ?? most) + 1, (row[j - 1] ?? most) + 1, (above[j - 1] ?? most) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? most) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return Math.min(most, rows[a.length]?.[b.length] ?? most);
}
