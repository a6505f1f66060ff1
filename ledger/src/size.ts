/** Sizes and indices of a tree are big integers: a double cannot count beyond 2⁵³. */
export const largestSize = 2n ** 63n - 1n;

/** Largest number inside an entry, where it is a JSON integer. */
export const largestIndex = Number.MAX_SAFE_INTEGER;

/** A decimal without sign or leading zero, up to the largest size. */
export function parseSize(text: string): bigint | undefined {
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(text)) return undefined;
  const size = BigInt(text);
  return size <= largestSize ? size : undefined;
}
