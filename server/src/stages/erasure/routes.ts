import { ok, type Refusal, refuse, routes } from "@biaochi/contract";
import type { Database, Transaction } from "../../platform/database.ts";
import { type Actor, forgetAccount } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { askErasure, decideErasure } from "./erasures.ts";
import { planErasure } from "./plan.ts";
import { erasureOf, findErasure, listErasures } from "./store.ts";

export type ErasureOptions = {
  readonly database: Database;
  readonly masterKey: Uint8Array;
  /** Told when an erasure was approved and its transaction has ended. */
  readonly onErased: () => void;
};

const mostShown = 200;

export function erasureRoutes({ database, masterKey, onErased }: ErasureOptions): readonly MountedRoute<Actor>[] {
  const answer = async (tx: Transaction, actor: Actor, id: number) => {
    const row = await findErasure(tx, actor, id);
    if (row === undefined) return refuse({ code: "outside-scope" } satisfies Refusal);
    const { programme, subject } = row;
    return ok({ value: erasureOf(row, actor.scope), trail: { programme, subject, thing: `erasure:${id}` } });
  };
  return [
    handle<Actor>()(routes.previewErasure, async (tx, { actor, input }) => {
      const plan = await planErasure(tx, actor.scope, input.body);
      return plan === undefined ? refuse({ code: "outside-scope" }) : ok({ value: plan.preview });
    }),
    handle<Actor>()(routes.askErasure, async (tx, { actor, input }) => {
      const { document, reason, ...wanted } = input.body;
      const asked = await askErasure(tx, actor, wanted, { document, reason });
      return asked.ok ? answer(tx, actor, asked.value) : asked;
    }),
    handle<Actor>()(routes.listErasures, async (tx, { actor }) => {
      const rows = await listErasures(tx, actor, mostShown);
      return ok({ value: { erasures: rows.map((row) => erasureOf(row, actor.scope)) } });
    }),
    handle<Actor>()(routes.decideErasure, async (tx, { actor, input, reply }) => {
      const decided = await decideErasure(tx, actor, { ...input.params, ...input.body }, masterKey);
      if (!decided.ok) return decided;
      for (const account of decided.value) forgetAccount(database, account);
      reply.raw.once("close", onErased);
      return answer(tx, actor, input.params.erasure);
    }),
  ];
}
