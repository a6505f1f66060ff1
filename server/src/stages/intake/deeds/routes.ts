import { ok, type Refusal, refuse, routes } from "@biaochi/contract";
import { sql } from "kysely";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import { bytesOf } from "../../../platform/files.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { alsoFor, programmeInScope, wholeCity } from "../../../platform/scope.ts";
import { type SchemeNames, schemeNames } from "../../schemes/names-store.ts";
import { type DeedRow, listDeedsOf, listOwnDeeds, listPeople, type Reader } from "./deed-store.ts";
import { decideDeed, enterDeed, enterOwnDeed, mayBecome, withdrawDeed } from "./deeds.ts";
import { attachEvidence, mayAttach, readEvidence } from "./evidence.ts";
import { readChoices } from "./link-store.ts";
import { listMissions, lockMission, saveEnd, saveMembers } from "./mission-store.ts";
import { selfOf } from "./reach.ts";

const outside = () => refuse({ code: "outside-scope" } satisfies Refusal);

async function isReached(tx: Transaction, { scope }: Actor, programme: string): Promise<boolean> {
  const { rows } =
    await sql`select from programme p where p.id = ${programme} and ${programmeInScope(scope, "p.id")}`.execute(tx);
  return rows.length > 0;
}

/** A deed as a page shows it: with what the reader may do with it. */
function shown(row: DeedRow, { event }: SchemeNames, actor: Actor) {
  const { programme: _, isDecided, countedAs, ...deed } = row;
  const isOwn = selfOf(actor).official === row.official.id;
  return {
    ...deed,
    countedAs: countedAs && { ...countedAs, event: event(countedAs.type) },
    mayDecide: isDecided && !isOwn && (mayBecome(row, "confirmed") || mayBecome(row, "returned")),
    mayWithdraw: isOwn && mayBecome(row, "withdrawn"),
    mayAttach: mayAttach(row, actor),
  };
}

const done = (row: DeedRow) =>
  ok({
    value: { deed: row.deed },
    trail: { programme: row.programme, subject: row.official.id, thing: `deed:${row.deed}` },
  });

export const deedRoutes = (clock: Clock): readonly MountedRoute<Actor>[] => {
  const readerOf = ({ scope }: Actor): Reader => ({ scope, today: clock.today() });
  const yearNow = () => Number(clock.today().slice(0, 4));
  return [
    handle<Actor>()(routes.readOwnDeeds, async (tx, { actor, input }) => {
      const self = selfOf(actor);
      if (self.official === "") return outside();
      const asked = { ...self, year: input.query.year ?? yearNow() };
      const deeds = await listOwnDeeds(tx, readerOf(actor), asked);
      const choices = await readChoices(tx, readerOf(actor), asked);
      const names = await schemeNames(tx, wholeCity, self.programme);
      return ok({ value: { year: asked.year, deeds: deeds.map((each) => shown(each, names, actor)), choices } });
    }),
    handle<Actor>()(routes.enterOwnDeed, async (tx, { actor, input }) => {
      const self = selfOf(actor);
      const entered = await enterOwnDeed(tx, actor, { ...self, ...input.body }, clock.today());
      if (!entered.ok) return entered;
      const trail = { programme: self.programme, subject: self.official, thing: `deed:${entered.value}` };
      return ok({ value: { deed: entered.value }, trail });
    }),
    handle<Actor>()(routes.withdrawDeed, async (tx, { actor, input }) => {
      const withdrawn = await withdrawDeed(tx, actor, input.params.deed, clock.today());
      return withdrawn.ok ? done(withdrawn.value) : withdrawn;
    }),
    handle<Actor>()(routes.listDeeds, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if (!(await isReached(tx, actor, programme))) return outside();
      const except = selfOf(actor).official;
      const { deeds, next } = await listDeedsOf(tx, readerOf(actor), { programme, except, ...input.query });
      const entering = { ...readerOf(actor), scope: alsoFor(actor.scope, "enter-deed") };
      const people = (await listPeople(tx, entering, programme)).filter(({ id }) => id !== except);
      const names = await schemeNames(tx, wholeCity, programme);
      return ok({ value: { deeds: deeds.map((each) => shown(each, names, actor)), next, people } });
    }),
    handle<Actor>()(routes.readDeedChoices, async (tx, { actor, input }) => {
      const { programme, subject: official } = input.params;
      const people = await listPeople(tx, readerOf(actor), programme);
      if (!people.some(({ id }) => id === official)) return outside();
      return ok({ value: await readChoices(tx, readerOf(actor), { programme, official, year: yearNow() }) });
    }),
    handle<Actor>()(routes.enterDeed, async (tx, { actor, input }) => {
      const { subject: official, ...body } = input.body;
      const { programme } = input.params;
      const entered = await enterDeed(tx, actor, { programme, official, ...body }, clock.today());
      if (!entered.ok) return entered;
      const trail = { programme, subject: official, thing: `deed:${entered.value}` };
      return ok({ value: { deed: entered.value }, trail });
    }),
    handle<Actor>()(routes.confirmDeed, async (tx, { actor, input }) => {
      const decided = await decideDeed(tx, actor, { ...input.params, act: "confirmed" }, clock.today());
      return decided.ok ? done(decided.value) : decided;
    }),
    handle<Actor>()(routes.returnDeed, async (tx, { actor, input }) => {
      const decision = { ...input.params, ...input.body, act: "returned" as const };
      const decided = await decideDeed(tx, actor, decision, clock.today());
      return decided.ok ? done(decided.value) : decided;
    }),
    handle<Actor>()(routes.takeDeedEvidence, async (tx, { actor, input }) => {
      const read = await readEvidence(tx, readerOf(actor), input.params);
      if (!read.ok) return read;
      const { deed, name, content } = read.value;
      return ok({ value: { name, content }, trail: { programme: deed.programme, subject: deed.official.id } });
    }),
    ...missionRoutes(clock),
  ];
};

