import { isCode } from "@biaochi/words";
import type { Say } from "../../frame/preferences.tsx";

/** One of 德能勤绩廉 by the product's word, one of the city's own as it is. */
export function dimensionInWords(say: Say, dimension: string | null | undefined): string {
  if (!dimension) return say("score.none");
  const code = `dimension.${dimension}`;
  return isCode(code) ? say(code) : dimension;
}

export const fieldsInWords = (say: Say, fields: readonly string[]): string =>
  fields.map((field) => say.composed(`library.field.${field}`)).join(say("list.separator"));
