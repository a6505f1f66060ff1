import { librarySources } from "./library-lists.ts";

/** Which part of the library is shown, as it stands in the address. */
export type LibraryChoice = {
  readonly q?: string;
  readonly owner?: string;
  readonly source?: (typeof sources)[number];
  readonly dimension?: string;
  readonly state?: (typeof states)[number];
};

export const sources = [...librarySources, "unsaid"] as const;
export const states = ["live", "past", "ended", "all"] as const;

const text = (value: unknown, most = 100): string | undefined =>
  (typeof value === "string" || typeof value === "number") && String(value) !== ""
    ? String(value).slice(0, most)
    : undefined;

export function readLibraryChoice(search: Record<string, unknown>): LibraryChoice {
  const [q, owner, dimension] = [text(search.q), text(search.owner), text(search.dimension, 40)];
  const source = sources.find((each) => each === search.source);
  const state = states.find((each) => each === search.state);
  return {
    ...(q ? { q } : {}),
    ...(owner ? { owner } : {}),
    ...(source ? { source } : {}),
    ...(dimension ? { dimension } : {}),
    ...(state && state !== "live" ? { state } : {}),
  };
}

export type Sides = { readonly before?: string; readonly after?: string };
const side = (value: unknown): string | undefined =>
  typeof value === "string" && /^(scheme\/.+\/\d{1,4}|day\/\d{4}-\d{2}-\d{2})$/.test(value) ? value : undefined;

export function readSides(search: Record<string, unknown>): Sides {
  const [before, after] = [side(search.before), side(search.after)];
  return { ...(before ? { before } : {}), ...(after ? { after } : {}) };
}
