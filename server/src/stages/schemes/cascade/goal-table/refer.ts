import type { Name } from "@biaochi/contract";
import { plainName } from "../../../../dataset/upload/clean-cell.ts";

export type Named = { readonly id: string; readonly name: Name };

type Index = { readonly ids: ReadonlySet<string>; readonly byName: ReadonlyMap<string, ReadonlySet<string>> };
const indexes = new WeakMap<readonly Named[], Index>();

/** A table asks one list for each of its cells: its names are made plain once. */
function indexOf(list: readonly Named[]): Index {
  const known = indexes.get(list);
  if (known !== undefined) return known;
  const byName = new Map<string, Set<string>>();
  for (const { id, name } of list)
    for (const called of [plainName(name["zh-CN"]), plainName(name.en)])
      byName.set(called, (byName.get(called) ?? new Set()).add(id));
  const index = { ids: new Set(list.map(({ id }) => id)), byName };
  indexes.set(list, index);
  return index;
}

/** Which of them a cell means: by its identifier, or by its name where one alone is called so. */
export function refer(
  list: readonly Named[],
  text: string,
  onFault: (code: "reference-unknown" | "reference-ambiguous") => void,
): string | undefined {
  const { ids, byName } = indexOf(list);
  if (ids.has(text)) return text;
  const [one, second] = byName.get(plainName(text)) ?? [];
  if (one !== undefined && second === undefined) return one;
  onFault(one === undefined ? "reference-unknown" : "reference-ambiguous");
  return undefined;
}
