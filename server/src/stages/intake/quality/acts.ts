import {
  type FindingActKind,
  type FindingState,
  findingCourse,
  type Outcome,
  ok,
  type ProblemFinding,
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
import { type FindingRow, findFinding, lockFinding, saveAct } from "./finding-store.ts";

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

type Together = Omit<Acting, "finding" | "today"> & {
  readonly act: "explain" | "open-again";
  /** As somebody saw them: when each was last acted on. */
  readonly findings: readonly { readonly finding: number; readonly last: string | null }[];
};

/** Why this one cannot be done with it now. */
function whyNot(
  row: FindingRow | undefined,
  last: string | null,
  { act, scope }: Pick<Together, "act"> & Pick<Actor, "scope">,
): ProblemFinding["code"] | undefined {
  if (row === undefined) return "outside-scope";
  if ((row.actedAt?.toISOString() ?? null) !== last) return "finding-moved";
  return actsOn(row.state, scope).includes(act) ? undefined : "finding-course";
}

/** The same act on several, each with a record of its own; where one of them cannot be, none is touched and all such are named. */
export async function actOnFindings(
  tx: Transaction,
  { scope, id: by }: Actor,
  { programme, act, reason, findings }: Together,
): Promise<Outcome<FindingState, Refusal<"outside-scope" | "findings-not-done">>> {
  // In one order for everybody: nobody waits for somebody who waits for them.
  for (const { finding } of findings.toSorted((a, b) => a.finding - b.finding))
    await lockFinding(tx, scope, { programme, finding });
  const faults: ProblemFinding[] = [];
  for (const [n, { finding, last }] of findings.entries()) {
    const row = await findFinding(tx, scope, { programme, finding });
    const code = whyNot(row, last, { act, scope });
    if (code !== undefined) faults.push({ path: `/body/findings/${n}`, code });
  }
  if (faults.length > 0)
    return refuse({
      ...{ code: "findings-not-done", findings: faults },
      params: { n: faults.length, total: findings.length },
    });
  const { to } = findingCourse[act];
  for (const { finding } of findings) {
    await saveAct(tx, { finding, state: to, reason, by });
    await finishTodos(tx, todoOf(finding), by);
  }
  return ok(to);
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
