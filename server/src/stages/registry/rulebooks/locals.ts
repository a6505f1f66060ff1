import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { layerOf, maySetLocally, type NationalRule, type Rulebook, setLocally, withLocal } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import { nationalEdition } from "../../../platform/rulebooks.ts";
import type { Scope } from "../../../platform/scope.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import {
  approvedLocals,
  type LocalEnd,
  lockLocal,
  lockRule,
  type NewLocal,
  saveLocal,
  saveLocalDecision,
  saveLocalEnd,
} from "./local-store.ts";
import { isSamePerson } from "./red-line-store.ts";

const minutesToDecide = 5;
const todoOf = (local: number): string => `local-rule:${local}:`;

type Beyond = Refusal<"not-found" | "local-rule-not-permitted" | "local-rule-beyond" | "local-rule-beyond-province">;
type Figured = Pick<NewLocal, "rule" | "level" | "figure" | "from" | "until">;

/** The rule as it stands above a level, reading by reading, on the days for which something is to be set. */
function readingsAbove(rulebook: Rulebook, { rule, from, until }: Figured): readonly NationalRule[] {
  return rulebook.rules.filter(
    (each) => each.id === rule && from <= (each.until ?? "9999-12-31") && each.from <= (until ?? "9999-12-31"),
  );
}

/** What stands against a figure on any of its days: the nation's limit, and for a city also the province's. */
async function against(tx: Transaction, asked: Figured): Promise<Beyond | undefined> {
  const provinces =
    asked.level === "city" ? (await approvedLocals(tx)).filter(({ level }) => level === "province") : [];
  const readings = readingsAbove(withLocal(nationalEdition().rulebook, provinces), asked);
  if (readings[0] === undefined || readings[0].from > asked.from) return { code: "not-found" };
  for (const reading of readings) {
    const set = setLocally(reading, asked.figure);
    if ("value" in set) continue;
    const { refusal } = set;
    if (refusal.problem === "not-permitted") return { code: "local-rule-not-permitted", params: basisOf(reading) };
    const { found, limit } = refusal;
    const province = layerOf(reading);
    return province === undefined
      ? { code: "local-rule-beyond", params: { found, limit, ...basisOf(reading) } }
      : { code: "local-rule-beyond-province", params: { found, limit, document: province.document } };
  }
  return undefined;
}

/** The source with its article, as it is quoted: a refusal names what it rests on. */
const basisOf = ({ source, article, chapter }: NationalRule) => ({
  basis: `《${source["zh-CN"]}》${article !== undefined ? `第${article}条` : chapter !== undefined ? `第${chapter}章` : ""}`,
});

/** Puts a figure before a second person: of the office, or of the authority. */
export async function askLocal(
  tx: Transaction,
  asked: NewLocal,
  today: string,
): Promise<Outcome<number, Beyond | Refusal<"local-rule-taken" | "days-out-of-order">>> {
  const { rule, from, until } = asked;
  if (until !== undefined && (until < from || until < today)) return refuse({ code: "days-out-of-order" });
  const known = nationalEdition().rulebook.rules.filter(({ id }) => id === rule);
  if (known[0] === undefined) return refuse({ code: "not-found" });
  if (!known.some(maySetLocally)) return refuse({ code: "local-rule-not-permitted", params: basisOf(known[0]) });
  await lockRule(tx, rule);
  const standing = await against(tx, asked);
  if (standing !== undefined) return refuse(standing);
  const id = await saveLocal(tx, asked);
  if (id === undefined) return refuse({ code: "local-rule-taken" });
  await addTodos(
    tx,
    (["organiser", "authority"] as const).map((role) => ({
      key: todoOf(id) + role,
      ...{ kind: "decide-local-rule", for: { role }, path: "/local-rules", minutes: minutesToDecide },
    })),
  );
  return ok(id);
}

type At = { readonly scope: Scope; readonly by: string; readonly today: string };

/** Whoever asked decides nothing, with whatever account. What has come to be beyond a limit meanwhile can only be refused. */
export async function decideLocal(
  tx: Transaction,
  { scope, by, today }: At,
  decision: { readonly local: number; readonly approve: boolean; readonly reason: string | null },
): Promise<Outcome<number, Beyond | Refusal<"same-person" | "local-rule-decided">>> {
  const { local, approve } = decision;
  const row = await lockLocal(tx, scope, local, today);
  if (row === undefined) return refuse({ code: "not-found" });
  if (row.decided !== null) return refuse({ code: "local-rule-decided" });
  if (await isSamePerson(tx, row.asked.by.id, by)) return refuse({ code: "same-person" });
  const standing = approve ? await against(tx, { ...row, until: row.until ?? undefined }) : undefined;
  if (standing !== undefined) return refuse(standing);
  await saveLocalDecision(tx, { ...decision, by });
  await finishTodos(tx, todoOf(local), by);
  return ok(local);
}

/** Ends with a day that has not passed: what was computed by the figure stays as it was. */
export async function endLocal(
  tx: Transaction,
  { scope, by, today }: At,
  end: LocalEnd,
): Promise<Outcome<number, Refusal<"not-found" | "local-rule-ended" | "days-out-of-order">>> {
  const row = await lockLocal(tx, scope, end.local, today);
  if (row === undefined || row.decided?.approved !== true) return refuse({ code: "not-found" });
  if (row.ended !== null || row.state === "expired") return refuse({ code: "local-rule-ended" });
  if (end.lastDay < today || end.lastDay > (row.until ?? "9999-12-31")) return refuse({ code: "days-out-of-order" });
  await saveLocalEnd(tx, { ...end, by });
  return ok(end.local);
}
