import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import {
  checkDraft,
  type EndRefusal,
  endIndicator,
  type Save,
  type SaveRefusal,
  saveIndicator,
  standsAgainst,
} from "./indicators.ts";
import {
  findProposal,
  type NewProposal,
  ownIndicators,
  ownUnits,
  type ProposalRow,
  saveOutcome,
  saveProposal,
} from "./proposal-store.ts";
import { listIndicators, lockLibrary, programmeInReach } from "./store.ts";

const minutesToDecide = 10;
/** What was decided stands on the list of whoever proposed it for so many working days. */
const daysToRead = 10;
const waitingFor = (id: number): string => `library-proposal:${id}:`;
const pageOf = (id: number): string => `/library/proposals/${id}`;

/**
 * An owner proposes what could be written: the same checks and blocks stand against it. An indicator that there is has to be an own
 * one, a new one is for a unit whose indicators are own ones, and what it would replace is an own one too.
 */
export async function propose(
  tx: Transaction,
  actor: Actor,
  save: Save,
  day: string,
): Promise<Outcome<number, SaveRefusal | Refusal<"proposal-owner-foreign" | "proposal-waits">>> {
  const { programme, indicator, instead, reason, document, after } = save;
  if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
  await lockLibrary(tx, programme);
  const checked = await checkDraft(tx, actor.scope, save, day);
  const own = await ownIndicators(tx, actor.scope, programme, [
    indicator.id,
    ...(instead === undefined ? [] : [instead]),
  ]);
  if (checked.before !== undefined && !own.has(indicator.id)) return refuse({ code: "outside-scope" });
  if (instead !== undefined && !own.has(instead)) return refuse({ code: "library-instead-unknown" });
  if (checked.before === undefined) {
    const units = await ownUnits(tx, actor.scope, programme);
    // Where nobody is known to answer for the own ones, the office sees to it.
    if (units.size > 0 && !units.has(indicator.owner ?? "")) return refuse({ code: "proposal-owner-foreign" });
  }
  const refusal = standsAgainst(save, checked);
  if (refusal !== undefined) return refuse(refusal);
  const kind = checked.before === undefined ? "new" : "change";
  const asked = { programme, kind, indicator: indicator.id, content: indicator, instead, reason, document } as const;
  return put(tx, { ...asked, basedOn: after, by: actor.id });
}

/** An owner proposes that an own indicator end. */
export async function proposeEnd(
  tx: Transaction,
  actor: Actor,
  wanted: Pick<NewProposal, "programme" | "indicator" | "reason" | "document">,
): Promise<Outcome<number, Refusal<"outside-scope" | "library-ended" | "proposal-waits">>> {
  const { programme, indicator } = wanted;
  if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
  if (!(await ownIndicators(tx, actor.scope, programme, [indicator])).has(indicator))
    return refuse({ code: "outside-scope" });
  await lockLibrary(tx, programme);
  const known = (await listIndicators(tx, actor.scope, programme)).find((each) => each.indicator === indicator);
  if (known === undefined || known.is_ended) return refuse({ code: "library-ended" });
  return put(tx, { ...wanted, kind: "end", basedOn: known.version, by: actor.id });
}

async function put(tx: Transaction, asked: NewProposal): Promise<Outcome<number, Refusal<"proposal-waits">>> {
  const id = await saveProposal(tx, asked);
  if (id === undefined) return refuse({ code: "proposal-waits" });
  const todo = { kind: "decide-library-proposal", path: pageOf(id), minutes: minutesToDecide } as const;
  await addTodos(tx, [{ key: `${waitingFor(id)}organiser`, for: { role: "organiser" }, ...todo }]);
  return ok(id);
}

type DecideRefusal = SaveRefusal | EndRefusal | Refusal<"same-person" | "proposal-decided">;

/** The office accepts, which writes it at once, or refuses; whoever proposed it is told either way. */
export async function decideProposal(
  tx: Transaction,
  actor: Actor,
  decision: {
    readonly programme: string;
    readonly proposal: number;
    readonly accept: boolean;
    readonly reason: string;
  },
  day: string,
): Promise<Outcome<number, DecideRefusal>> {
  const { programme, proposal, accept, reason } = decision;
  if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
  await lockLibrary(tx, programme);
  const row = await findProposal(tx, actor, { programme, proposal });
  if (row === undefined) return refuse({ code: "outside-scope" });
  if (row.outcome !== null) return refuse({ code: "proposal-decided" });
  if (row.same_person) return refuse({ code: "same-person" });
  const written = accept ? await write(tx, actor, row, day) : undefined;
  if (written?.ok === false) return written;
  const outcome = accept ? "accepted" : "refused";
  await saveOutcome(tx, proposal, { by: actor.id, outcome, reason, version: written?.value ?? null });
  await finishTodos(tx, waitingFor(proposal), actor.id);
  await addTodos(tx, [
    {
      key: `library-proposal-decided:${proposal}:`,
      ...{ kind: `library-proposal-${outcome}`, for: { account: row.asked_by }, path: pageOf(proposal), minutes: 1 },
      ...{ due: workingDaysAfter(day, daysToRead).day, lapses: true as const },
    },
  ]);
  return ok(proposal);
}

/** The reason of whoever proposed it stands with the version; that of the decision with the proposal. */
async function write(tx: Transaction, actor: Actor, row: ProposalRow, day: string) {
  const { programme, indicator, content, reason, document, instead, based_on: basedOn } = row;
  const why = { programme, reason, document: document ?? undefined };
  if (content === null) return endIndicator(tx, actor, { ...why, indicator }, day);
  const save = { ...why, indicator: content, instead: instead ?? undefined, after: basedOn ?? undefined };
  return saveIndicator(tx, actor, save, day);
}

/** Nobody needs to decide on it any more. */
export async function withdrawProposal(
  tx: Transaction,
  actor: Actor,
  { programme, proposal }: { readonly programme: string; readonly proposal: number },
): Promise<Outcome<number, Refusal<"outside-scope" | "proposal-decided">>> {
  if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
  const row = await findProposal(tx, actor, { programme, proposal });
  if (row === undefined || row.asked_by !== actor.id) return refuse({ code: "outside-scope" });
  const done = await saveOutcome(tx, proposal, { by: actor.id, outcome: "withdrawn", reason: null, version: null });
  if (!done) return refuse({ code: "proposal-decided" });
  await finishTodos(tx, waitingFor(proposal), actor.id);
  return ok(proposal);
}
