import { type Action, type Release, type Role, releases, releasesFor } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";

/** How far a grant reaches, with everything resolved: units below a unit, the units on which a body decides. */
export type Reach =
  /** Everybody; of one programme where that is named (a body that decides on everybody is a body of its programme). */
  | { readonly kind: "city"; readonly programme?: string }
  /** These units, their teams, their officials. */
  | { readonly kind: "units"; readonly programme: string; readonly units: readonly string[] }
  | { readonly kind: "people"; readonly programme: string; readonly people: readonly string[] }
  /** The figures of these indicators, whomever they are about; nobody's result. */
  | { readonly kind: "indicators"; readonly programme: string; readonly indicators: readonly string[] }
  /** The own page and no other. `context` are the unit and team whose facts count in the own score. */
  | { readonly kind: "self"; readonly programme: string; readonly self: string; readonly context: readonly string[] }
  /** Accounts, grants and the audit trail, and nobody's data. */
  | { readonly kind: "installation" };

/** The result of whoever acts. */
export type Own = { readonly programme: string; readonly subject: string };

/**
 * Whose data may be touched by one act: what the grants that permit it reach, together. A required argument of every store
 * function; it stands in the WHERE, so that no query can forget it. There is no scope that means "not decided yet":
 * `nobody` sees nothing.
 */
export type Scope = readonly {
  readonly role: Role;
  readonly reach: Reach;
  /** Results are touched only at these steps of their release. */
  readonly releases: readonly Release[];
  /** The own result, which no other role than that of the official concerned reaches, however far it does. */
  readonly aside?: Own;
}[];
type Grant = Scope[number];

export const nobody: Scope = [];
/** For jobs, which act for the installation and show nothing to anybody. */
export const wholeCity: Scope = [{ role: "organiser", reach: { kind: "city" }, releases }];

/** Whether it is the appraisal office that acts: no unit is left out, and no step of a release. */
export const isOffice = (scope: Scope): boolean => scope.some(({ role }) => role === "organiser");

/** Whether somebody is the one whose page it is. */
export const isOneself = (scope: Scope, programme: string, subject: string): boolean =>
  scope.some(({ reach }) => reach.kind === "self" && reach.programme === programme && reach.self === subject);

/** And it is not about whoever acts, either: nobody is left out. */
export const reachesEverybody = (scope: Scope): boolean =>
  scope.some(({ role, aside }) => role === "organiser" && aside === undefined);

/** Whose own result a scope knows: as the one it is for, or as the one it leaves aside. */
export function ownIn(scope: Scope): Own | undefined {
  for (const { reach, aside } of scope) {
    if (aside !== undefined) return aside;
    if (reach.kind === "self") return { programme: reach.programme, subject: reach.self };
  }
  return undefined;
}

/**
 * Of a scope what it reaches by another act: where an answer about figures, which are live, also tells of runs and results,
 * these are for whoever might ask for them, and at the steps at which they might.
 */
export function alsoFor(scope: Scope, action: Action): Scope {
  return scope.flatMap((grant) => {
    const steps = releasesFor(action, grant.role).filter((step) => grant.releases.includes(step));
    return steps.length === 0 ? [] : [{ ...grant, releases: steps }];
  });
}

/** Of a grant `g`: units and everything below them; a body decides on its units, or on everybody. */
export const thingsReached = sql`(case g.reach
  when 'units' then array(
    with recursive below as (
      select unnest(g.things) as id
      union select u.id from current_subject u join below b on u.unit = b.id
        where u.programme = g.programme and u.type = 'unit')
    select id from below)
  when 'body' then coalesce((select b.units from body b where b.programme = g.programme and b.id = g.things[1]), array['-'])
  else g.things end)`;

type Condition = RawBuilder<boolean>;
const yes = sql<boolean>`true`;
const no = sql<boolean>`false`;

/** What one of the grants allows. */
function byAny(
  scope: Scope,
  conditionOf: (reach: Reach, grant: Grant) => Condition,
  release: string | undefined,
): Condition {
  const parts = scope.flatMap((grant) => {
    const { reach, releases: steps } = grant;
    const condition = conditionOf(reach, grant);
    if (condition === no) return [];
    if (release === undefined || steps.length === releases.length) return [condition];
    return [sql<boolean>`(${condition} and ${sql.ref(release)} = any(${[...steps]}))`];
  });
  if (parts.length === 0) return no;
  return parts.includes(yes) ? yes : sql<boolean>`(${sql.join(parts, sql` or `)})`;
}

/** Columns of a row that is about a subject. `release`: how far the results have come, for a row of results. */
export type SubjectColumns = {
  readonly programme: string;
  readonly id: string;
  readonly type: string;
  readonly unit: string;
  readonly release?: string;
};

const everybody = (of: string | undefined, programme: string): Condition =>
  of === undefined ? yes : sql<boolean>`${sql.ref(programme)} = ${of}`;

