/** A list that is read on by the number of its last row. One that was tampered with reads as the beginning of the list. */
export const numberOf = (cursor: string | undefined): number | undefined =>
  cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : undefined;

/** Of one row more than are shown: the rows, and where the next page begins. */
export function pageOf<T>(
  found: readonly T[],
  limit: number,
  placeOf: (row: T) => number | string,
): { readonly shown: readonly T[]; readonly next: string | null } {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return { shown, next: found.length > limit && last !== undefined ? String(placeOf(last)) : null };
}
