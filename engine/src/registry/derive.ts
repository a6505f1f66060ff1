import type { Subject } from "../facts/model.ts";
import type { Period } from "../facts/period.ts";
import { exactOf } from "../number/exact.ts";
import type { Official, Post, Registry, UnitSpan } from "./model.ts";
import { firstMonth, lastMonth, monthName, monthOf } from "./months.ts";
import { type Life, postAt, serviceOf, serviceOfMerged, type Term } from "./service.ts";

/** For which cycle, and the month whose posts say where everybody is: without one, the last of the cycle. */
export interface When {
  readonly cycle: Period;
  readonly cutOff?: string | undefined;
}

/**
 * Who is appraised in a cycle and where each served: what a dataset folder says in its tables, from the registry. Units and
 * people that ended before the cycle, or begin after it, are nobody's subject in it.
 */
export function deriveSubjects(registry: Registry, when: When): readonly Subject[] {
  const cutOff = when.cutOff ? monthOf(when.cutOff) : when.cycle.to;
  const units = unitSubjects(registry.unit, when.cycle, cutOff);
  const unitTypeOf = (unit: string | undefined) => (unit ? units.get(unit)?.attributes.unitType : undefined);
  const isHere = (each: { readonly since?: string; readonly until?: string }) =>
    firstMonth(each.since) <= when.cycle.to && lastMonth(each.until) >= when.cycle.from;
  const teams = registry.team.filter(isHere).map(({ id, name, sort, unit, attributes }): Subject => {
    const unitType = attributes.unitType ?? unitTypeOf(unit);
    return {
      ...{ id, type: "team", name, sort, unit, service: [] },
      attributes: { ...attributes, ...filled({ unitType }) },
    };
  });
  const posts = termsOf(registry.post);
  const officials = registry.official.filter(isHere).map((official): Subject => {
    const held = posts.get(official.id) ?? [];
    const post = postAt(held, cutOff)?.post;
    const { id, name, sort } = official;
    return {
      ...{ id, type: "official", name, sort, service: serviceOf(held, when.cycle) },
      ...(post ? { unit: post.unit } : {}),
      ...(post?.team ? { team: post.team } : {}),
      attributes: attributesOf(official, post, unitTypeOf(post?.unit)),
    };
  });
  return [...units.values(), ...teams, ...officials].sort(byProtocol);
}

const byProtocol = (a: Subject, b: Subject): number => a.sort - b.sort || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const filled = (values: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])));

const attributesOf = (
  { attributes, regime, rank, managedBy }: Official,
  post: Post | undefined,
  unitType?: string,
) => ({
  ...attributes,
  ...filled({ regime, rank, managedBy, roleClass: post?.roleClass, section: post?.section }),
  ...filled({ title: attributes.title ?? post?.title, unitType: attributes.unitType ?? unitType }),
});

/** The spans of each unit in order of their days. */
export function spansByUnit(spans: readonly UnitSpan[]): ReadonlyMap<string, readonly UnitSpan[]> {
  const byUnit = Map.groupBy(spans, ({ unit }) => unit);
  for (const held of byUnit.values()) held.sort((a, b) => ((a.since ?? "") < (b.since ?? "") ? -1 : 1));
  return byUnit;
}

function lifeOf(unit: string, spans: readonly UnitSpan[]): Life {
  const [first, last] = [spans[0], spans.at(-1)];
  return {
    id: unit,
    since: firstMonth(first?.since),
    until: lastMonth(last?.until),
    successors: last?.successors ?? [],
  };
}

/** The span of a unit at a month; before the first one the first, after the last one the last. */
function spanAt(spans: readonly UnitSpan[], month: number): UnitSpan | undefined {
  const current = spans.findLast((span) => firstMonth(span.since) <= month && month <= lastMonth(span.until));
  return current ?? spans.findLast((span) => lastMonth(span.until) < month) ?? spans[0];
}

function unitSubjects(all: readonly UnitSpan[], cycle: Period, cutOff: number): ReadonlyMap<string, Subject> {
  const byUnit = spansByUnit(all);
  const lives = [...byUnit].map(([unit, spans]) => lifeOf(unit, spans));
  const subjects = new Map<string, Subject>();
  for (const life of lives) {
    if (life.since > cycle.to || life.until < cycle.from) continue;
    const span = spanAt(byUnit.get(life.id) ?? [], cutOff);
    if (span === undefined) continue;
    const { name, sort, parent, unitType, cohort, attributes } = span;
    subjects.set(life.id, {
      ...{ id: life.id, type: "unit", name, sort, service: serviceOfMerged(life, lives, cycle) },
      ...(parent ? { unit: parent } : {}),
      attributes: {
        ...attributes,
        ...filled({
          ...{ unitType, cohort },
          since: Number.isFinite(life.since) ? monthName(life.since) : undefined,
          until: Number.isFinite(life.until) ? monthName(life.until) : undefined,
          successor: life.successors.join("|"),
          existence: life.until < cutOff ? "ended" : "current",
        }),
      },
    });
  }
  return subjects;
}

type PostTerm = Term & { readonly post: Post };

/** By official, in order of their first month; of one month in the order of their identifiers. */
function termsOf(posts: readonly Post[]): ReadonlyMap<string, readonly PostTerm[]> {
  const terms = new Map<string, PostTerm[]>();
  for (const post of posts) {
    const { official, unit, team, roleClass, kind, since, until, share } = post;
    const term: PostTerm = {
      ...{ post, unit, kind, from: firstMonth(since), to: lastMonth(until), share: exactOf(share) },
      ...(team ? { team } : {}),
      ...(roleClass ? { roleClass } : {}),
    };
    const held = terms.get(official);
    if (held) held.push(term);
    else terms.set(official, [term]);
  }
  for (const held of terms.values())
    if (held.length > 1) held.sort((a, b) => a.from - b.from || byNumber(a.post.id, b.post.id));
  return terms;
}

/** "p1.2" before "p1.10". −Infinity minus itself is no order, hence the comparison of months above falls through to here. */
const byNumber = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
