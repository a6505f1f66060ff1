import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { addTodos, finishTodos } from "../../platform/todos.ts";
import { carryOut } from "./carry-out.ts";
import { mayGo, planErasure, type Wanted } from "./plan.ts";
import { findErasure, saveDecision, saveErasure } from "./store.ts";

const minutesToDecide = 10;
const waitingFor = (id: number): string => `erasure:${id}:`;

type AskRefusal = Refusal<"outside-scope" | "erasure-retained" | "erasure-of-nothing" | "erasure-fact-kept">;

export async function askErasure(
  tx: Transaction,
  actor: Actor,
  wanted: Wanted,
  why: { readonly document: string; readonly reason: string },
): Promise<Outcome<number, AskRefusal>> {
  const plan = await planErasure(tx, actor.scope, wanted);
  if (plan === undefined) return refuse({ code: "outside-scope" });
  const allowed = mayGo(plan);
  if (!allowed.ok) return allowed;
  const id = await saveErasure(tx, wanted, { ...why, by: actor.id });
  await addTodos(
    tx,
    (["organiser", "authority"] as const).map((role) => ({
      key: `${waitingFor(id)}${role}`,
      ...{ kind: "decide-erasure", for: { role }, path: "/erasures", minutes: minutesToDecide },
    })),
  );
  return ok(id);
}

export type DecideErasure = {
  readonly erasure: number;
  readonly approve: boolean;
  readonly seen?: string | undefined;
  readonly reason?: string | undefined;
};
type DecideRefusal = Refusal<
  "outside-scope" | "own-erasure" | "erasure-decided" | "erasure-changed" | "erasure-retained" | "erasure-fact-kept"
>;

/** Approves what was seen, and does it at once; the value are the accounts that are closed by it. */
export async function decideErasure(
  tx: Transaction,
  actor: Actor,
  { erasure, approve, seen, reason }: DecideErasure,
  masterKey: Uint8Array,
): Promise<Outcome<readonly string[], DecideRefusal>> {
  const row = await findErasure(tx, actor, erasure);
  if (row === undefined) return refuse({ code: "outside-scope" });
  if (row.same_person) return refuse({ code: "own-erasure" });
  if (row.approved !== null) return refuse({ code: "erasure-decided" });
  const plan = await planErasure(tx, actor.scope, row);
  if (approve) {
    if (plan === undefined || plan.preview.digest !== seen) return refuse({ code: "erasure-changed" });
    const allowed = mayGo(plan);
    if (!allowed.ok)
      return allowed.refusal.code === "erasure-of-nothing"
        ? refuse({ code: "erasure-changed" })
        : refuse({ code: allowed.refusal.code, params: allowed.refusal.params ?? {} });
  }
  if (!(await saveDecision(tx, erasure, { by: actor.id, approve, reason: reason ?? null })))
    return refuse({ code: "erasure-decided" });
  await finishTodos(tx, waitingFor(erasure), actor.id);
  if (!approve || plan === undefined) return ok([]);
  await carryOut(tx, { erasure, wanted: row, plan, document: row.document, by: actor.id, masterKey });
  return ok(plan.accounts);
}
