import { type Day, endings, type Section, type Team, type UnitSpan } from "@biaochi/engine";
import { plainName } from "../../../dataset/upload/clean-cell.ts";
import { aliasesOf, attributesOf, type Draft, listOf, member, nameOf, saidBy } from "./build.ts";
import { freshId, type NameIndex, nameIndex, numbering } from "./names.ts";
import { isNew } from "./question.ts";
import type { ImportRow } from "./read-sheet.ts";

/** Units, sections and teams by what a cell calls them. */
export type Places = {
  /** The unit that a text names. Where nobody can tell, it is asked; `undefined`: not yet known, or wrong and said so. */
  unit(row: ImportRow, text: string): string | undefined;
  /** A section of a unit by number or name; one that is not known is made. */
  section(row: ImportRow, unit: string, text: string): string;
  team(row: ImportRow, column: string): string | undefined;
  nameOf(unit: string): string;
  /** When every row has been taken: names that somebody said a unit has are kept with it. */
  finish(): void;
};

const isCurrent = (span: UnitSpan): boolean => span.until === undefined;

/** The span that a row about a unit is about where it names none: the one that lasts, else the last. */
function spanOf(spans: readonly UnitSpan[]): UnitSpan | undefined {
  return spans.find(isCurrent) ?? spans.toSorted((a, b) => ((a.since ?? "") < (b.since ?? "") ? -1 : 1)).at(-1);
}

type Known = { readonly spans: Map<string, UnitSpan[]>; readonly names: NameIndex };

function known(draft: Draft): Known {
  const spans = new Map<string, UnitSpan[]>();
  const names = nameIndex();
  for (const span of draft.registry.unit) {
    spans.set(span.unit, [...(spans.get(span.unit) ?? []), span]);
    for (const name of [span.name["zh-CN"], span.name.en, ...span.aliases]) names.add(name, span.unit);
  }
  return { spans, names };
}

