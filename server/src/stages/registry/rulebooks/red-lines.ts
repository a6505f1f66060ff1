import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import {
  isSamePerson,
  lockAddition,
  type NewAddition,
  saveAddition,
  saveRedLineDecision,
  saveRedLineEnd,
} from "./red-line-store.ts";

/** A red line of a city holds for five years at most: then somebody has to want it again. */
const mostYears = 5;
const minutesToDecide = 5;
const todoOf = (addition: number): string => `red-line:${addition}:`;

/** Puts an addition to the allow-list before a second person: of the office, or of the authority. */
export async function askRedLine(
  tx: Transaction,
  addition: NewAddition,
  today: string,
): Promise<Outcome<number, Refusal<"red-line-taken" | "days-out-of-order" | "red-line-too-long">>> {
  const { key, from, until } = addition;
  if (until < from || until < today) return refuse({ code: "days-out-of-order" });
  const longest = `${Number(from.slice(0, 4)) + mostYears}${from.slice(4)}`;
  if (until > longest) return refuse({ code: "red-line-too-long", params: { years: mostYears } });
  const id = await saveAddition(tx, addition, today);
  if (id === undefined) return refuse({ code: "red-line-taken", params: { key } });
  await addTodos(
    tx,
    (["organiser", "authority"] as const).map((role) => ({
      ...{
        key: todoOf(id) + role,
        kind: "decide-red-line",
        for: { role },
        path: "/red-lines",
        minutes: minutesToDecide,
      },
    })),
  );
  return ok(id);
}

type At = { readonly scope: Scope; readonly by: string; readonly today: string };

/** Whoever asked decides nothing, with whatever account. */
export async function decideRedLine(
  tx: Transaction,
  { scope, by, today }: At,
  decision: { readonly addition: number; readonly approve: boolean; readonly reason: string | null },
): Promise<Outcome<number, Refusal<"not-found" | "same-person" | "red-line-decided">>> {
  const { addition } = decision;
  const row = await lockAddition(tx, scope, addition, today);
  if (row === undefined) return refuse({ code: "not-found" });
  if (row.decided !== null) return refuse({ code: "red-line-decided" });
  if (await isSamePerson(tx, row.asked.by.id, by)) return refuse({ code: "same-person" });
  await saveRedLineDecision(tx, { ...decision, by });
  await finishTodos(tx, todoOf(addition), by);
  return ok(addition);
}

export async function endRedLine(
  tx: Transaction,
  { scope, by, today }: At,
  end: { readonly addition: number; readonly document: string; readonly reason: string },
): Promise<Outcome<number, Refusal<"not-found" | "red-line-ended">>> {
  const row = await lockAddition(tx, scope, end.addition, today);
  if (row === undefined || row.state === "waiting") return refuse({ code: "not-found" });
  if (row.state !== "in-force" && row.state !== "to-come") return refuse({ code: "red-line-ended" });
  await saveRedLineEnd(tx, { ...end, by });
  return ok(end.addition);
}
