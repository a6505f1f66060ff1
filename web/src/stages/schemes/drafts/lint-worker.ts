import type { ReadScheme } from "@biaochi/engine";
import { config } from "zod";

/** What is asked, and what comes back, each with its number: an answer that is overtaken is left aside. */
export type Asked = { readonly turn: number; readonly text: string };
export type Found = { readonly turn: number; readonly findings: ReadScheme["findings"] };

// Schemas are not compiled: the content policy lets no text become code, and says so even where the attempt is caught.
config({ jitless: true });
const engine = import("@biaochi/engine");

addEventListener("message", (event: MessageEvent<Asked>) => {
  const { turn, text } = event.data;
  void engine.then(({ readScheme }) => {
    const found: Found = { turn, findings: readScheme(text).findings };
    postMessage(found);
  });
});