/** The condition under which a row about a subject is in scope. Of rows of results the own one is set aside. */
export function subjectInScope(scope: Scope, columns: SubjectColumns): Condition {
  const { programme, id, type, unit, release } = columns;
  const others = (reach: Reach, { aside }: Grant): Condition => {
    const condition = reached(reach);
    if (condition === no || release === undefined || aside === undefined) return condition;
    const isOwn = sql<boolean>`(${sql.ref(programme)} = ${aside.programme} and ${sql.ref(id)} = ${aside.subject})`;
    return sql<boolean>`(${condition} and not ${isOwn})`;
  };
  const reached = (reach: Reach): Condition => {
    if (reach.kind === "city") return everybody(reach.programme, programme);
    if (reach.kind === "installation" || reach.kind === "indicators") return no;
    const here = sql<boolean>`${sql.ref(programme)} = ${reach.programme}`;
    if (reach.kind === "self") return sql<boolean>`(${here} and ${sql.ref(id)} = ${reach.self})`;
    if (reach.kind === "people") return sql<boolean>`(${here} and ${sql.ref(id)} = any(${[...reach.people]}))`;
    const units = [...reach.units];
    return sql<boolean>`(${here} and (${sql.ref(id)} = any(${units})
      or (${sql.ref(unit)} = any(${units}) and ${sql.ref(type)} in ('team', 'official'))))`;
  };
  return byAny(scope, others, release);
}

/**
 * The condition under which a fact is in scope: it is about a subject in scope, about everybody ('*'), of an indicator in
 * scope, or, for an official, about the unit or team whose score enters the own one. `indicator` is an expression.
 */
export function factInScope(scope: Scope, programme: string, subject: string, indicator: string): Condition {
  const condition = (reach: Reach): Condition => {
    if (reach.kind === "city") return everybody(reach.programme, programme);
    if (reach.kind === "installation") return no;
    const here = sql<boolean>`${sql.ref(programme)} = ${reach.programme}`;
    if (reach.kind === "indicators")
      return sql<boolean>`(${here} and ${sql.raw(indicator)} = any(${[...reach.indicators]}))`;
    if (reach.kind === "self")
      return sql<boolean>`(${here} and ${sql.ref(subject)} = any(${["*", reach.self, ...reach.context]}))`;
    if (reach.kind === "people")
      return sql<boolean>`(${here} and ${sql.ref(subject)} = any(${["*", ...reach.people]}))`;
    return sql<boolean>`(${here} and (${sql.ref(subject)} = any(${["*", ...reach.units]}) or exists (
      select 1 from current_subject s where s.programme = ${sql.ref(programme)} and s.id = ${sql.ref(subject)}
        and s.unit = any(${[...reach.units]}) and s.type in ('team', 'official'))))`;
  };
  return byAny(scope, condition, undefined);
}

/** What stands in the library about an indicator, for whoever answers for it. `indicator` is a column. */
export function indicatorInScope(scope: Scope, programme: string, indicator: string): Condition {
  const condition = (reach: Reach): Condition => {
    if (reach.kind === "city") return everybody(reach.programme, programme);
    if (reach.kind !== "indicators") return no;
    return sql<boolean>`(${sql.ref(programme)} = ${reach.programme} and ${sql.ref(indicator)} = any(${[...reach.indicators]}))`;
  };
  return byAny(scope, condition, undefined);
}

/** Programmes and their schemes: whoever reaches into a programme sees what it is. */
export function programmeInScope(scope: Scope, programme: string): Condition {
  return byAny(scope, (reach) => programmeOf(reach, programme), undefined);
}

/** A programme as a whole, such as the making of its scheme: for whoever reaches everybody in it, not a unit or a person of it. */
export function wholeProgrammeInScope(scope: Scope, programme: string): Condition {
  return byAny(scope, (reach) => (reach.kind === "city" ? everybody(reach.programme, programme) : no), undefined);
}

/** What is set up for a programme rather than found out about anybody, such as a connection: for the office and whoever keeps the installation. */
export function setUpInScope(scope: Scope, programme: string): Condition {
  const condition = (reach: Reach): Condition => {
    if (reach.kind === "installation") return yes;
    return reach.kind === "city" ? everybody(reach.programme, programme) : no;
  };
  return byAny(scope, condition, undefined);
}

/** Rows of other systems and what they mean. */
export type ArrivedColumns = {
  readonly programme: string;
  /** The indicators that are computed of it, as an expression. */
  readonly indicators: RawBuilder<unknown>;
  /** Whether it is about one of these units; absent: it is about none. */
  readonly about?: (units: readonly string[]) => Condition;
};

export function arrivedInScope(scope: Scope, { programme, indicators, about = () => no }: ArrivedColumns): Condition {
  const condition = (reach: Reach): Condition => {
    if (reach.kind === "city") return everybody(reach.programme, programme);
    if (reach.kind !== "indicators" && reach.kind !== "units") return no;
    const here = sql<boolean>`${sql.ref(programme)} = ${reach.programme}`;
    if (reach.kind === "units") return sql<boolean>`(${here} and ${about([...reach.units])})`;
    return sql<boolean>`(${here} and ${indicators} && ${[...reach.indicators]}::text[])`;
  };
  return byAny(scope, condition, undefined);
}

/** Runs: those of a programme in scope whose results have come far enough. */
export function runInScope(scope: Scope, run: { readonly programme: string; readonly release: string }): Condition {
  return byAny(scope, (reach) => programmeOf(reach, run.programme), run.release);
}

function programmeOf(reach: Reach, programme: string): Condition {
  return reach.kind === "installation" ? no : everybody(reach.programme, programme);
}
