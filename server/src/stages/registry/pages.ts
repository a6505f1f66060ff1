import { type Name, type Outcome, type OutputOf, ok, type Refusal, refuse, type routes } from "@biaochi/contract";
import {
  appraiserOf,
  gradeScale,
  holdsOn,
  lastDayOf,
  monthOf,
  type NationalRule,
  periodOf,
  type Registry,
  type Rulebook,
  sanctionKinds,
  sanctionTerm,
  spansByUnit,
} from "@biaochi/engine";
import type { Transaction } from "../../platform/database.ts";
import { programmeInScope, type Scope } from "../../platform/scope.ts";
import { type BodyRow, listBodies } from "./body-store.ts";
import { askIn, type Concerned, type EditionMark, newestEdition, readRegistry } from "./edition-store.ts";
import { now } from "./record-edition.ts";
import { listConfirmations } from "./rulebooks/confirmation-store.ts";
import { cited } from "./rulebooks/figures.ts";
import { rulebookInForce } from "./rulebooks/local-store.ts";
import { appraiserSeen, type Call, callBy, holdingSeen, spanSeen } from "./seen.ts";
import { headcounts, isOfficialInScope, postsInUnit, unitsInScope } from "./tree-store.ts";
import { isProgrammeInScope, namesOf } from "./whereabouts-store.ts";

type Outside = Refusal<"outside-scope">;
export type Asked = { readonly programme: string; readonly on: string };

const headOf = (mark: EditionMark | undefined, on: string) => ({
  ...{ edition: mark?.recording ?? 0, cycle: mark?.cycle ?? null, cutOff: mark?.cutOff ?? null, on },
});

const noPeople: Concerned = { officials: [], units: [] };

async function registryOf(tx: Transaction, programme: string, concerned: Concerned) {
  const at = { programme, recording: now };
  const ask = askIn(tx);
  return { mark: await newestEdition(ask, at), registry: await readRegistry(ask, at, concerned) };
}

/** The span of each unit on a day. */
const spansOn = (registry: Registry, on: string) => registry.unit.filter((span) => holdsOn(span, on));

/** Units by their last name, sections, teams and bodies by theirs. */
async function calling(tx: Transaction, scope: Scope, programme: string, registry: Registry): Promise<Call> {
  const names = new Map<string, Name>();
  for (const [unit, spans] of spansByUnit(registry.unit)) {
    const last = spans.at(-1);
    if (last) names.set(unit, last.name);
  }
  for (const { id, name } of [...registry.section, ...registry.team]) names.set(id, name);
  for (const { id, name } of await listBodies(tx, scope, programme)) names.set(id, name);
  return callBy(names);
}

const isThere = (tx: Transaction, scope: Scope, programme: string): Promise<boolean> =>
  isProgrammeInScope(tx, programmeInScope(scope, "p.id"), programme);

export async function treeOf(
  tx: Transaction,
  scope: Scope,
  { programme, on }: Asked,
): Promise<Outcome<OutputOf<typeof routes.readRegistryTree>, Outside>> {
  if (!(await isThere(tx, scope, programme))) return refuse({ code: "outside-scope" });
  const { mark, registry } = await registryOf(tx, programme, noPeople);
  const counts = await headcounts(tx, scope, { programme, day: on });
  const units = spansOn(registry, on)
    .filter(({ unit }) => counts.has(unit))
    .sort((a, b) => a.sort - b.sort || (a.unit < b.unit ? -1 : 1))
    .map((span) => ({
      ...{ unit: span.unit, name: span.name, sort: span.sort, unitType: span.unitType ?? null },
      ...{ parent: span.parent ?? null, cohort: span.cohort ?? null, isDualLed: span.ledFrom !== undefined },
      ...{ since: span.since ?? null, until: span.until ?? null },
      ...{ sections: counts.get(span.unit)?.sections ?? 0, people: counts.get(span.unit)?.people ?? 0 },
    }));
  const bodies = await listBodies(tx, scope, programme);
  return ok({
    ...headOf(mark, on),
    units,
    unitTypes: [...new Set(registry.unit.flatMap(({ unitType }) => unitType ?? []))].sort(),
    bodies: bodies.filter(({ until }) => until === null || until >= on).map(({ id, name }) => ({ id, name })),
  });
}

