import type { Name, OutputOf, RuleCited, routes } from "@biaochi/contract";
import type { Appraiser, BodyLife, Edition, EntryKind, NationalRule, Registry, UnitSpan } from "@biaochi/engine";
import { entryKinds } from "@biaochi/engine";
import type { z } from "zod";
import type { DerivedChanges } from "./derived-store.ts";
import type { Holding } from "./tree-store.ts";

type Cited = z.input<typeof RuleCited>;

/** How something is called; an unknown or unseen one by its identifier. */
export type Call = (id: string) => { readonly id: string; readonly name: Name };
export const callBy =
  (names: ReadonlyMap<string, Name>): Call =>
  (id) => ({ id, name: names.get(id) ?? { "zh-CN": id, en: id } });

export const spanSeen = (span: UnitSpan, call: Call) => ({
  ...{ span: span.id, name: span.name, sort: span.sort, unitType: span.unitType ?? null, cohort: span.cohort ?? null },
  ...{ parent: span.parent === undefined ? null : call(span.parent), aliases: [...span.aliases] },
  ...{ since: span.since ?? null, until: span.until ?? null, ending: span.ending ?? null },
  successors: span.successors.map(call),
  ledFrom: span.ledFrom ?? null,
  gradedBy: span.gradedBy === undefined ? null : call(span.gradedBy),
});

export const holdingSeen = (row: Holding, call: Call) => ({
  ...{ post: row.post, kind: row.kind, title: row.title, team: row.team, rank: row.rank, share: row.share },
  official: { id: row.official, type: "official" as const, name: row.name },
  ...{ roleClass: row.role_class, since: row.since, until: row.until },
  section: row.section === null ? null : call(row.section),
});

export const appraiserSeen = (appraiser: Appraiser, call: Call, cite: (rule: NationalRule) => Cited) => {
  const { code, values, rule, body, unit, hears, days, daysOfCycle, cutOff, cutOffRule } = appraiser;
  return {
    ...{ code, values: { ...values }, daysOfCycle, cutOff },
    rule: rule === undefined ? null : cite(rule),
    cutOffRule: cutOffRule === undefined ? null : cite(cutOffRule),
    by: body !== undefined ? call(body) : unit !== undefined ? call(unit) : null,
    hears: hears.map(call),
    days: days.map((each) => ({ unit: call(each.unit), kind: each.kind, days: each.days })),
  };
};

type Previewed = OutputOf<typeof routes.previewRegistryAct>;
export const mostShown = 200;

/** A member of an entry as one text; a name in both languages. */
function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(" · ");
  if (typeof value !== "object") return String(value);
  if ("zh-CN" in value && "en" in value)
    return value["zh-CN"] === value.en ? String(value.en) : `${String(value["zh-CN"])} · ${String(value.en)}`;
  const members = Object.entries(value).map(([name, each]) => `${name} ${String(each)}`);
  return members.length === 0 ? null : members.join(" · ");
}

function fieldsOf(before: object | undefined, after: object) {
  const [was, is]: readonly ReadonlyMap<string, unknown>[] = [before ?? {}, after].map(
    (entry) => new Map<string, unknown>(Object.entries(entry)),
  );
  return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].flatMap((field) => {
    const [one, other] = [textOf(was?.get(field)), textOf(is?.get(field))];
    return field === "id" || one === other ? [] : [{ field, before: one, after: other }];
  });
}

type Names = ReadonlyMap<string, Name>;

/** How units, sections, teams and people of a registry are called. */
export const namesIn = ({ unit, section, team, official }: Registry): Names =>
  new Map([
    ...unit.map((span) => [span.unit, span.name] as const),
    ...[...section, ...team, ...official].map(({ id, name }) => [id, name] as const),
  ]);

const naming = ["unit", "parent", "successors", "section", "team", "official"];

/** What an entry and the values that lead to others are called. */
function calledIn(entry: object, names: Names, changes: readonly object[]) {
  const own: { readonly name?: Name; readonly official?: string } = entry;
  const ids = [entry, ...changes].flatMap((each) => naming.flatMap((field) => Reflect.get(each, field) ?? []));
  const known = [...new Set(ids)].flatMap((id) => {
    const name = names.get(String(id));
    return name === undefined ? [] : [[String(id), name] as const];
  });
  return { name: own.name ?? names.get(own.official ?? "") ?? null, names: Object.fromEntries(known) };
}

/** What an edition says anew, entry by entry, with what each was before. */
export function entryChanges(before: Registry, edition: Edition, names: Names): Previewed["entries"] {
  const of = (kind: EntryKind): Previewed["entries"] => {
    const known = new Map<string, object>(before[kind].map((entry) => [entry.id, entry]));
    const change = (id: string, after: object) => {
      const was = known.get(id);
      const called = calledIn(was ?? after, names, [after]);
      return { ...{ kind, id, ...called, isNew: was === undefined }, fields: fieldsOf(was, after) };
    };
    const said = (edition[kind] ?? []).map((entry) => change(entry.id, entry));
    const gone = (edition.withdrawn?.[kind] ?? []).map((id) => change(id, {}));
    return [...said, ...gone];
  };
  return entryKinds.flatMap(of);
}

/** A body is no entry, and is told like one. */
export const bodyChanges = (bodyEnd: BodyLife | undefined): Previewed["entries"] =>
  bodyEnd === undefined
    ? []
    : [
        {
          ...{ kind: "body", id: bodyEnd.id, name: null, names: {}, isNew: false },
          fields: [{ field: "until", before: null, after: bodyEnd.until ?? null }],
        },
      ];

export function subjectChanges({ changed, gone }: DerivedChanges, call: Call): Previewed["subjects"] {
  const unitOf = (unit: string | undefined) => (unit === undefined ? null : call(unit).name);
  return [
    ...changed.map(({ after, before }) => ({
      subject: { id: after.id, type: after.type, name: after.name },
      change: before === undefined ? ("new" as const) : ("changed" as const),
      unitBefore: unitOf(before?.unit),
      unitAfter: unitOf(after.unit),
    })),
    ...gone.map(({ before }) => ({
      subject: { id: before.id, type: before.type, name: before.name },
      ...{ change: "left" as const, unitBefore: unitOf(before.unit), unitAfter: null },
    })),
  ];
}
