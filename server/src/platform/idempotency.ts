import { createHash } from "node:crypto";
import { type Outcome, ok, refuse } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "./database.ts";

export type RepeatableRequest = {
  readonly actor: string;
  /** The header `Idempotency-Key`. */
  readonly key: string;
  readonly route: string;
  readonly content: unknown;
};

function digestOf(request: RepeatableRequest): Buffer {
  return createHash("sha256")
    .update(JSON.stringify([request.route, request.content]))
    .digest();
}

/**
 * Runs a command once per actor and key. The key and the answer are written in the command's own transaction, so a crash
 * leaves both or neither; a second request that arrives meanwhile waits for the first one's commit and gets its answer.
 * A refusal rolls back and is not remembered: the same request may succeed later.
 */
export async function once<T, R>(
  tx: Transaction,
  request: RepeatableRequest,
  run: () => Promise<Outcome<T, R>>,
): Promise<Outcome<T, R | { readonly code: "idempotency-key-reused" }>> {
  const request_sha256 = digestOf(request);
  const { actor, key, route } = request;
  const claimed = await tx
    .insertInto("idempotency_key")
    .values({ actor, key, route, request_sha256 })
    .onConflict((conflict) => conflict.columns(["actor", "key"]).doNothing())
    .returning("key")
    .executeTakeFirst();
  const row = tx.selectFrom("idempotency_key").where("actor", "=", actor).where("key", "=", key);
  if (claimed === undefined) {
    const earlier = await row.select(["request_sha256", "answer"]).executeTakeFirstOrThrow();
    if (!earlier.request_sha256.equals(request_sha256)) return refuse({ code: "idempotency-key-reused" });
    return ok(earlier.answer as T);
  }
  const outcome = await run();
  if (outcome.ok) {
    const answer = JSON.stringify(outcome.value ?? null);
    await tx.updateTable("idempotency_key").set({ answer }).where("actor", "=", actor).where("key", "=", key).execute();
  }
  return outcome;
}

export async function forgetOldKeys(tx: Transaction): Promise<void> {
  await tx.deleteFrom("idempotency_key").where("created_at", "<", sql<Date>`now() - interval '1 day'`).execute();
}
