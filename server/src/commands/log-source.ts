import type { Outcome, Refusal } from "@biaochi/ledger";
import { addressSource, filesOfNode, type Source, sourceOfPrefixes } from "@biaochi/ledger/log";
import { fromHere } from "../platform/settings.ts";

/** A mirror, an export or a running log. */
export function sourceOf(where: string): Source {
  return /^https?:\/\//.test(where) ? addressSource(where) : sourceOfPrefixes(filesOfNode, fromHere(where));
}

/** A source that is away is a refusal, and nothing of ours is broken. */
export async function readable<T>(where: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    const isAway =
      error instanceof Error &&
      (error instanceof TypeError || error.name === "TimeoutError" || error.message.startsWith("http"));
    if (!isAway) throw error;
    const refusal: Refusal = { code: "source-unreadable", detail: where };
    return { ok: false, refusal };
  }
}
