import type { Name } from "@biaochi/contract";
import { isCode } from "@biaochi/words";
import type { Say } from "./preferences.tsx";

/** Identifiers that a dataset gives (an event's type, a rater group) by the product's own word, else as they are. */
export function inWords(say: Say, detail: string, value: string): string {
  const code = `fact-detail.${detail}.${value}`;
  return isCode(code) ? say.composed(code) : value;
}

/** A type of events as the scheme calls it; where it does not, by the product's own word. */
export const eventInWords = (say: Say, type: string, name: Name | null | undefined): string =>
  name ? say.named(name) : inWords(say, "type", type);
