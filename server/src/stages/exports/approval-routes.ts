import { ok, type Refusal, refuse, routes } from "@biaochi/contract";
import { CompiledQuery } from "kysely";
import type { Clock } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { finishedRun } from "../scoring/standing-store.ts";
import { approvalOf, findApproval, listApprovals, peopleIn } from "./approval-store.ts";
import { askExport, decideExport, mayTake, noteExport } from "./approvals.ts";

const mostShown = 200;

export function approvalRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  const answer = async (tx: Transaction, actor: Actor, id: number) => {
    const row = await findApproval(tx, actor, id);
    if (row === undefined) return refuse({ code: "outside-scope" } satisfies Refusal);
    const trail = { run: row.run, thing: `approval:${id}`, ...(row.subject === null ? {} : { subject: row.subject }) };
    return ok({ value: approvalOf(row, actor, clock.today()), trail });
  };
  return [
    handle<Actor>()(routes.listExportApprovals, async (tx, { actor }) => {
      const rows = await listApprovals(tx, actor, mostShown);
      return ok({ value: { approvals: rows.map((row) => approvalOf(row, actor, clock.today())) } });
    }),
    handle<Actor>()(routes.askExport, async (tx, { actor, input }) => {
      const asked = await askExport(tx, actor, { ...input.params, ...input.body }, clock.today());
      return asked.ok ? answer(tx, actor, asked.value) : asked;
    }),
    handle<Actor>()(routes.decideExport, async (tx, { actor, input }) => {
      const decided = await decideExport(tx, actor, { ...input.params, ...input.body }, clock.today());
      return decided.ok ? answer(tx, actor, input.params.approval) : decided;
    }),
    handle<Actor>()(routes.noteExport, async (tx, { actor, input }) => {
      const noted = await noteExport(tx, actor, input.params.approval);
      return noted.ok ? answer(tx, actor, input.params.approval) : noted;
    }),
    handle<Actor>()(routes.takeTable, async (tx, { actor, input }) => {
      const { run } = input.params;
      const finished = await finishedRun(tx, actor.scope, run);
      if (!finished.ok) return finished;
      const { subject } = input.body;
      const people = await peopleIn(tx, actor.scope, { run, subject });
      if (subject !== undefined && people.length === 0) return refuse({ code: "outside-scope" });
      const { programme } = finished.value.run;
      const ids = people.flatMap(({ id, type }) => (type === "official" ? [id] : []));
      const allowed = await mayTake(tx, actor, { run, programme, what: "table", people: ids }, clock.today());
      if (!allowed.ok) return allowed;
      const approval = allowed.value;
      const by = actor.account?.name ?? { "zh-CN": actor.id, en: actor.id };
      const value = { by, staffNumber: await staffNumberOf(tx, actor.id), at: clock.now().toISOString(), approval };
      return ok({ value, ...(approval === null ? {} : { trail: { thing: `approval:${approval}` } }) });
    }),
  ];
}

async function staffNumberOf(tx: Transaction, account: string): Promise<string | null> {
  const found = CompiledQuery.raw("select staff_number from account where id = $1", [account]);
  return (await tx.executeQuery<{ staff_number: string | null }>(found)).rows[0]?.staff_number ?? null;
}
