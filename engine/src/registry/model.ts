import type { Name } from "../facts/model.ts";

/**
 * The dated registry as somebody sees it at one mark: of each entry its newest description. Days are "2025-07-01" and both inside;
 * without `since` as long as is known, without `until` still. Ending is a last day; nothing is taken away.
 */
export type Day = string;

type Dated = { readonly since?: Day; readonly until?: Day };
type Attributes = Readonly<Record<string, string>>;

/** How a unit's life ends: into others, into parts, or altogether. */
export const endings = ["merged", "split", "abolished"] as const;
export type Ending = (typeof endings)[number];

/** A unit under one name in one place of the tree. Its spans follow each other without overlapping. */
export interface UnitSpan extends Dated {
  readonly id: string;
  readonly unit: string;
  readonly name: Name;
  readonly parent?: string;
  readonly unitType?: string;
  readonly cohort?: string;
  readonly sort: number;
  readonly ending?: Ending;
  readonly successors: readonly string[];
  readonly aliases: readonly string[];
  /** Dual-led: who leads it from above, and the body with the authority to grade it. */
  readonly ledFrom?: Name;
  readonly gradedBy?: string;
  /** Whatever else selectors may name; `unitType` and `cohort` stand above. */
  readonly attributes: Attributes;
}

/** 科室, inside a unit. */
export interface Section extends Dated {
  readonly id: string;
  readonly unit: string;
  readonly name: Name;
  readonly sort: number;
}

/** 领导班子. Who belongs to it on which day follows from the posts that name it. */
export interface Team extends Dated {
  readonly id: string;
  readonly unit: string;
  readonly name: Name;
  readonly sort: number;
  readonly aliases: readonly string[];
  readonly attributes: Attributes;
}

/** Somebody who is appraised: officials, community secretaries, staff of institutions and enterprises. */
export interface Official extends Dated {
  readonly id: string;
  readonly name: Name;
  readonly sort: number;
  readonly regime?: string;
  readonly rank?: string;
  /** The body that decides for them (干部管理权限). */
  readonly managedBy?: string;
  readonly staffNumber?: string;
  readonly aliases: readonly string[];
  readonly attributes: Attributes;
}

export const postKinds = ["main", "secondment", "acting"] as const;

export interface Post extends Dated {
  readonly id: string;
  readonly official: string;
  readonly unit: string;
  readonly team?: string;
  readonly section?: string;
  readonly roleClass?: string;
  readonly kind: (typeof postKinds)[number];
  readonly title?: string;
  /** Part of the work of that time, as an exact text: "1", "1/2". */
  readonly share: string;
}

/** Days that count as sick or personal leave between two days; never why. */
export interface LeaveDays {
  readonly id: string;
  readonly official: string;
  readonly since: Day;
  readonly until: Day;
  readonly days: number;
}

/** A formal conclusion with its document. */
export interface Sanction {
  readonly id: string;
  readonly official: string;
  readonly kind: string;
  readonly since: Day;
  readonly until?: Day;
  readonly document: string;
}

/** A grade that was decided before this system. */
export interface EarlierGrade {
  readonly id: string;
  readonly official: string;
  readonly year: number;
  readonly grade: string;
  readonly scale: string;
  readonly document?: string;
}

/** One session of a body that decides. */
export interface Meeting {
  readonly id: string;
  readonly body: string;
  readonly name: Name;
  readonly session: string;
  readonly day: Day;
  readonly minutes: string;
}

export interface Entries {
  readonly unit: UnitSpan;
  readonly section: Section;
  readonly team: Team;
  readonly official: Official;
  readonly post: Post;
  readonly leave: LeaveDays;
  readonly sanction: Sanction;
  readonly grade: EarlierGrade;
  readonly meeting: Meeting;
}
export type EntryKind = keyof Entries;
export const entryKinds = [
  ...(["unit", "section", "team", "official", "post", "leave", "sanction", "grade", "meeting"] as const),
] satisfies readonly EntryKind[];

export type Registry = { readonly [Kind in EntryKind]: readonly Entries[Kind][] };

export const emptyRegistry: Registry = {
  ...{ unit: [], section: [], team: [], official: [], post: [], leave: [], sanction: [], grade: [], meeting: [] },
};

/** What one edition says anew: whole entries, known identifiers with their new description, and identifiers that it withdraws. */
export type Edition = Partial<Registry> & { readonly withdrawn?: { readonly [Kind in EntryKind]?: readonly string[] } };

/** The registry after an edition. Entries that it does not name stay as they are. */
export function withEdition(registry: Registry, edition: Edition): Registry {
  const after = <Entry extends { readonly id: string }>(
    before: readonly Entry[],
    said: readonly Entry[] = [],
    gone: readonly string[] = [],
  ): readonly Entry[] => {
    if (said.length === 0 && gone.length === 0) return before;
    const replaced = new Map(said.map((entry) => [entry.id, entry]));
    const left = new Set(gone);
    const known = new Set(before.map(({ id }) => id));
    return [
      ...before.flatMap((entry) => (left.has(entry.id) ? [] : [replaced.get(entry.id) ?? entry])),
      ...said.filter(({ id }) => !known.has(id) && !left.has(id)),
    ];
  };
  const { withdrawn = {} } = edition;
  return {
    unit: after(registry.unit, edition.unit, withdrawn.unit),
    section: after(registry.section, edition.section, withdrawn.section),
    team: after(registry.team, edition.team, withdrawn.team),
    official: after(registry.official, edition.official, withdrawn.official),
    post: after(registry.post, edition.post, withdrawn.post),
    leave: after(registry.leave, edition.leave, withdrawn.leave),
    sanction: after(registry.sanction, edition.sanction, withdrawn.sanction),
    grade: after(registry.grade, edition.grade, withdrawn.grade),
    meeting: after(registry.meeting, edition.meeting, withdrawn.meeting),
  };
}