const cursorOf = (text: string | undefined) => {
  const [sort, ...post] = (text ?? "").split(" ");
  return /^\d{1,10}$/.test(sort ?? "") ? { sort: Number(sort), post: post.join(" ") } : undefined;
};

export async function unitPageOf(
  tx: Transaction,
  scope: Scope,
  asked: Asked & { readonly unit: string; readonly cursor: string | undefined; readonly limit: number },
): Promise<Outcome<OutputOf<typeof routes.readRegistryUnit>, Outside>> {
  const { programme, on, unit, limit } = asked;
  const inScope = await unitsInScope(tx, scope, programme);
  if (!inScope.has(unit)) return refuse({ code: "outside-scope" });
  const { mark, registry } = await registryOf(tx, programme, noPeople);
  const call = await calling(tx, scope, programme, registry);
  const where = { programme, unit, day: on };
  const found = await postsInUnit(tx, scope, { ...where, after: cursorOf(asked.cursor), limit: limit + 1 });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const leaders = await postsInUnit(tx, scope, { ...where, limit: 200, onlyTeam: true });
  const bodies = await listBodies(tx, scope, programme);
  return ok({
    ...headOf(mark, on),
    unit,
    spans: (spansByUnit(registry.unit).get(unit) ?? []).map((span) => spanSeen(span, call)),
    sections: registry.section
      .filter((section) => section.unit === unit && holdsOn(section, on))
      .sort((a, b) => a.sort - b.sort)
      .map(({ id, name, sort, since = null, until = null }) => ({ section: id, name, sort, since, until })),
    teams: registry.team
      .filter((team) => team.unit === unit && holdsOn(team, on))
      .map(({ id, name, since = null, until = null }) => ({
        ...{ team: id, name, since, until },
        members: leaders.filter(({ team }) => team === id).map((row) => holdingSeen(row, call)),
      })),
    people: shown.map((row) => holdingSeen(row, call)),
    next: found.length > limit && last ? `${last.sort} ${last.post}` : null,
    bodies: bodies
      .filter(({ units, until }) => units.includes(unit) && (until === null || until >= on))
      .map(({ id, name }) => ({ id, name })),
    below: spansOn(registry, on)
      .filter(({ parent }) => parent === unit)
      .map((span) => ({ id: span.unit, name: span.name })),
  });
}

async function personOf(tx: Transaction, scope: Scope, programme: string, subject: string) {
  if (!(await isOfficialInScope(tx, scope, programme, subject))) return undefined;
  const { mark, registry } = await registryOf(tx, programme, { officials: [subject], units: [] });
  const official = registry.official.find(({ id }) => id === subject);
  return official && { mark, registry, official };
}

/** The rules in force here, and how one of them is told. */
async function lawOf(tx: Transaction) {
  const { rulebook } = await rulebookInForce(tx);
  const confirmed = await listConfirmations(tx);
  return { rulebook, cite: (rule: NationalRule) => cited(rule, confirmed) };
}

const whenOf = (mark: EditionMark) => ({
  cycle: periodOf(mark.cycle),
  cutOff: mark.cutOff === null ? undefined : lastDayOf(monthOf(mark.cutOff)),
});

