import type { Service, Subject } from "../facts/model.ts";
import type { Period } from "../facts/period.ts";
import { show } from "../number/exact.ts";
import { emptyRegistry, type Official, type Post, type Registry, type Team, type UnitSpan } from "./model.ts";
import { firstDayOf, lastDayOf, monthOf } from "./months.ts";

/**
 * A registry that says what subjects of a cycle say, for a programme that was recorded before there was one: it derives these
 * very subjects. Days are known as far as months of the cycle tell; what was before is "as long as is known".
 */
export function registryOfSubjects(subjects: readonly Subject[], cycle: Period): Registry {
  const of = (type: Subject["type"]) => subjects.filter((subject) => subject.type === type);
  const types = new Map(of("unit").map(({ id, attributes }) => [id, attributes.unitType]));
  /** The unit's type is derived again; another one is the subject's own. */
  const own = ({ unit, attributes }: Subject): Subject["attributes"] => {
    const { unitType, ...rest } = attributes;
    const isDerived = unitType === undefined || (unit !== undefined && types.get(unit) === unitType);
    return isDerived ? rest : { ...rest, unitType };
  };
  const officials = of("official").map((subject) => ({ subject, posts: postsOf(subject, cycle) }));
  return {
    ...emptyRegistry,
    unit: of("unit").map(spanOf),
    team: of("team").flatMap((team): readonly Team[] => {
      const { id, name, sort, unit } = team;
      return unit === undefined ? [] : [{ id, name, sort, unit, aliases: [], attributes: own(team) }];
    }),
    official: officials.map(({ subject, posts }) => officialOf(subject, own(subject), posts)),
    post: officials.flatMap(({ posts }) => posts),
  };
}

function spanOf({ id, name, sort, unit: parent, attributes }: Subject): UnitSpan {
  const { unitType, cohort, since, until, successor, existence: _, ...rest } = attributes;
  const successors = successor ? successor.split("|") : [];
  return {
    ...{ id: `${id}.1`, unit: id, name, sort, successors, aliases: [], attributes: rest },
    ...(parent ? { parent } : {}),
    ...(unitType ? { unitType } : {}),
    ...(cohort ? { cohort } : {}),
    ...(since ? { since: firstDayOf(monthOf(since)) } : {}),
    ...(until ? { until: lastDayOf(monthOf(until)), ending: successor ? "merged" : "abolished" } : {}),
  };
}

function officialOf({ id, name, sort }: Subject, attributes: Subject["attributes"], posts: readonly Post[]): Official {
  const { regime, rank, managedBy, roleClass, ...rest } = attributes;
  const isPlaceless = posts.length === 0 && roleClass !== undefined;
  return {
    ...{ id, name, sort, aliases: [], attributes: isPlaceless ? { ...rest, roleClass } : rest },
    ...(regime ? { regime } : {}),
    ...(rank ? { rank } : {}),
    ...(managedBy ? { managedBy } : {}),
  };
}

/** Months of the cycle become days; what reaches its edges is open there. */
function postsOf({ id: official, unit, team, attributes, service }: Subject, cycle: Period): readonly Post[] {
  const { roleClass } = attributes;
  const plain = { official, kind: "main", share: "1" } as const;
  const place = { ...(team ? { team } : {}), ...(roleClass ? { roleClass } : {}) };
  if (service.length === 0) return unit === undefined ? [] : [{ ...plain, ...place, id: `${official}.1`, unit }];
  const served = service.map((each, at) => servedPost(official, each, at, cycle));
  if (unit === undefined || served.some(({ kind }) => kind === "main")) return served;
  // Nothing but secondments in the cycle: the main post was before it.
  const before = { ...plain, ...place, id: `${official}.${served.length + 1}`, unit };
  return [...served, { ...before, until: lastDayOf(cycle.from - 1) }];
}

function servedPost(
  official: string,
  { unit, team, roleClass, from, to, share, kind }: Service,
  at: number,
  cycle: Period,
) {
  const [first, last] = [monthOf(from), monthOf(to)];
  return {
    ...{ id: `${official}.${at + 1}`, official, unit, kind, share: show(share) },
    ...(team ? { team } : {}),
    ...(roleClass ? { roleClass } : {}),
    ...(first === cycle.from ? {} : { since: firstDayOf(first) }),
    ...(last === cycle.to ? {} : { until: lastDayOf(last) }),
  };
}
