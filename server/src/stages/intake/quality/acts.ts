import {
  type FindingActKind,
  type FindingState,
  findingCourse,
  type Outcome,
  ok,
  type Refusal,
  refuse,
} from "@biaochi/contract";
import type { Day } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { isOffice } from "../../../platform/scope.ts";
import { addTodos, finishTodos, type TodoFor } from "../../../platform/todos.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import { ownersOf } from "../measures/contest-store.ts";
import { type FindingRow, lockFinding, saveAct } from "./finding-store.ts";

const minutesToMend = 10;
/** Working days in which the owner of a figure answers. */
const daysToMend = 5;

export const todoOf = (finding: number): string => `finding:${finding}:`;

type Acting = {
  readonly programme: string;
  readonly finding: number;
  readonly act: FindingActKind;
  readonly reason: string;
  readonly today: Day;
};

/** What somebody may do with a finding in its state: what was explained, only the office opens again. */
export function actsOn(state: FindingState, scope: Actor["scope"]): FindingActKind[] {
  const acts = (Object.keys(findingCourse) as FindingActKind[]).filter((act) =>
    findingCourse[act].from.includes(state),
  );
  return acts.filter((act) => act !== "open-again" || isOffice(scope));
}

/** Somebody explains it, asks its owner to put it right, or opens it again. No figure changes by it. */
export async function actOnFinding(
  tx: Transaction,
  { scope, id: by }: Actor,
  { programme, finding, act, reason, today }: Acting,
): Promise<Outcome<FindingState, Refusal<"outside-scope" | "finding-course">>> {
  const row = await lockFinding(tx, scope, { programme, finding });
  if (row === undefined) return refuse({ code: "outside-scope" });
  if (!actsOn(row.state, scope).includes(act)) return refuse({ code: "finding-course" });
  const { to } = findingCourse[act];
  await saveAct(tx, { finding, state: to, reason, by });
  await finishTodos(tx, todoOf(finding), by);
  if (to === "mending") await askOwners(tx, programme, row, today);
  return ok(to);
}

/** The owners of the indicator; where nobody holds it, the office. What it asks of them is on record as burden. */
async function askOwners(tx: Transaction, programme: string, row: FindingRow, today: Day): Promise<void> {
  const owners = await ownersOf(tx, programme, [row.indicator], today);
  const whom: readonly TodoFor[] =
    owners.length === 0 ? [{ role: "organiser", programme }] : owners.map((account) => ({ account }));
  const path = `/programmes/${encodeURIComponent(programme)}/quality/findings/${row.id}`;
  await addTodos(
    tx,
    whom.map((each, n) => ({
      ...{ key: `${todoOf(row.id)}${n}`, kind: "mend-figure", params: { period: row.period }, for: each, path },
      ...{ due: workingDaysAfter(today, daysToMend).day, minutes: minutesToMend },
    })),
  );
}
