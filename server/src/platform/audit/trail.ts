import { createHmac, hkdfSync } from "node:crypto";
import type { Database } from "../database.ts";
import { insertLines, linesOf, type NewAuditEvent } from "./event.ts";

/** Where reads and refusals are written, which have no transaction of their own. */
export type Trail = {
  /** Resolves when the line is committed: only then may the answer leave. */
  write(event: NewAuditEvent): Promise<void>;
  /** Equal for equal addresses, and of no use to whoever has no key; undefined without a key. */
  addressDigest(address: string): string | undefined;
};

type Waiting = {
  readonly event: NewAuditEvent;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
};

/** More lines than one statement should carry. */
const mostAtOnce = 500;
const mostRemembered = 10_000;

/**
 * Lines that arrive while a statement is under way go together in the next one, so that a busy second costs few commits for
 * many reads. A line that could not be written is told to whoever waits for it.
 */
export function openTrail(database: Database, masterKey?: Uint8Array): Trail {
  const key = masterKey && Buffer.from(hkdfSync("sha256", masterKey, "", "biaochi audit address", 32));
  const digests = new Map<string, string>();
  const waiting: Waiting[] = [];
  let isUnderWay = false;

  async function sendAll(): Promise<void> {
    isUnderWay = true;
    while (waiting.length > 0) {
      const sent = waiting.splice(0, mostAtOnce);
      const values = [linesOf(sent.map(({ event }) => event))];
      try {
        await database.withConnection((client) => client.query({ name: "biaochi_audit", text: insertLines, values }));
        for (const { resolve } of sent) resolve();
      } catch (reason) {
        for (const { reject } of sent) reject(reason);
      }
    }
    isUnderWay = false;
  }

  return {
    write(event) {
      return new Promise((resolve, reject) => {
        waiting.push({ event, resolve, reject });
        if (!isUnderWay) void sendAll();
      });
    },
    addressDigest(address) {
      if (key === undefined) return undefined;
      const digest = digests.get(address) ?? createHmac("sha256", key).update(address).digest("hex").slice(0, 32);
      if (digests.size >= mostRemembered) digests.clear();
      digests.set(address, digest);
      return digest;
    },
  };
}
