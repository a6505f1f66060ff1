import { may, ok, refuse, routes } from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import { bytesOf } from "../../../platform/files.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { type SchemeNames, schemeNames } from "../../schemes/names-store.ts";
import { isProgrammeInScope } from "../lists/target-store.ts";
import { unitsOn } from "../warnings/figure-store.ts";
import { answerDeduction, answerRemark, decideClaim, nameReviewers, raiseRemark, reviewBonus } from "./acts.ts";
import { type ClaimRow, findClaim, listClaimRows } from "./claim-store.ts";
import { applyForBonus, type ClaimDays, proposeDeduction, type Today } from "./claims.ts";
import { eventItemsOn } from "./event-items.ts";
import { attachEvidence, readEvidence } from "./evidence.ts";
import { stateOn } from "./lifecycle.ts";
import { actsOf, answersForItem, unitsOf } from "./reach.ts";
import { schemesOn } from "./schemes-on.ts";

const outside = () => refuse({ code: "outside-scope" } as const);

/** A claim as a page shows it on a day: where it stands, and what the reader may do. */
function shown(row: ClaimRow, { event }: SchemeNames, actor: Actor, today: string) {
  const { programme: _, owner: __, ...claim } = row;
  return { ...claim, event: event(claim.type), state: stateOn(claim, today), may: [...actsOf(row, actor, today)] };
}

const trailOf = ({ programme, claim, unit }: ClaimRow) => ({ programme, subject: unit.id, thing: `claim:${claim}` });
const done = (row: ClaimRow) => ok({ value: { claim: row.claim }, trail: trailOf(row) });

export type DecidedOptions = { readonly clock: Clock; readonly days: ClaimDays };

export const claimRoutes = ({ clock, days }: DecidedOptions): readonly MountedRoute<Actor>[] => {
  const now = (): Today => ({ day: clock.today(), days });
  return [
    handle<Actor>()(routes.listClaims, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if (!(await isProgrammeInScope(tx, actor.scope, programme))) return outside();
      const today = clock.today();
      const { claims, next } = await listClaimRows(tx, actor.scope, { programme, today, ...input.query });
      const names = await schemeNames(tx, wholeCity, programme);
      return ok({ value: { claims: claims.map((row) => shown(row, names, actor, today)), next } });
    }),
    handle<Actor>()(routes.readClaimChoices, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if (!(await isProgrammeInScope(tx, actor.scope, programme))) return outside();
      return ok({ value: await choicesFor(tx, actor, programme, input.query.day ?? clock.today()) });
    }),
    handle<Actor>()(routes.readClaim, async (tx, { actor, input }) => {
      const row = await findClaim(tx, actor.scope, input.params.claim);
      if (row === undefined) return outside();
      const { programme } = row;
      const names = await schemeNames(tx, wholeCity, programme);
      const units = (await unitsOn(tx, wholeCity, { programme, day: clock.today() })).map(({ id, name }) => ({
        ...{ id, type: "unit" as const, name },
      }));
      return ok({
        value: { ...shown(row, names, actor, clock.today()), programme, units },
        trail: { programme, subject: row.unit.id },
      });
    }),
    handle<Actor>()(routes.proposeDeduction, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if (!(await isProgrammeInScope(tx, actor.scope, programme))) return outside();
      const proposed = await proposeDeduction(tx, actor, { programme, ...input.body }, now());
      if (!proposed.ok) return proposed;
      const trail = { programme, subject: input.body.unit, thing: `claim:${proposed.value}` };
      return ok({ value: { claim: proposed.value }, trail });
    }),
    handle<Actor>()(routes.applyForBonus, async (tx, { actor, input }) => {
      const { programme } = input.params;
      const applied = await applyForBonus(tx, actor, { programme, ...input.body }, now());
      if (!applied.ok) return applied;
      const trail = { programme, subject: input.body.unit, thing: `claim:${applied.value}` };
      return ok({ value: { claim: applied.value }, trail });
    }),
    handle<Actor>()(routes.answerDeduction, async (tx, { actor, input }) => {
      const answered = await answerDeduction(tx, actor, { ...input.params, ...input.body }, now());
      return answered.ok ? done(answered.value) : answered;
    }),
    handle<Actor>()(routes.nameReviewers, async (tx, { actor, input }) => {
      const named = await nameReviewers(tx, actor, { ...input.params, ...input.body }, now());
      return named.ok ? done(named.value) : named;
    }),
    handle<Actor>()(routes.reviewBonus, async (tx, { actor, input }) => {
      const reviewed = await reviewBonus(tx, actor, { ...input.params, ...input.body }, now());
      return reviewed.ok ? done(reviewed.value) : reviewed;
    }),
    handle<Actor>()(routes.raiseRemark, async (tx, { actor, input }) => {
      const raised = await raiseRemark(tx, actor, { ...input.params, ...input.body }, now());
      return raised.ok ? done(raised.value) : raised;
    }),
    handle<Actor>()(routes.answerRemark, async (tx, { actor, input }) => {
      const answered = await answerRemark(tx, actor, { ...input.params, ...input.body }, now());
      return answered.ok ? done(answered.value) : answered;
    }),
    handle<Actor>()(routes.decideClaim, async (tx, { actor, input }) => {
      const decided = await decideClaim(tx, actor, input.params.claim, input.body, now());
      if (!decided.ok) return decided;
      const { row, fact } = decided.value;
      return ok({ value: { claim: row.claim, fact }, trail: { ...trailOf(row), ...(fact === null ? {} : { fact }) } });
    }),
    handle<Actor>()(routes.takeClaimEvidence, async (tx, { actor, input }) => {
      const read = await readEvidence(tx, actor, input.params);
      if (!read.ok) return read;
      const { row, name, content } = read.value;
      return ok({ value: { name, content }, trail: trailOf(row) });
    }),
  ];
};

/** Units for which somebody may enter one, and what the schemes of a day have for that. */
async function choicesFor(tx: Transaction, actor: Actor, programme: string, day: string) {
  const on = await schemesOn(tx, programme, day);
  const mayPropose = may("propose-deduction", actor.held);
  const own = unitsOf(actor.scope, programme);
  const choices = eventItemsOn(on).filter((item) =>
    item.kind === "deduction" ? mayPropose && answersForItem(actor.scope, programme, item) : own.length > 0,
  );
  const isProposer = choices.some(({ kind }) => kind === "deduction");
  const units = await unitsOn(tx, wholeCity, { programme, day });
  return {
    units: units.flatMap(({ id, name }) =>
      isProposer || own.includes(id) ? [{ id, type: "unit" as const, name }] : [],
    ),
    own: [...own],
    choices: choices.map(({ kind, item, name, type, event, levels, points }) => ({
      ...{ kind, item: { id: item, name }, type, event, levels: [...levels], points },
    })),
  };
}

/** Those whose body is a file as it is. */
export const claimFileRoutes = ({ clock }: Pick<DecidedOptions, "clock">): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.attachClaimEvidence, async (tx, { actor, input, request }) => {
    const file = { ...input.params, name: input.query.name, content: bytesOf(request.body) };
    const attached = await attachEvidence(tx, actor, file, clock.today());
    if (!attached.ok) return attached;
    const { row, sha256 } = attached.value;
    return ok({ value: { claim: row.claim, sha256 }, trail: trailOf(row) });
  }),
];
