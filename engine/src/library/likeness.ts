import { contrasts, fillers, synonyms } from "./vocabulary.ts";

/** How alike two texts are, Chinese or Latin: pairs of characters after everything that is spelt differently was made equal. */

const byLength = (a: string, b: string): number => b.length - a.length;
const dense = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

const replaced: readonly (readonly [from: string, to: string])[] = synonyms
  .flatMap(([first = "", ...others]) => [first, ...others].map((each) => [dense(each), dense(first)] as const))
  .sort(([a], [b]) => byLength(a, b));
const replacement = new Map(replaced);
const anyOf = (words: readonly string[]): RegExp =>
  new RegExp(
    [...new Set(words)]
      .sort(byLength)
      .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("|"),
    "gu",
  );
const synonymous = anyOf(replaced.map(([from]) => from));
const filling = anyOf(fillers);

const read = new Map<string, string>();
/** A library is held against itself: the same texts are read again and again. */
const mostRemembered = 10_000;

/** The text as it is compared: without signs, each word by the first of its line, fillers gone. */
export function readAs(text: string): string {
  const known = read.get(text);
  if (known !== undefined) return known;
  if (read.size >= mostRemembered) read.clear();
  const reading = readAnew(text);
  read.set(text, reading);
  return reading;
}

function readAnew(text: string): string {
  const same = dense(text).replaceAll(synonymous, (word) => replacement.get(word) ?? word);
  const bare = same.replaceAll(filling, "");
  return bare === "" ? same : bare;
}

type Pairs = { readonly counts: ReadonlyMap<string, number>; readonly size: number };

/** What was made of a text once: a library is held against itself, each text as often as it has indicators. */
function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    if (known.size >= mostRemembered) known.clear();
    const made = make(text);
    known.set(text, made);
    return made;
  };
}

const pairs = remembered((text: string): Pairs => {
  const signs = [...text];
  const found = new Map<string, number>();
  const parts = signs.length === 1 ? signs : signs.slice(1).map((sign, i) => `${signs[i]}${sign}`);
  for (const part of parts) found.set(part, (found.get(part) ?? 0) + 1);
  return { counts: found, size: parts.length };
});

/** From 0 to 1, by pairs of characters that both have (Dice); 0 where either says nothing. Symmetric. */
export function likeness(a: string, b: string): number {
  const [one, other] = [readAs(a), readAs(b)];
  if (one === "" || other === "") return 0;
  if (one === other) return 1;
  const [left, right] = [pairs(one), pairs(other)];
  let common = 0;
  for (const [part, n] of left.counts) common += Math.min(n, right.counts.get(part) ?? 0);
  return (2 * common) / (left.size + right.size);
}

/** The words of a line of contrasts that tell the two apart; undefined: none does. */
export function contrastOf(
  a: string,
  b: string,
  { areNames = false }: { readonly areNames?: boolean } = {},
): readonly [string, string] | undefined {
  const [one, other] = [wordsIn(readAs(a)), wordsIn(readAs(b))];
  for (const [line, { hasNone }] of lines.entries()) {
    const [inOne = [], inOther = []] = [one[line], other[line]];
    if (inOne.length === 0 && inOther.length === 0) continue;
    if (hasNone && !areNames) continue;
    if (!hasNone && (inOne.length === 0 || inOther.length === 0)) continue;
    if (inOne.some(({ group }) => inOther.some((each) => each.group === group))) continue;
    return [inOne[0]?.word ?? "", inOther[0]?.word ?? ""];
  }
  return undefined;
}

/** Lines of contrasts as they are looked for; a line with an empty group tells names apart that say nothing. */
const lines = contrasts.map((groups) => ({
  hasNone: groups.some((group) => group.length === 0),
  groups: groups.map((group) => group.map((word) => ({ word, looked: dense(word) }))),
}));

/** For each line, which of its groups a text has a word of, and the first such word. */
const wordsIn = remembered((text: string) =>
  lines.map(({ groups }) =>
    groups.flatMap((words, group) => {
      const found = words.find(({ looked }) => text.includes(looked));
      return found === undefined ? [] : [{ group, word: found.word }];
    }),
  ),
);

/** How alike two things are that have no more than texts: the nearest pair of them, apart where a word tells them apart. */
export function likenessOfText(ones: readonly string[], others: readonly string[]): number {
  if (contrastOf(ones.join(" "), others.join(" ")) !== undefined) return 0;
  return Math.max(0, ...ones.flatMap((one) => others.map((other) => likeness(one, other))));
}
