import { type RawBuilder, sql } from "kysely";

/**
 * Whose data may be touched. A required argument of every store function; it stands in the WHERE, so that no query can
 * forget it. There is no scope that means "not decided yet": `nobody` sees nothing.
 */
export type Scope =
  | { readonly kind: "city" }
  /** A head: the unit, its team, its officials. */
  | { readonly kind: "unit"; readonly programme: string; readonly unit: string }
  /** An official: the own page and no other. `context` are the unit and team whose facts count in the own score. */
  | { readonly kind: "self"; readonly programme: string; readonly self: string; readonly context: readonly string[] }
  | { readonly kind: "nobody" };

export const nobody: Scope = { kind: "nobody" };
/** For jobs, which act for the installation and show nothing to anybody. */
export const wholeCity: Scope = { kind: "city" };

/** Columns of a row that is about a subject. */
export type SubjectColumns = {
  readonly programme: string;
  readonly id: string;
  readonly type: string;
  readonly unit: string;
};

/** The condition under which a row about a subject is in scope. */
export function subjectInScope(scope: Scope, columns: SubjectColumns): RawBuilder<boolean> {
  const { programme, id, type, unit } = columns;
  if (scope.kind === "city") return sql<boolean>`true`;
  if (scope.kind === "nobody") return sql<boolean>`false`;
  const here = sql<boolean>`${sql.ref(programme)} = ${scope.programme}`;
  if (scope.kind === "self") return sql<boolean>`(${here} and ${sql.ref(id)} = ${scope.self})`;
  return sql<boolean>`(${here} and (${sql.ref(id)} = ${scope.unit}
    or (${sql.ref(unit)} = ${scope.unit} and ${sql.ref(type)} in ('team', 'official'))))`;
}

/**
 * The condition under which a fact is in scope: it is about a subject in scope, about everybody ('*'), or, for an
 * official, about the unit or team whose score enters the own one.
 */
export function factInScope(scope: Scope, programme: string, subject: string): RawBuilder<boolean> {
  if (scope.kind === "city") return sql<boolean>`true`;
  if (scope.kind === "nobody") return sql<boolean>`false`;
  const here = sql<boolean>`${sql.ref(programme)} = ${scope.programme}`;
  if (scope.kind === "self")
    return sql<boolean>`(${here} and ${sql.ref(subject)} = any(${["*", scope.self, ...scope.context]}))`;
  return sql<boolean>`(${here} and (${sql.ref(subject)} in ('*', ${scope.unit}) or exists (
    select 1 from current_subject s where s.programme = ${sql.ref(programme)} and s.id = ${sql.ref(subject)}
      and s.unit = ${scope.unit} and s.type in ('team', 'official'))))`;
}

/** Programmes, their runs and schemes: the appraisal office sees all, the others their own. */
export function programmeInScope(scope: Scope, programme: string): RawBuilder<boolean> {
  if (scope.kind === "city") return sql<boolean>`true`;
  if (scope.kind === "nobody") return sql<boolean>`false`;
  return sql<boolean>`${sql.ref(programme)} = ${scope.programme}`;
}
