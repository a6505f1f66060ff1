import type { Language } from "@biaochi/words";
import { type Code, say } from "@biaochi/words";

/** Why the platform does not go on. `said` are parameters that are themselves sentences. */
export type PlatformRefusal = {
  readonly code: Code;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly said?: Readonly<Record<string, Code>>;
};

export function sayRefusal(language: Language, refusal: PlatformRefusal): string {
  const said = Object.entries(refusal.said ?? {}).map(([name, code]) => [name, say(language, code, {})]);
  return say(language, refusal.code, { ...refusal.params, ...Object.fromEntries(said) });
}
