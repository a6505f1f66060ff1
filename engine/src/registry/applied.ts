import type { ActProblem } from "./acts.ts";
import type { Edition } from "./model.ts";

export type Applied =
  | { readonly ok: true; readonly edition: Edition }
  | { readonly ok: false; readonly problem: ActProblem };

export const impossible = (code: string, values: ActProblem["values"]): Applied => ({
  ok: false,
  problem: { code, values },
});
export const says = (edition: Edition): Applied => ({ ok: true, edition });

/** The first of "p1.1", "p1.2" … that nobody has. */
export function freshId(stem: string, taken: Iterable<{ readonly id: string }>): string {
  const known = new Set<string>();
  for (const { id } of taken) known.add(id);
  for (let n = 1; ; n += 1) if (!known.has(`${stem}${n}`)) return `${stem}${n}`;
}

/** An entry with some members said anew; `null` takes one away, `undefined` leaves it. */
export function changed<Entry extends object>(
  entry: Entry,
  said: { readonly [Member in keyof Entry]?: unknown },
): Entry {
  const next = new Map<string, unknown>(Object.entries(entry));
  for (const [member, value] of Object.entries(said)) {
    if (value === null) next.delete(member);
    else if (value !== undefined) next.set(member, value);
  }
  return Object.fromEntries(next) as Entry;
}
