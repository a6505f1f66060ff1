import { ok, routes } from "@biaochi/contract";
import { maySetLocally, type Rulebook, ruleHoldsOn } from "@biaochi/engine";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { nationalEdition } from "../../../platform/rulebooks.ts";
import { figureOf, layersOf } from "./figures.ts";
import { type LocalRow, listLocals, rulebookInForce } from "./local-store.ts";
import { askLocal, decideLocal, endLocal } from "./locals.ts";

const isOneOf = ({ scope }: Actor, ...roles: readonly string[]): boolean =>
  scope.some(({ role }) => roles.includes(role));

/** What is in force by its days and yet gives no value has come to be beyond what stands above it. */
function shown(
  row: LocalRow,
  actor: Actor,
  { inForce, today }: { readonly inForce: Rulebook; readonly today: string },
) {
  const rule = nationalEdition().rulebook.rules.find(({ id }) => id === row.rule);
  const holds = inForce.rules.some(
    (each) => each.id === row.rule && ruleHoldsOn(each, today) && each.layers?.some(({ id }) => id === row.local),
  );
  const isApproved = row.decided?.approved === true;
  return {
    ...row,
    text: rule?.text ?? { "zh-CN": row.rule, en: row.rule },
    state: row.state === "in-force" && !holds ? ("beyond" as const) : row.state,
    mayDecide: row.state === "waiting" && isOneOf(actor, "organiser", "authority") && row.asked.by.id !== actor.id,
    mayEnd: isApproved && row.ended === null && row.state !== "expired" && isOneOf(actor, "organiser"),
  };
}

/** What the province and the city have set upon the national rules. */
export function localRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  const at = ({ scope, id }: Actor) => ({ scope, by: id, today: clock.today() });
  return [
    handle<Actor>()(routes.listLocalRules, async (tx, { actor }) => {
      const today = clock.today();
      const { rulebook: inForce } = await rulebookInForce(tx);
      const now = new Map(inForce.rules.filter((rule) => ruleHoldsOn(rule, today)).map((rule) => [rule.id, rule]));
      const rules = nationalEdition().rulebook.rules.flatMap((rule) => {
        const [national, here] = [figureOf(rule), now.get(rule.id)];
        const inUse = here && figureOf(here);
        if (!maySetLocally(rule) || !ruleHoldsOn(rule, today) || !national || !here || !inUse) return [];
        const { id, text, source, article = null } = rule;
        return [{ ...{ rule: id, text, source, article, national, inForce: inUse }, layers: layersOf(here) }];
      });
      const locals = (await listLocals(tx, actor.scope, today)).map((row) => shown(row, actor, { inForce, today }));
      return ok({ value: { rules, locals } });
    }),
    handle<Actor>()(routes.askLocalRule, async (tx, { actor, input }) => {
      const { until, ...body } = input.body;
      const asked = await askLocal(tx, { ...body, until, by: actor.id }, clock.today());
      return asked.ok ? ok({ value: { local: asked.value } }) : asked;
    }),
    handle<Actor>()(routes.decideLocalRule, async (tx, { actor, input }) => {
      const reason = input.body.approve ? null : input.body.reason;
      const decided = await decideLocal(tx, at(actor), { ...input.params, approve: input.body.approve, reason });
      return decided.ok ? ok({ value: { local: decided.value } }) : decided;
    }),
    handle<Actor>()(routes.endLocalRule, async (tx, { actor, input }) => {
      const ended = await endLocal(tx, at(actor), { ...input.params, ...input.body });
      return ended.ok ? ok({ value: { local: ended.value } }) : ended;
    }),
  ];
}