export async function officialPageOf(
  tx: Transaction,
  scope: Scope,
  { programme, on, subject }: Asked & { readonly subject: string },
): Promise<Outcome<OutputOf<typeof routes.readRegistryOfficial>, Outside>> {
  const person = await personOf(tx, scope, programme, subject);
  if (person === undefined) return refuse({ code: "outside-scope" });
  const { mark, registry, official } = person;
  const call = await calling(tx, scope, programme, registry);
  const { name, sort, regime, rank, managedBy, since = null, until = null } = official;
  const { rulebook, cite } = await lawOf(tx);
  return ok({
    ...headOf(mark, on),
    official: { id: subject, type: "official", name },
    ...{ sort, regime: regime ?? null, rank: rank ?? null, since, until },
    managedBy: managedBy === undefined ? null : call(managedBy),
    posts: registry.post
      .toSorted((a, b) => ((a.since ?? "") < (b.since ?? "") ? 1 : -1))
      .map((post) => ({
        ...{ post: post.id, unit: call(post.unit), kind: post.kind, share: post.share },
        section: post.section === undefined ? null : call(post.section),
        team: post.team === undefined ? null : call(post.team),
        ...{ roleClass: post.roleClass ?? null, title: post.title ?? null },
        ...{ since: post.since ?? null, until: post.until ?? null },
      })),
    // Leave is no part of this page: what follows from it stands with it, in the file.
    appraiser: mark
      ? appraiserSeen(appraiserOf(official, registry.post, [], whenOf(mark), rulebook), call, cite)
      : null,
  });
}

export async function fileOf(
  tx: Transaction,
  scope: Scope,
  { programme, on, subject }: Asked & { readonly subject: string },
): Promise<Outcome<OutputOf<typeof routes.readPersonnelFile>, Outside>> {
  const person = await personOf(tx, scope, programme, subject);
  if (person === undefined) return refuse({ code: "outside-scope" });
  const { mark, registry, official } = person;
  const { rulebook, cite } = await lawOf(tx);
  const appraised = mark && appraiserOf(official, registry.post, registry.leave, whenOf(mark), rulebook);
  return ok({
    leave: registry.leave.map(({ id: leave, since, until, days }) => ({ leave, since, until, days })),
    sanctions: registry.sanction.map(({ id: sanction, kind, since, until = null, document }) => ({
      ...{ sanction, kind, since, until, document },
    })),
    grades: registry.grade
      .toSorted((a, b) => b.year - a.year)
      .map(({ id: entry, year, grade, scale, document = null }) => ({ entry, year, grade, scale, document })),
    takingPart: (appraised?.takingPart ?? []).map(({ code, values, rule }) => ({
      ...{ code, values: { ...values }, rule: cite(rule) },
    })),
    sanctionTerms: sanctionKinds.flatMap((kind) => {
      const term = sanctionTerm(rulebook, kind, on);
      return term === undefined ? [] : [{ kind, months: term.months }];
    }),
    scale: scaleOf(rulebook, official.regime, on),
  });
}

/** The grades of somebody's scale by the rulebook; of whom it knows none, of nobody's. */
function scaleOf(rulebook: Rulebook, regime: string | undefined, on: string): Name[] {
  const known = rulebookRegimes[regime ?? ""];
  const scale = known && gradeScale(rulebook, known, on);
  return scale?.value.grades.map((grade) => ({ ...grade })) ?? [];
}
const rulebookRegimes: Readonly<Record<string, Parameters<typeof gradeScale>[1]>> = {
  ...{ "leading-member": "leading-member", "civil-servant": "civil-servant", participating: "cangong" },
  ...{ "public-institution": "public-institution", probation: "probation" },
};

export async function bodiesPageOf(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<Outcome<{ readonly edition: number; readonly bodies: readonly BodySeen[] }, Outside>> {
  if (!(await isThere(tx, scope, programme))) return refuse({ code: "outside-scope" });
  const mark = await newestEdition(askIn(tx), { programme, recording: now });
  const bodies = await listBodies(tx, scope, programme);
  const names = await namesOf(
    tx,
    scope,
    programme,
    bodies.flatMap(({ units }) => units),
  );
  return ok({
    edition: mark?.recording ?? 0,
    bodies: bodies.map(({ id: body, name, units, until }) => ({
      ...{ body, name, until, units: units.map(callBy(names)) },
    })),
  });
}
type BodySeen = Pick<BodyRow, "name" | "until"> & {
  readonly body: string;
  readonly units: { id: string; name: Name }[];
};
