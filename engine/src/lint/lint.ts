import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";

/** Everything a scheme author surely did not mean, from the document alone. */
export function lint(_scheme: Scheme): readonly Remark[] {
  return [];
}
