/** What was typed and is not saved yet stays in this browser, with the revision that it was written on. */
export type Kept = { readonly base: number; readonly text: string };

const keyOf = (account: string, draft: number): string => `biaochi.draft.${account}.${draft}`;

export function readKept(account: string, draft: number): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(account, draft)) ?? "null");
    if (typeof kept !== "object" || kept === null || !("base" in kept) || !("text" in kept)) return undefined;
    return typeof kept.base === "number" && typeof kept.text === "string"
      ? { base: kept.base, text: kept.text }
      : undefined;
  } catch {
    return undefined; // a browser that keeps nothing
  }
}

export function keep(account: string, draft: number, kept: Kept | undefined): void {
  try {
    if (kept === undefined) localStorage.removeItem(keyOf(account, draft));
    else localStorage.setItem(keyOf(account, draft), JSON.stringify(kept));
  } catch {
    // Full, or forbidden: the page itself still holds the text.
  }
}
