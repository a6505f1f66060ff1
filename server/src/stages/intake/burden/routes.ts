import { actsPerOfficial, ok, type Refusal, refuse, routes } from "@biaochi/contract";
import { kindsWithFields } from "@biaochi/contract/choices";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { alsoFor } from "../../../platform/scope.ts";
import { findSubject } from "../../registry/subject-store.ts";
import { programmeInReach } from "../../schemes/library/store.ts";
import { calendarOn } from "./read-year.ts";
import { report } from "./report.ts";
import { countOfficials, sumOfOneself, sumOfProduct } from "./report-store.ts";
import { findRequest, listAskedUnits, listFields, listRequests } from "./request-store.ts";
import { registerRequest, weigh, withdrawRequest } from "./requests.ts";
import { listBudgets, listLeft, listModels, listUnits } from "./rule-store.ts";
import { setBudget, setModel } from "./rules.ts";

const outside = () => refuse({ code: "outside-scope" } satisfies Refusal);
const monthsOf = (year: number) => Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, "0")}`);

/** Doors to the burden meter: what was asked, the measure of it, and what is registered. */
export function burdenRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  const yearOf = (year: number | undefined) => year ?? Number(clock.today().slice(0, 4));
  const isReached = async (tx: Transaction, { scope }: Actor, programme: string) =>
    (await programmeInReach(tx, scope, programme)) !== undefined;
  return [
    handle<Actor>()(routes.readBurden, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if (!(await isReached(tx, actor, programme))) return outside();
      const { by = "month", side = "asked", year, ...filter } = input.query;
      const asked = { ...filter, programme, by, side, year: yearOf(year), today: clock.today() };
      return ok({ value: await report(tx, actor.scope, asked) });
    }),
    handle<Actor>()(routes.readBurdenOfProduct, async (tx, { actor, input }) => {
      const of = { ...input.params, year: yearOf(input.query.year) };
      if (!(await isReached(tx, actor, of.programme))) return outside();
      const rows = await sumOfProduct(tx, actor.scope, of);
      const officials = await countOfficials(tx, actor.scope, { ...of, budget: actsPerOfficial });
      const calendar = (await calendarOn(tx, of.programme, clock.today())) ?? null;
      return ok({ value: { year: of.year, rows, officials: { ...officials, budget: actsPerOfficial }, calendar } });
    }),
    handle<Actor>()(routes.readBurdenOfUnit, async (tx, { actor, input }) => {
      const { programme, subject } = input.params;
      const unit = await findSubject(tx, actor.scope, programme, subject);
      if (unit?.type !== "unit") return outside();
      const year = yearOf(input.query.year);
      const months = await listLeft(tx, actor.scope, { programme, units: [subject], months: monthsOf(year) });
      return ok({ value: { year, unit: { id: unit.id, name: unit.name }, months } });
    }),
    handle<Actor>()(routes.readOwnBurden, async (tx, { actor, input }) => {
      const own = actor.scope.find(({ reach }) => reach.kind === "self")?.reach;
      if (own?.kind !== "self") return outside();
      const of = { programme: own.programme, subject: own.self, year: yearOf(input.query.year) };
      const rows = await sumOfOneself(tx, actor.scope, of);
      return ok({ value: { year: of.year, budget: actsPerOfficial, rows } });
    }),
    handle<Actor>()(routes.readBurdenRules, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if (!(await isReached(tx, actor, programme))) return outside();
      const month = clock.today().slice(0, 7);
      const models = await listModels(tx, actor.scope, programme);
      const budgets = await listBudgets(tx, actor.scope, { programme, month });
      return ok({ value: { models, budgets, units: await listUnits(tx, actor.scope, programme) } });
    }),
    handle<Actor>()(routes.setBurdenModel, async (tx, { actor, input }) => {
      const model = { ...input.params, ...input.body, by: actor.id };
      const set = await setModel(tx, actor.scope, model, clock.today());
      return set.ok ? ok({ value: { version: set.value } }) : set;
    }),
    handle<Actor>()(routes.setBurdenBudget, async (tx, { actor, input }) => {
      const { of = null, ...body } = input.body;
      const set = await setBudget(tx, actor.scope, { ...input.params, ...body, of, by: actor.id }, clock.today());
      return set.ok ? ok({ value: { budget: set.value } }) : set;
    }),
    ...requestRoutes(clock),
  ];
}

function requestRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  const answer = (programme: string, request: number) =>
    ok({ value: { request }, trail: { programme, thing: `burden-request:${request}` } });
  return [
    handle<Actor>()(routes.listBurdenRequests, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return outside();
      return ok({ value: await listRequests(tx, actor.scope, programme, input.query) });
    }),
    handle<Actor>()(routes.readBurdenRequest, async (tx, { actor, input }) => {
      const row = await findRequest(tx, actor.scope, input.params);
      if (row === undefined) return outside();
      const { isAskersOwn, ...request } = row;
      const askedOf = await listAskedUnits(tx, actor.scope, row.request);
      const fields = kindsWithFields.includes(row.kind) ? await listFields(tx, actor.scope, row.request) : [];
      const mayWithdraw = isAskersOwn && row.withdrawn === null && alsoFor(actor.scope, "register-burden").length > 0;
      return ok({ value: { ...request, askedOf, fields, mayWithdraw } });
    }),
    handle<Actor>()(routes.previewBurdenRequest, async (tx, { actor, input }) => {
      const weighed = await weigh(tx, actor, { ...input.params, ...input.body }, clock.today());
      if (!weighed.ok) return weighed;
      const { minutes, model, over, known, near } = weighed.value;
      return ok({ value: { minutes, model, over, known, near } });
    }),
    handle<Actor>()(routes.registerBurdenRequest, async (tx, { actor, input }) => {
      const registered = await registerRequest(tx, actor, { ...input.params, ...input.body }, clock.today());
      return registered.ok ? answer(input.params.programme, registered.value) : registered;
    }),
    handle<Actor>()(routes.withdrawBurdenRequest, async (tx, { actor, input }) => {
      const withdrawn = await withdrawRequest(tx, actor, { ...input.params, ...input.body });
      return withdrawn.ok ? answer(input.params.programme, withdrawn.value) : withdrawn;
    }),
  ];
}
