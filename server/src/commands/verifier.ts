import { readFileSync } from "node:fs";
import { parseTrustPolicy } from "@biaochi/ledger";
import { fromHere } from "../platform/settings.ts";
import { type Command, exitCode, misused, refused } from "./command.ts";

/**
 * The page that checks receipts, to standard output. A trust policy is written behind it, so that the first bytes of the
 * file stay those whose digest is published.
 */
export const verifier: Command = {
  name: "verifier",
  summary: "command.verifier",
  arguments: "> verifier.html",
  options: { policy: { type: "string", summary: "command.option-trust-policy" } },
  async run(context) {
    if (context.positionals.length > 0) return misused(context, "verifier", "[--policy …] > verifier.html");
    const { policy } = context.values;
    const behind = typeof policy === "string" ? embedded(fromHere(policy)) : { ok: true as const, text: "" };
    if (!behind.ok) return refused(context, { code: "trust-policy-unusable", params: behind.params });
    // The bundler is loaded by this command alone.
    const { makeVerifier } = await import("../../../tools/make-verifier.mjs");
    const { html, digest } = await makeVerifier();
    process.stdout.write(context.isJson ? `${JSON.stringify({ digest })}\n` : html + behind.text);
    context.tell({ code: "verifier-written", params: { digest, bytes: Buffer.byteLength(html) } });
    return exitCode.done;
  },
};

type Behind =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly params: { readonly path: string; readonly reason: string } };

function embedded(path: string): Behind {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return { ok: false, params: { path, reason: error instanceof Error ? error.message : String(error) } };
  }
  const read = parseTrustPolicy(bytes);
  if (!read.ok) return { ok: false, params: { path, reason: `${read.refusal.line ?? "?"}: ${read.refusal.detail}` } };
  if (bytes.includes("<")) return { ok: false, params: { path, reason: "<" } };
  return { ok: true, text: `<script type="text/plain" id="trust-policy">\n${bytes}</script>\n` };
}
