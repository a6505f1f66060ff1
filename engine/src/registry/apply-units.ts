import type { RegistryAct } from "./acts.ts";
import { type Applied, changed, freshId, impossible, says } from "./applied.ts";
import type { Day, Post, Registry, UnitSpan } from "./model.ts";
import { dayBefore, holdsOn } from "./months.ts";

type ActOf<Name extends RegistryAct["act"]> = Extract<RegistryAct, { readonly act: Name }>;

/** The acts on units and their teams; undefined for the others. */
export function applyToUnits(registry: Registry, act: RegistryAct, effective: Day): Applied | undefined {
  switch (act.act) {
    case "make-unit":
      return makeUnit(registry, act, effective);
    case "change-unit":
      return changeUnit(registry, act, effective);
    case "end-unit":
      return endUnit(registry, act, effective);
    case "make-team": {
      if (isTaken(registry, act.team)) return impossible("id-taken", { id: act.team });
      const { team: id, unit, name, sort } = act;
      return says({ team: [{ id, unit, name, sort, since: effective, aliases: [], attributes: {} }] });
    }
    default:
      return undefined;
  }
}

/** Units, teams and officials share one name space. */
export const isTaken = (registry: Registry, id: string): boolean =>
  registry.unit.some(({ unit }) => unit === id) ||
  registry.team.some((team) => team.id === id) ||
  registry.official.some((official) => official.id === id);

function makeUnit(registry: Registry, act: ActOf<"make-unit">, since: Day): Applied {
  const { unit, name, parent, unitType, cohort, sort } = act;
  if (isTaken(registry, unit)) return impossible("id-taken", { id: unit });
  const made: UnitSpan = {
    ...{ id: freshId(`${unit}.`, registry.unit), unit, name, sort, since },
    ...{ successors: [], aliases: [], attributes: {} },
    ...(parent ? { parent } : {}),
    ...(unitType ? { unitType } : {}),
    ...(cohort ? { cohort } : {}),
  };
  return says({ unit: [made] });
}

/** The span of a unit on a day, or why there is none. */
function spanOn(registry: Registry, unit: string, day: Day): UnitSpan | Applied {
  const spans = registry.unit.filter((span) => span.unit === unit);
  if (spans.length === 0) return impossible("unit-unknown", { unit });
  return spans.find((span) => holdsOn(span, day)) ?? impossible("not-then", { id: unit, day });
}

function changeUnit(registry: Registry, { act: _, unit, ...said }: ActOf<"change-unit">, effective: Day): Applied {
  const span = spanOn(registry, unit, effective);
  if ("ok" in span) return span;
  const next = changed(span, said);
  if (JSON.stringify(next) === JSON.stringify(span)) return impossible("nothing-changes", { id: unit });
  // From its first day on, it is the span itself that is described anew.
  if (span.since === effective) return says({ unit: [next] });
  const { ending: _ending, ...before } = span;
  const id = freshId(`${unit}.`, registry.unit);
  return says({
    unit: [
      { ...before, successors: [], until: dayBefore(effective) },
      { ...next, id, since: effective },
    ],
  });
}

function endUnit(registry: Registry, act: ActOf<"end-unit">, effective: Day): Applied {
  const until = dayBefore(effective);
  const span = spanOn(registry, act.unit, until);
  if ("ok" in span) return span;
  const { unit, ending, successors } = act;
  const later = registry.unit.find((each) => each.unit === unit && (each.since ?? "") > until);
  if (later !== undefined) return impossible("unit-goes-on", { unit, since: later.since ?? "" });
  if (span.ending !== undefined) return impossible("unit-ended", { unit, until: span.until ?? "" });
  const goesOn = (each: { readonly unit: string; readonly until?: Day }) =>
    each.unit === unit && (each.until === undefined || each.until > until);
  const posts = registry.post.filter(goesOn);
  const [first] = successors;
  const below = act.carry && first !== undefined ? registry.unit.filter((each) => isBelow(each, unit, until)) : [];
  return says({
    unit: [
      { ...span, until, ending, successors: [...successors] },
      ...below.flatMap((each) => hungElsewhere(registry, each, first, effective)),
    ],
    section: registry.section.filter(goesOn).map((section) => ({ ...section, until })),
    team: registry.team.filter(goesOn).map((team) => ({ ...team, until })),
    post: [
      ...posts.map((post) => ({ ...post, until })),
      ...(act.carry && first !== undefined ? carried(registry, posts, first, effective) : []),
    ],
  });
}

const isBelow = (span: UnitSpan, unit: string, until: Day): boolean =>
  span.parent === unit && (span.until === undefined || span.until > until);

/** A unit that hung under one that ends goes on under another. */
function hungElsewhere(
  registry: Registry,
  span: UnitSpan,
  parent: string | undefined,
  since: Day,
): readonly UnitSpan[] {
  const next = changed(span, { parent: parent ?? null });
  if (span.since !== undefined && span.since >= since) return [next];
  const { ending: _, ...before } = span;
  return [
    { ...before, successors: [], until: dayBefore(since) },
    { ...next, id: freshId(`${span.unit}.`, registry.unit), since },
  ];
}

/** The posts of everybody but the heads, in another unit: with its leadership where it has one, in no section of it yet. */
function carried(registry: Registry, posts: readonly Post[], unit: string, since: Day): readonly Post[] {
  const team = registry.team.find((each) => each.unit === unit && holdsOn(each, since))?.id;
  return posts
    .filter(({ kind, roleClass }) => kind === "main" && roleClass !== "head")
    .map(({ team: itsTeam, section: _, ...post }) => ({
      ...{ ...post, id: freshId(`${post.official}.`, registry.post), unit, since },
      ...(itsTeam !== undefined && team !== undefined ? { team } : {}),
    }));
}
