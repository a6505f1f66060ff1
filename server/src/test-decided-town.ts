import { closePeriod, reopenPeriod } from "./stages/intake/closed-period-store.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { queueRun, townPeople } from "./test-city.ts";
import type { openTown } from "./test-open-town.ts";

const grantOf = (role: "head" | "liaison", unit: string) => ({
  ...{ role, reach: "units" as const, programme: "town", things: [unit] },
});
const named = (id: string) => ({ id, name: { "zh-CN": id, en: id }, programme: "town" });
const owns = { role: "owner" as const, reach: "indicators" as const, programme: "town", things: ["order", "openness"] };
/** Heads and liaisons of units, owners of what is decided on, and a body that decides on the whole town. */
export const people = {
  bodies: [
    { programme: "town", id: "council", name: { "zh-CN": "委员会", en: "Council" }, units: [] },
    { programme: "town", id: "committee", name: { "zh-CN": "第1局党组", en: "Committee" }, units: ["u1"] },
  ],
  accounts: [
    ...townPeople.accounts,
    ...(["head-2", "head-3", "head-4", "head-5"] as const).map((id) => ({
      ...named(id),
      grants: [grantOf("head", `u${id.at(-1)}`)],
    })),
    { ...named("liaison"), grants: [grantOf("liaison", "u1")] },
    { ...named("owner"), self: "u5-p1", grants: [owns] },
    { ...named("other-owner"), grants: [{ ...owns, things: ["answered"] }] },
    { ...named("both"), grants: [grantOf("head", "u6"), owns] },
    // The head of the owner's unit, who is also the one that enters.
    { ...named("owner-head"), self: "u5-p1", grants: [grantOf("head", "u5")] },
    // The same person with an account of the office.
    { ...named("owner-office"), self: "u5-p1", grants: [{ role: "organiser" as const, reach: "city" as const }] },
    // Answers for three units.
    { ...named("several"), grants: [{ ...grantOf("head", "u2"), things: ["u2", "u3", "u6"] }] },
    { ...named("discipline"), grants: [{ role: "discipline" as const, reach: "city" as const }] },
    {
      ...named("clerk"),
      grants: [{ role: "clerk" as const, reach: "body" as const, programme: "town", things: ["council"] }],
    },
    {
      ...named("unit-clerk"),
      grants: [{ role: "clerk" as const, reach: "body" as const, programme: "town", things: ["committee"] }],
    },
  ],
};
const measured = `  - { id: own,`;
const decidedItems = `      deductions:
        items:
          - item: order
            rule: { kind: negative-deduction, causes: [{ type: criticised, deduct: { byLevel: { national: 3, provincial: 2, municipal: "0.5" }, otherwise: 1 } }, { type: late, deduct: "0.5" }], floor: -20 }
      bonus:
        items:
          - { item: awards, rule: { kind: capped-bonus, awards: [{ type: award, points: "0.75", levels: { national: 2, provincial: 1 } }], cap: none } }
          - { item: openness, weight: 2, rule: { kind: checklist, outOf: 10, criteria: [{ id: intime, full: 6 }, { id: complete, full: 4 }] } }
`;
/** The town's scheme with a deduction, a bonus and an assessment beside its list. */
export const editScheme = (scheme: string): string =>
  scheme
    .replace(
      measured,
      `  - { id: order, name: { zh-CN: 督查, en: Order }, period: year, owner: u5, source: { kind: event } }
  - { id: openness, name: { zh-CN: 公开, en: Openness }, period: quarter, owner: u5, source: { kind: assessment } }
${measured}`,
    )
    .replace("  - id: teams\n", `${decidedItems}  - id: teams\n`);

/** A claim, as far as the tests look at it. */
type Step = { step: number; what: string; until: string | null };
export type Seen = { state: string; may: string[]; steps: Step[] };

/** What a run says a unit has: two places, which whole hundredths less or more move by themselves. */
export async function scoreIn(town: Awaited<ReturnType<typeof openTown>>, unit: string): Promise<number> {
  const run = await queueRun(town.database);
  await computeWaitingRuns(town.database);
  const { body } = await town.ask("organiser", "GET", `/runs/${run}/subjects/${unit}`);
  return Number(body.score);
}

type Town = Awaited<ReturnType<typeof openTown>>;

/** The numbers of the claims that somebody reads. */
export const claimsOf = async (town: Town, who: string, query: string) =>
  ((await town.ask(who, "GET", `/programmes/town/claims${query}`)).body.claims as { claim: number }[]).map(
    ({ claim }) => claim,
  );

/** By when somebody is to do what waits for them. */
export const duesOf = async (town: Town, who: string, kind: string) =>
  ((await town.ask(who, "GET", "/todos")).body.todos as { kind: string; due: string }[])
    .filter((todo) => todo.kind === kind)
    .map(({ due }) => due);

export const setClosed = (town: Town, period: string, isClosed: boolean) =>
  town.database.transaction((tx) =>
    (isClosed ? closePeriod : reopenPeriod)(tx, { programme: "town", period, author: "test", reason: "r" }),
  );

/** A version that names what happens, and has another indicator in the place of one. */
export async function recordNewerScheme(town: Town): Promise<void> {
  const [old] = await town.query("select document from scheme_version where programme = 'town'");
  const names = `eventTypes:
  - { id: late, name: { zh-CN: 逾期, en: overdue } }
  - { id: criticised, name: { zh-CN: 点名批评, en: named } }
`;
  const text = String(old?.document)
    .replaceAll(/\bprojects\b/g, "works")
    .replace("version: 1", "version: 2")
    .replace("indicators:\n", `${names}indicators:\n`);
  await town.query(`insert into scheme_version (programme, scheme, version, recording, name, document, digest, title, cycle, synthetic, effective_from)
    select programme, scheme, 2, recording, name, d.text, encode(sha256(convert_to(d.text, 'UTF8')), 'hex'), title, cycle, synthetic, effective_from
    from scheme_version, (select '${text.replaceAll("'", "''")}'::text) d(text) where programme = 'town' and version = 1`);
}

/** How what happens late, and what was criticised, is called where it is chosen, claimed and counted; and one indicator. */
export async function calledIn(town: Town) {
  type Called = { readonly type: string; readonly event: object | null };
  const of = (all: unknown, type: string) => (all as readonly Called[]).find((each) => each.type === type)?.event;
  const read = async (path: string, who = "organiser") =>
    (await town.ask(who, "GET", `/programmes/town/${path}`)).body as Readonly<Record<string, unknown>>;
  const factOf = async (table: string, where: string) => {
    const [found] = await town.query(`select id from ${table} where programme = 'town' and ${where} limit 1`);
    const { fact } = await read(`facts/${encodeURIComponent(String(found?.id))}`);
    return fact as { readonly indicator: { readonly name: object } | null; readonly event: object | null };
  };
  return {
    choice: of((await read("claim-choices", "owner")).choices, "late"),
    claim: of((await read("claims")).claims, "criticised"),
    event: (await factOf("event", "type = 'criticised'")).event,
    figure: (await factOf("observation", "indicator = 'projects'")).indicator?.name,
  };
}
