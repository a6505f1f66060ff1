import { emptyDraft, type LibraryDraft } from "./library-draft.ts";

/** What was written so far. An exception takes a second person, and often a day: until then it is kept on this device. */
export type Kept = {
  readonly draft: LibraryDraft;
  readonly instead: string;
  readonly reason: string;
  readonly document: string;
};
export type Place = {
  readonly account: string;
  readonly programme: string;
  /** The indicator that is changed, and the version that was on the screen; none: a new one. */
  readonly change: string;
  readonly version: number;
};

const keyOf = ({ account, programme, change }: Place): string => `biaochi.library.${account}.${programme}.${change}`;

/** What was kept of the same version, if it still has the form of today. */
export function readKept(place: Place, initial: LibraryDraft): Kept {
  const nothing = { draft: initial, instead: "", reason: "", document: "" };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(place)) ?? "null");
    if (!isKept(kept) || kept.version !== place.version) return nothing;
    const { draft, instead, reason, document } = kept;
    return { draft, instead, reason, document };
  } catch {
    return nothing; // no storage, or something that is not ours
  }
}

export function keep(place: Place, kept: Kept | undefined): void {
  try {
    if (kept === undefined) localStorage.removeItem(keyOf(place));
    else localStorage.setItem(keyOf(place), JSON.stringify({ ...kept, version: place.version }));
  } catch {
    // A browser that keeps nothing: what was typed lives as long as the page.
  }
}

function isKept(value: unknown): value is Kept & { readonly version: number } {
  if (typeof value !== "object" || value === null || !("draft" in value) || !("version" in value)) return false;
  const { draft } = value;
  if (typeof draft !== "object" || draft === null) return false;
  const isWhole = Object.entries(emptyDraft).every(
    ([field, empty]) => typeof Reflect.get(draft, field) === typeof empty,
  );
  return isWhole && ["instead", "reason", "document"].every((field) => typeof Reflect.get(value, field) === "string");
}