/** Takes the rows of units in, and answers by what name each unit, section and team is found from now on. */
export function takeUnits(
  draft: Draft,
  rows: {
    readonly units: readonly ImportRow[];
    readonly sections: readonly ImportRow[];
    readonly teams: readonly ImportRow[];
  },
): Places {
  const { spans, names } = known(draft);
  const nextUnit = numbering("d", spans.keys());
  const called = (unit: string): string => spanOf(spans.get(unit) ?? [])?.name["zh-CN"] ?? unit;
  const asAlike = (ids: readonly string[]) => ids.map((id) => ({ id, name: called(id), unit: "" }));
  const lasts = (unit: string): boolean => (spans.get(unit) ?? []).some(isCurrent);
  /** Names under which a unit was found because somebody said so: from now on they are its aliases. */
  const lent = new Map<string, string>();

  /** Those of a name; of several the one that has not ended. */
  function exactly(text: string): readonly string[] {
    const all = names.of(text);
    const current = all.length > 1 ? all.filter(lasts) : all;
    return current.length === 1 ? current : all;
  }

  function ask(row: ImportRow, text: string, alike: readonly string[]): string | undefined {
    const answer = draft.questions.ask({
      ...{ key: `unit|${plainName(text)}`, about: "unit", file: row.file, row: row.row, name: text, unit: "" },
      alike: asAlike(alike),
    });
    if (answer !== undefined && answer !== isNew) lent.set(text, answer);
    return answer;
  }

  /** Which unit each row is about. Two rows are two units: what one names exactly is no candidate for another. */
  function meanings(): readonly (string | undefined)[] {
    const exact = rows.units.map(({ cells }) => (cells.id ? [cells.id] : exactly(cells.name ?? "")));
    const claimed = new Set(exact.flatMap((ids) => (ids.length === 1 ? ids : [])));
    return rows.units.map((row, at) => {
      const [only, another] = exact[at] ?? [];
      if (only !== undefined && another === undefined) return only;
      const { name = "" } = row.cells;
      const alike = another === undefined ? names.like(name).filter((id) => !claimed.has(id)) : (exact[at] ?? []);
      return alike.length === 0 ? isNew : ask(row, name, alike);
    });
  }

  type Taken = {
    readonly row: ImportRow;
    readonly unit: string;
    readonly before: UnitSpan | undefined;
    readonly entry: string;
  };
  const taken: Taken[] = [];
  const meant = meanings();
  const made = new Map<string, string>();
  for (const [at, row] of rows.units.entries()) {
    const { entry = "", name = "" } = row.cells;
    const meaning = meant[at];
    if (meaning === undefined) continue;
    const again = meaning === isNew ? made.get(plainName(name)) : undefined;
    const unit = meaning === isNew ? (again ?? nextUnit()) : meaning;
    if (meaning === isNew) made.set(plainName(name), unit);
    const its = spans.get(unit) ?? [];
    const before = entry === "" ? spanOf(its) : its.find((span) => span.id === entry);
    const fresh = freshId(`${unit}.`, its.length + 1, (each) => its.some((span) => span.id === each));
    taken.push({ row, unit, before, entry: before?.id ?? (entry === "" ? fresh : entry) });
    for (const each of [name, row.cells.nameEn ?? "", ...listOf(row.cells.aliases ?? "")]) names.add(each, unit);
    if (!spans.has(unit)) spans.set(unit, []);
  }

  /** A unit that a cell refers to; one that nobody knows is asked for once. */
  function unitOf(row: ImportRow, text: string): string | undefined {
    if (text === "") return undefined;
    if (spans.has(text)) return text;
    const [only, another] = exactly(text);
    if (only !== undefined && another === undefined) return only;
    const meaning = lent.get(text) ?? ask(row, text, another === undefined ? names.like(text) : exactly(text));
    if (meaning !== isNew) return meaning;
    const unit = nextUnit();
    spans.set(unit, []);
    names.add(text, unit);
    draft.change("unit", newUnit(`${unit}.1`, unit, text, nextSort(draft, "unit")), row);
    return unit;
  }

  for (const { row, unit, before, entry } of taken) {
    const span = unitFrom(draft, row, { unit, entry, before }, (text) => unitOf(row, text));
    if (before !== undefined) {
      const old = before.name["zh-CN"];
      // A name that a unit gives up stays one of those under which it is found.
      const aliases = old === span.name["zh-CN"] || span.aliases.includes(old) ? span.aliases : [...span.aliases, old];
      draft.put("unit", { ...span, aliases }, row);
    } else draft.put("unit", span, row);
  }

  const sections = nameIndexOfSections(draft);
  const nextSection = numbering(
    "k",
    [...draft.entries("section")].map(({ id }) => id),
  );
  for (const row of rows.sections) {
    const unit = unitOf(row, row.cells.unit ?? "");
    if (unit === undefined) continue;
    const { id = "", name = "" } = row.cells;
    const entry = id || sections.of(unit, name) || nextSection();
    const before = draft.find("section", entry);
    sections.add(unit, name, entry);
    draft.put(
      "section",
      {
        ...{ id: entry, unit, name: nameOf(row, before?.name), sort: sortOf(draft, "section", row, before) },
        ...dated(row, before),
      },
      row,
    );
  }

  const teams = nameIndex();
  for (const team of draft.registry.team)
    for (const name of [team.name["zh-CN"], ...team.aliases]) teams.add(name, team.id);
  const nextTeam = numbering(
    "b",
    [...draft.entries("team")].map(({ id }) => id),
  );
  for (const row of rows.teams) {
    const unit = unitOf(row, row.cells.unit ?? "");
    if (unit === undefined) continue;
    const same = teams.of(row.cells.name ?? "").filter((id) => draft.find("team", id)?.unit === unit);
    const id = row.cells.id || same[0] || nextTeam();
    const before = draft.find("team", id);
    const team: Team = {
      ...{ id, unit, name: nameOf(row, before?.name), sort: sortOf(draft, "team", row, before) },
      ...{ aliases: aliasesOf(row, before?.aliases), attributes: attributesOf(row, before?.attributes) },
      ...dated(row, before),
    };
    for (const name of [team.name["zh-CN"], ...team.aliases]) teams.add(name, id);
    draft.put("team", team, row);
  }

  return {
    unit: unitOf,
    nameOf: called,
    finish() {
      for (const [alias, unit] of lent) {
        const span = [...draft.entries("unit")].find((each) => each.unit === unit && isCurrent(each));
        if (span === undefined || span.aliases.includes(alias) || span.name["zh-CN"] === alias) continue;
        draft.change("unit", { ...span, aliases: [...span.aliases, alias] });
      }
    },
    section(row, unit, text) {
      const found = draft.find("section", text);
      if (found?.unit === unit) return found.id;
      const same = sections.of(unit, text);
      if (same !== undefined) return same;
      const id = nextSection();
      sections.add(unit, text, id);
      draft.change("section", { id, unit, name: { "zh-CN": text, en: text }, sort: nextSort(draft, "section") }, row);
      return id;
    },
    team(row, column) {
      const text = row.cells[column] ?? "";
      if (text === "") return undefined;
      if (draft.find("team", text) !== undefined) return text;
      const [only, another] = teams.of(text);
      if (only !== undefined && another === undefined) return only;
      draft.error(row, only === undefined ? "subject-unknown" : "subject-ambiguous", column, {
        expected: "expected.team",
      });
      return undefined;
    },
  };
}