/** Those whose body is a file as it is. */
export const deedFileRoutes = (clock: Clock): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.attachDeedEvidence, async (tx, { actor, input, request }) => {
    const file = { ...input.params, name: input.query.name, content: bytesOf(request.body) };
    const attached = await attachEvidence(tx, actor, file, clock.today());
    if (!attached.ok) return attached;
    const { deed, sha256 } = attached.value;
    const trail = { programme: deed.programme, subject: deed.official.id, thing: `deed:${deed.deed}` };
    return ok({ value: { deed: deed.deed, sha256 }, trail });
  }),
];

function missionRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  const readerOf = ({ scope }: Actor): Reader => ({ scope, today: clock.today() });
  return [
    handle<Actor>()(routes.listMissions, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if (!(await isReached(tx, actor, programme))) return outside();
      const missions = await listMissions(tx, readerOf(actor), programme);
      const people = await listPeople(tx, readerOf(actor), programme);
      return ok({ value: { missions: [...missions], people: [...people] } });
    }),
    handle<Actor>()(routes.nameMissionMembers, async (tx, { actor, input }) => {
      const { programme, mission } = input.params;
      const found = await lockMission(tx, readerOf(actor), input.params);
      if (found === undefined) return outside();
      if (found.ended !== null) return refuse({ code: "mission-ended" } as const);
      const people = await listPeople(tx, readerOf(actor), programme);
      const unknown = input.body.officials.filter((each) => !people.some(({ id }) => id === each));
      if (unknown.length > 0)
        return refuse({ code: "things-unknown", params: { things: unknown.slice(0, 5).join("、") } } as const);
      await saveMembers(tx, input.params, input.body.officials, actor.id);
      return ok({ value: { mission }, trail: { programme, thing: `mission:${mission}` } });
    }),
    handle<Actor>()(routes.endMission, async (tx, { actor, input }) => {
      const { programme, mission } = input.params;
      const { lastDay } = input.body;
      const found = await lockMission(tx, readerOf(actor), input.params);
      if (found === undefined) return outside();
      if (found.ended !== null) return refuse({ code: "mission-ended" } as const);
      if (!found.mayEnd) return outside();
      if (lastDay > clock.today()) return refuse({ code: "day-to-come" } as const);
      if (lastDay < found.since) return refuse({ code: "days-out-of-order" } as const);
      await saveEnd(tx, input.params, { ...input.body, by: actor.id });
      return ok({ value: { mission }, trail: { programme, thing: `mission:${mission}` } });
    }),
  ];
}
