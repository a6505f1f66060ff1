/** Pairs of signs that follow each other, without spaces and punctuation. */
function pairs(text: string): ReadonlySet<string> {
  const signs = [...text.normalize("NFKC").toLowerCase()].filter((sign) => /[\p{L}\p{N}]/u.test(sign));
  return new Set(signs.slice(1).map((sign, i) => `${signs[i]}${sign}`));
}

/** So much of the shorter text stands in the longer one before they are called alike. */
const enough = 0.6;

/** Whether two wordings may mean the same matter. A hint for people: nothing is refused by it. */
export function isWordedAlike(one: string, other: string): boolean {
  const [shorter, longer] = [pairs(one), pairs(other)].sort((a, b) => a.size - b.size);
  if (shorter === undefined || longer === undefined || shorter.size < 3) return false;
  return [...shorter].filter((pair) => longer.has(pair)).length / shorter.size >= enough;
}
