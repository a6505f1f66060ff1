import { type ExportKind, mostApprovalDays, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { dayAfter } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import type { Scope } from "../../platform/scope.ts";
import { addTodos, finishTodos, type NewTodo } from "../../platform/todos.ts";
import { finishedRun } from "../scoring/standing-store.ts";
import { findApproval, findCover, peopleIn, saveApproval, saveDecision } from "./approval-store.ts";

/** To read what is asked for, and to say yes or no. */
const minutesToDecide = 2;
const minutesToNote = 1;

export type AskExport = {
  readonly run: number;
  readonly what: ExportKind;
  readonly unit?: string | undefined;
  readonly subject?: string | undefined;
  readonly purpose: string;
  readonly until: string;
};

/**
 * Who decides. Whoever works below the head of a unit and asks about people of one unit: that unit's head. Everybody else,
 * the head and the appraisal office included: somebody else of the office, or the authority beside it.
 */
function deciderOf({ scope }: Actor, unit: string | null | undefined): "unit" | "office" {
  const roles = scope.map(({ role }) => role);
  const isBelowHead = (["liaison", "deputy", "section-head"] as const).some((role) => roles.includes(role));
  return isBelowHead && !roles.includes("head") && !roles.includes("organiser") && unit ? "unit" : "office";
}

const waitingFor = (id: number): string => `export:${id}:`;
const decided = (id: number): string => `export-decided:${id}`;

/** Puts an application before those who may decide it. Asking for nobody in scope is refused. */
export async function askExport(
  tx: Transaction,
  actor: Actor,
  ask: AskExport,
  today: string,
): Promise<Outcome<number, Refusal<"outside-scope" | "run-unfinished" | "days-out-of-order" | "approval-too-long">>> {
  const finished = await finishedRun(tx, actor.scope, ask.run);
  if (!finished.ok) return finished;
  const people = (await peopleIn(tx, actor.scope, ask)).filter(({ type }) => type === "official");
  if (people.length === 0) return refuse({ code: "outside-scope" });
  if (ask.until < today) return refuse({ code: "days-out-of-order" });
  const longest = dayAfter(today, mostApprovalDays);
  if (ask.until > longest) return refuse({ code: "approval-too-long", params: { days: mostApprovalDays } });
  const units = new Set(people.map(({ unit }) => unit));
  // People of one unit are asked for as that: then its head can decide.
  const [only] = units.size === 1 ? units : [undefined];
  const unit = ask.unit ?? only ?? undefined;
  const decider = deciderOf(actor, unit);
  const id = await saveApproval(tx, { ...ask, unit, account: actor.id, decider });
  const { programme, period } = finished.value.run;
  const todo = (who: string, whom: NewTodo["for"]): NewTodo => ({
    key: `${waitingFor(id)}${who}`,
    ...{
      kind: "decide-export",
      params: { period },
      for: whom,
      path: "/exports",
      due: ask.until,
      minutes: minutesToDecide,
    },
  });
  await addTodos(
    tx,
    decider === "unit" && unit !== undefined
      ? [todo("head", { role: "head", programme, unit })]
      : [todo("organiser", { role: "organiser" }), todo("authority", { role: "authority" })],
  );
  return ok(id);
}

export async function decideExport(
  tx: Transaction,
  actor: Actor,
  decision: { readonly approval: number; readonly approve: boolean; readonly reason?: string | undefined },
  today: string,
): Promise<Outcome<null, Refusal<"outside-scope" | "own-export" | "approval-decided">>> {
  const { approval, approve, reason } = decision;
  const row = await findApproval(tx, actor, approval);
  if (row?.same_person) return refuse({ code: "own-export" });
  if (row === undefined || !row.decidable) return refuse({ code: "outside-scope" });
  if (row.until < today || !(await saveDecision(tx, approval, { by: actor.id, approve, reason: reason ?? null })))
    return refuse({ code: "approval-decided" });
  await finishTodos(tx, waitingFor(approval), actor.id);
  const kind = approve ? "export-approved" : "export-refused";
  await addTodos(tx, [
    {
      key: decided(approval),
      ...{ kind, params: { period: row.period }, for: { account: row.account }, path: "/exports" },
      ...{ due: approve ? row.until : undefined, minutes: minutesToNote },
    },
  ]);
  return ok(null);
}

/** The asker has read the decision. */
export async function noteExport(
  tx: Transaction,
  actor: Actor,
  approval: number,
): Promise<Outcome<null, Refusal<"outside-scope">>> {
  const row = await findApproval(tx, actor, approval);
  if (row?.account !== actor.id) return refuse({ code: "outside-scope" });
  await finishTodos(tx, decided(approval), actor.id);
  return ok(null);
}

/** Whether somebody takes along the own results, for which nobody else is asked. */
const isOwn = (scope: Scope, programme: string, person: string): boolean =>
  scope.some(({ reach }) => reach.kind === "self" && reach.programme === programme && reach.self === person);

export type Taken = {
  /** null: it is of no run, and an approval that was asked from any run of the programme is for it. */
  readonly run: number | null;
  readonly programme: string;
  readonly what: ExportKind;
  /** The officials whose results it holds; none: no approval is needed. */
  readonly people: readonly string[];
};

/**
 * The one gate through which results of people leave: nobody's but the own, or by an approval that somebody else gave, that
 * holds today and that is for this run, this kind of file and all of these people. The value is its number.
 */
export async function mayTake(
  tx: Transaction,
  actor: Actor,
  { people, ...wanted }: Taken,
  today: string,
): Promise<Outcome<number | null, Refusal<"export-unapproved">>> {
  const others = people.filter((person) => !isOwn(actor.scope, wanted.programme, person));
  if (others.length === 0) return ok(null);
  const approval = await findCover(tx, actor.id, { ...wanted, people: others, today });
  return approval === undefined ? refuse({ code: "export-unapproved", params: { n: others.length } }) : ok(approval);
}
