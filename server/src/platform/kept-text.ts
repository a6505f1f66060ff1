/** No database keeps a NUL or half of a surrogate pair, and no person types one. */
export const isKept = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

/** The beginning of a text; no sign is cut in two. */
export const beginningOf = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
