import type { Who } from "@biaochi/contract";
import { isCode } from "@biaochi/words";
import type { Say } from "./preferences.tsx";

/** What somebody is called: an account by its name, and what is none, such as the command line, by a word. */
export function called(say: Say, { id, name }: Who): string {
  if (name !== null) return say.named(name);
  const code = `who.${id}`;
  return isCode(code) ? say(code) : id;
}
