import { type NewBurdenRequest, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { kindsWithFields } from "@biaochi/contract/choices";
import { type Period, readPeriod } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { findSubject } from "../../registry/subject-store.ts";
import { findKnown } from "./known.ts";
import { minutesOf } from "./model.ts";
import { findRequest, saveRequest, saveWithdrawal } from "./request-store.ts";
import { type Left, listLeft, lockBurden, modelOn } from "./rule-store.ts";

type Unfit = Refusal<
  | "outside-scope"
  | "things-unknown"
  | "day-to-come"
  | "burden-fields-required"
  | "burden-fields-foreign"
  | "burden-field-twice"
  | "burden-statute-foreign"
>;
type Wanted = NewBurdenRequest & { readonly programme: string };

/** What is asked contradicts nothing that can be known before anything is looked up. */
function unfit({ kind, fields, statute, askedOn }: Wanted, today: string): Unfit | undefined {
  const hasFields = kindsWithFields.includes(kind);
  if (hasFields && fields.length === 0) return { code: "burden-fields-required" };
  if (!hasFields && fields.length > 0) return { code: "burden-fields-foreign" };
  const names = fields.map(({ name }) => name);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) return { code: "burden-field-twice", params: { field: twice } };
  if (statute !== undefined && kind !== "inspection") return { code: "burden-statute-foreign" };
  return askedOn > today ? { code: "day-to-come" } : undefined;
}

const isOver = ({ limit, used }: Left, minutes: number): boolean =>
  (limit.minutes !== null && used.minutes + minutes > limit.minutes) ||
  (limit.asks !== null && used.asks + 1 > limit.asks);

/** What a request costs, which budgets it goes beyond, and which of its data exist already. Saves nothing. */
export async function weigh(tx: Transaction, actor: Actor, wanted: Wanted, today: string) {
  const { programme, asker, askedOn, units: asked, fields, period: name } = wanted;
  const found = await findSubject(tx, actor.scope, programme, asker);
  if (found?.type !== "unit") return refuse({ code: "outside-scope" } satisfies Unfit);
  const wrong = unfit(wanted, today);
  if (wrong !== undefined) return refuse(wrong);
  const period: Period | undefined = name === undefined ? undefined : readPeriod(name);
  if (name !== undefined && period === undefined)
    return refuse({ code: "things-unknown", params: { things: name } } satisfies Unfit);
  const units = [...new Set(asked)];
  // Whoever asks must know of whom, and what is left of theirs: of units outside the own reach, too.
  const left = await listLeft(tx, wholeCity, { programme, units, months: [askedOn.slice(0, 7)] });
  const unknown = units.filter((id) => !left.some(({ unit }) => unit.id === id));
  if (unknown.length > 0)
    return refuse({ code: "things-unknown", params: { things: unknown.slice(0, 5).join("、") } } satisfies Unfit);
  const model = await modelOn(tx, actor.scope, { programme, day: askedOn });
  const minutes = minutesOf(model.costs, { ...wanted, fields: fields.length });
  const names = fields.map((each) => each.name);
  const held = await findKnown(tx, actor.scope, { programme, day: today, units, period, fields: names });
  const over = left.filter((each) => isOver(each, minutes));
  return ok({ units, period, model: model.version, minutes, over, ...held });
}

type Weighed = Extract<Awaited<ReturnType<typeof weigh>>, { ok: true }>["value"];

const whereKnown = {
  library: "burden-in-library",
  stream: "burden-in-stream",
  request: "burden-asked-before",
} as const;

/** A datum that exists is not asked again, unless somebody has signed that it is. */
function existing({ fields }: Wanted, { known }: Weighed) {
  const open = known.filter(({ field }) => fields[field]?.exception === undefined);
  const [first] = open;
  if (first === undefined) return undefined;
  const { field, place, name, keeper } = first;
  return {
    code: whereKnown[place],
    params: {
      ...{ field: fields[field]?.name ?? "", name: name["zh-CN"], keeper: keeper?.name["zh-CN"] ?? "—" },
      n: open.length,
    },
    findings: open.map((each) => ({ path: `/body/fields/${each.field}`, code: whereKnown[each.place] })),
  };
}

/** Beyond a budget it needs a name that approves it. What a law orders is counted, and not refused. */
function beyond({ approval, statute }: Wanted, { over, minutes }: Weighed) {
  const [first] = over;
  if (first === undefined || approval !== undefined || statute !== undefined) return undefined;
  const { unit, limit, used, month } = first;
  const at = { unit: unit.name["zh-CN"], month, n: over.length };
  const isOfMinutes = limit.minutes !== null && used.minutes + minutes > limit.minutes;
  return isOfMinutes
    ? {
        code: "burden-over-budget" as const,
        params: { ...at, minutes, limit: limit.minutes ?? 0, left: Math.max(0, (limit.minutes ?? 0) - used.minutes) },
      }
    : {
        code: "burden-over-count" as const,
        params: { ...at, limit: limit.asks ?? 0, left: Math.max(0, (limit.asks ?? 0) - used.asks) },
      };
}

type Stopped = Refusal<
  "burden-over-budget" | "burden-over-count" | "burden-in-library" | "burden-in-stream" | "burden-asked-before"
>;

/** Registers what is asked of units. Nothing is asked twice, and nothing beyond what is left. */
export async function registerRequest(
  tx: Transaction,
  actor: Actor,
  wanted: Wanted,
  today: string,
): Promise<Outcome<number, Unfit | Stopped>> {
  await lockBurden(tx, wanted.programme);
  const weighed = await weigh(tx, actor, wanted, today);
  if (!weighed.ok) return weighed;
  const stopped = existing(wanted, weighed.value) ?? beyond(wanted, weighed.value);
  if (stopped !== undefined) return refuse(stopped);
  const { units, period, model, minutes, over } = weighed.value;
  const { statute, approval } = wanted;
  return ok(
    await saveRequest(tx, {
      ...{ ...wanted, units, period, model, minutes, statute, approval },
      ...{ unitsOver: over.length, isSynthetic: false, by: actor.id },
    }),
  );
}

/** By whoever asks, or the office; it stays on record. */
export async function withdrawRequest(
  tx: Transaction,
  actor: Actor,
  wanted: { readonly programme: string; readonly request: number; readonly reason: string },
): Promise<Outcome<number, Refusal<"outside-scope" | "burden-withdrawn">>> {
  await lockBurden(tx, wanted.programme);
  const row = await findRequest(tx, actor.scope, wanted);
  if (row === undefined || !row.isAskersOwn) return refuse({ code: "outside-scope" });
  if (row.withdrawn !== null) return refuse({ code: "burden-withdrawn" });
  await saveWithdrawal(tx, { ...wanted, by: actor.id });
  return ok(wanted.request);
}
