import type { Name } from "@biaochi/contract";
import { plainName } from "../../../../dataset/upload/clean-cell.ts";

export type Named = { readonly id: string; readonly name: Name };

/** Which of them a cell means: by its identifier, or by its name where one alone is called so. */
export function refer(
  list: readonly Named[],
  text: string,
  onFault: (code: "reference-unknown" | "reference-ambiguous") => void,
): string | undefined {
  if (list.some(({ id }) => id === text)) return text;
  const called = plainName(text);
  const found = list.filter(({ name }) => plainName(name["zh-CN"]) === called || plainName(name.en) === called);
  const [one, second] = found;
  if (one !== undefined && second === undefined) return one.id;
  onFault(one === undefined ? "reference-unknown" : "reference-ambiguous");
  return undefined;
}
