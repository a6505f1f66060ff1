import { type NationalRedLine, ok, routes } from "@biaochi/contract";
import { type Rulebook, rulesOn } from "@biaochi/engine";
import type { z } from "zod";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { nationalEdition } from "../../../platform/rulebooks.ts";
import { confirmRule, withdrawConfirmation } from "./confirm.ts";
import { type Confirmed, listConfirmations } from "./confirmation-store.ts";
import { localRoutes } from "./local-routes.ts";
import { rulebookInForce } from "./local-store.ts";
import { type AdditionRow, listAdditions } from "./red-line-store.ts";
import { askRedLine, decideRedLine, endRedLine } from "./red-lines.ts";
import { rulesPage, stateOf } from "./rules.ts";

type NationalPage = z.input<typeof NationalRedLine>;

function nationalRedLines(rulebook: Rulebook, confirmed: readonly Confirmed[], today: string): NationalPage[] {
  return rulesOn(rulebook, "red-lines", today).map(({ value, ...rule }) => {
    const { id, text, source, article, until } = rule;
    return {
      ...{ key: id, text, basis: source, article: article ?? null, until: until ?? null },
      ...{ caps: value.caps, strikes: value.strikes, isLiftable: value.isLiftable, authority: value.authority },
      state: stateOf({ ...rule, value }, confirmed),
    };
  });
}

const isOneOf = ({ scope }: Actor, ...roles: readonly string[]): boolean =>
  scope.some(({ role }) => roles.includes(role));

function shown(row: AdditionRow, actor: Actor) {
  const mayDecide = isOneOf(actor, "organiser", "authority") && row.asked.by.id !== actor.id;
  return {
    ...row,
    mayDecide: row.state === "waiting" && mayDecide,
    mayEnd: (row.state === "in-force" || row.state === "to-come") && isOneOf(actor, "organiser"),
  };
}

/** The national rules, what the city has confirmed of them, and its allow-list of red lines. */
export function rulebookRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  const at = ({ scope, id }: Actor) => ({ scope, by: id, today: clock.today() });
  return [
    handle<Actor>()(routes.readRulebooks, async (tx) => {
      const edition = nationalEdition();
      const rules = rulesPage(edition, await listConfirmations(tx), {
        today: clock.today(),
        inForce: (await rulebookInForce(tx)).rulebook,
      });
      const waiting = rules.filter(({ state, holds }) => holds && state === "waiting").length;
      const { digest, day = null, calendar } = edition;
      const subjects = [...edition.rulebook.subjects];
      return ok({
        value: { edition: { digest, day }, subjects, rules: [...rules], waiting, calendarUntil: calendar.until },
      });
    }),
    handle<Actor>()(routes.confirmRule, async (tx, { actor, input }) => {
      const { note, ...asked } = input.body;
      const done = await confirmRule(tx, nationalEdition(), { ...asked, note, by: actor.id }, clock.today());
      return done.ok ? ok({ value: { confirmation: done.value } }) : done;
    }),
    handle<Actor>()(routes.withdrawConfirmation, async (tx, { actor, input }) => {
      const withdrawal = { ...input.params, ...input.body, day: clock.today(), by: actor.id };
      const done = await withdrawConfirmation(tx, withdrawal);
      return done.ok ? ok({ value: { confirmation: done.value } }) : done;
    }),
    handle<Actor>()(routes.listRedLines, async (tx, { actor }) => {
      const today = clock.today();
      const additions = (await listAdditions(tx, actor.scope, today)).map((row) => shown(row, actor));
      const { rulebook } = await rulebookInForce(tx);
      const national = nationalRedLines(rulebook, await listConfirmations(tx), today);
      return ok({ value: { national, additions } });
    }),
    handle<Actor>()(routes.askRedLine, async (tx, { actor, input }) => {
      const asked = await askRedLine(tx, { ...input.body, by: actor.id }, clock.today());
      return asked.ok ? ok({ value: { addition: asked.value } }) : asked;
    }),
    handle<Actor>()(routes.decideRedLine, async (tx, { actor, input }) => {
      const reason = input.body.approve ? null : input.body.reason;
      const decision = { ...input.params, approve: input.body.approve, reason };
      const decided = await decideRedLine(tx, at(actor), decision);
      return decided.ok ? ok({ value: { addition: decided.value } }) : decided;
    }),
    handle<Actor>()(routes.endRedLine, async (tx, { actor, input }) => {
      const ended = await endRedLine(tx, at(actor), { ...input.params, ...input.body });
      return ended.ok ? ok({ value: { addition: ended.value } }) : ended;
    }),
    ...localRoutes(clock),
  ];
}
