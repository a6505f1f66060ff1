import type { Transaction } from "../../../platform/database.ts";
import { addTodos, finishTodos, type NewTodo } from "../../../platform/todos.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import type { ClaimRow } from "./claim-store.ts";
import type { ClaimDays } from "./claims.ts";

const minutes = { answer: 15, decide: 10, name: 3, review: 10, remark: 10, read: 2 } as const;
/** What was decided stands on the list of whoever entered it for so many working days. */
const daysToRead = 10;

const keyOf = (claim: number, what = ""): string => `claim:${claim}:${what}`;
const pageOf = (claim: number): string => `/claims/${claim}`;

type At = { readonly programme: string; readonly claim: number };

/** For the head and the liaison of a unit: whoever comes first does it. */
function forUnit(
  { programme, claim }: At,
  unit: string,
  todo: Pick<NewTodo, "kind" | "due" | "minutes" | "lapses">,
): NewTodo[] {
  return (["head", "liaison"] as const).map((role) => ({
    ...{ ...todo, key: keyOf(claim, `${todo.kind}:${unit}:${role}`), params: { claim }, path: pageOf(claim) },
    for: { role, programme, unit },
  }));
}

const forOffice = ({ claim }: At, todo: Pick<NewTodo, "kind" | "due" | "minutes">, more = ""): NewTodo => ({
  ...{ ...todo, key: keyOf(claim, `${todo.kind}:${more}`), params: { claim }, path: pageOf(claim) },
  for: { role: "organiser" },
});

export async function tellOfDeduction(
  tx: Transaction,
  at: At & { readonly unit: string; readonly due: string; readonly days: ClaimDays },
): Promise<void> {
  const { unit, due, days } = at;
  const decision = workingDaysAfter(due, days.answer).day;
  await addTodos(tx, [
    ...forUnit(at, unit, { kind: "answer-deduction", due, minutes: minutes.answer }),
    forOffice(at, { kind: "decide-claim", due: decision, minutes: minutes.decide }),
  ]);
}

export const tellOfBonus = (tx: Transaction, at: At & { readonly due: string }): Promise<void> =>
  addTodos(tx, [forOffice(at, { kind: "name-reviewers", due: at.due, minutes: minutes.name })]);

export async function answered(tx: Transaction, { claim }: At, by: string): Promise<void> {
  await finishTodos(tx, keyOf(claim, "answer-deduction"), by);
}

export async function tellReviewers(
  tx: Transaction,
  at: At & { readonly units: readonly string[]; readonly due: string; readonly by: string },
): Promise<void> {
  await finishTodos(tx, keyOf(at.claim, "name-reviewers"), at.by);
  const todo = { kind: "review-bonus", due: at.due, minutes: minutes.review };
  await addTodos(
    tx,
    at.units.flatMap((unit) => forUnit(at, unit, todo)),
  );
}

export async function reviewed(tx: Transaction, { claim }: At, unit: string, by: string): Promise<void> {
  await finishTodos(tx, keyOf(claim, `review-bonus:${unit}:`), by);
}

/** The list is open until then; after that the office decides. */
export const tellOfList = (tx: Transaction, at: At & { readonly until: string }): Promise<void> =>
  addTodos(tx, [forOffice(at, { kind: "decide-claim", due: at.until, minutes: minutes.decide })]);

export const tellOfRemark = (tx: Transaction, at: At & { readonly until: string; readonly remark: string }) =>
  addTodos(tx, [forOffice(at, { kind: "answer-remark", due: at.until, minutes: minutes.remark }, at.remark)]);

export async function remarkAnswered(tx: Transaction, { claim }: At, by: string): Promise<void> {
  await finishTodos(tx, keyOf(claim, "answer-remark:"), by);
}

/** Whoever proposed it, or the unit that applied, reads what became of it; nothing else waits any more. */
export async function tellOfEnd(
  tx: Transaction,
  at: At & Pick<ClaimRow, "kind" | "unit" | "entered">,
  by: string,
  today: string,
): Promise<void> {
  await finishTodos(tx, keyOf(at.claim), by);
  const due = workingDaysAfter(today, daysToRead).day;
  const todo = { kind: "claim-decided", minutes: minutes.read, due, lapses: true } as const;
  const proposer: NewTodo = {
    ...{ ...todo, key: keyOf(at.claim, "claim-decided:"), params: { claim: at.claim }, path: pageOf(at.claim) },
    for: { account: at.entered.by.id },
  };
  await addTodos(tx, at.kind === "bonus" ? forUnit(at, at.unit.id, todo) : [proposer]);
}