const newUnit = (id: string, unit: string, name: string, sort: number): UnitSpan => ({
  ...{ id, unit, name: { "zh-CN": name, en: name }, sort, successors: [], aliases: [], attributes: {} },
});

/** First and last day as the row says them; what the sheet has no column for stays. */
export function dated(
  row: ImportRow,
  before: { readonly since?: Day; readonly until?: Day } | undefined,
): { since?: Day; until?: Day } {
  return { ...member(row, "since", before?.since), ...member(row, "until", before?.until) };
}

type Sorted = "unit" | "section" | "team" | "official";
const lastSort = new WeakMap<Draft, Map<Sorted, number>>();

/** After everything that is there, in the order of the rows. */
export function nextSort(draft: Draft, kind: Sorted): number {
  const all = lastSort.get(draft) ?? new Map<Sorted, number>();
  lastSort.set(draft, all);
  let last = all.get(kind);
  if (last === undefined) {
    last = 0;
    for (const { sort } of draft.registry[kind]) last = Math.max(last, sort);
  }
  all.set(kind, last + 1);
  return last + 1;
}

export function sortOf(
  draft: Draft,
  kind: Sorted,
  row: ImportRow,
  before: { readonly sort: number } | undefined,
): number {
  const said = row.cells.sort ?? "";
  return said === "" ? (before?.sort ?? nextSort(draft, kind)) : Number(said);
}

function nameIndexOfSections(draft: Draft) {
  const all = new Map<string, string>();
  const key = (unit: string, name: string) => `${unit}\n${plainName(name)}`;
  for (const { id, unit, name, until } of draft.registry.section as readonly Section[])
    if (until === undefined || !all.has(key(unit, name["zh-CN"]))) all.set(key(unit, name["zh-CN"]), id);
  return {
    of: (unit: string, name: string) => all.get(key(unit, name)),
    add: (unit: string, name: string, id: string) => void all.set(key(unit, name), id),
  };
}

function unitFrom(
  draft: Draft,
  row: ImportRow,
  { unit, entry, before }: { readonly unit: string; readonly entry: string; readonly before: UnitSpan | undefined },
  refer: (text: string) => string | undefined,
): UnitSpan {
  const parent = saidBy(row, "parent") === undefined ? before?.parent : refer(row.cells.parent ?? "");
  const ending =
    saidBy(row, "ending") === undefined ? before?.ending : endings.find((each) => each === row.cells.ending);
  const successors = saidBy(row, "successors");
  const ledFrom = saidBy(row, "ledFrom");
  return {
    ...{ id: entry, unit, name: nameOf(row, before?.name), sort: sortOf(draft, "unit", row, before) },
    ...(parent === undefined ? {} : { parent }),
    ...member(row, "unitType", before?.unitType),
    ...member(row, "cohort", before?.cohort),
    ...dated(row, before),
    ...(ending === undefined ? {} : { ending }),
    successors:
      successors === undefined ? (before?.successors ?? []) : listOf(successors).flatMap((text) => refer(text) ?? []),
    aliases: aliasesOf(row, before?.aliases),
    ...(ledFrom === undefined
      ? before?.ledFrom === undefined
        ? {}
        : { ledFrom: before.ledFrom }
      : ledFrom === ""
        ? {}
        : { ledFrom: { "zh-CN": ledFrom, en: row.cells.ledFromEn || ledFrom } }),
    ...member(row, "gradedBy", before?.gradedBy),
    attributes: attributesOf(row, before?.attributes),
  };
}
