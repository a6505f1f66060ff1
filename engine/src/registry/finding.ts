import type { Day, EntryKind, Registry } from "./model.ts";
import { ranks, regimes, roleClasses, sanctionKinds } from "./vocabulary.ts";

/** What is wrong with an entry of a registry. `error`: nothing is recorded; `warning`: somebody should know. */
export interface RegistryFinding {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly kind: EntryKind;
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What a registry may name beside itself. */
export interface Known {
  /** With the last day of those that have ended. */
  readonly bodies: ReadonlyMap<string, Day | undefined>;
  readonly roleClasses: ReadonlySet<string>;
  readonly regimes: ReadonlySet<string>;
  readonly ranks: ReadonlySet<string>;
  readonly sanctionKinds: ReadonlySet<string>;
}

/** A body that decides, which is no entry of the registry, and the last day on which it does. */
export type BodyLife = { readonly id: string; readonly until?: Day | undefined };

/** The words that are known from the start, and those that a registry uses already. */
export function knownIn(registry: Registry, bodies: readonly BodyLife[]): Known {
  const said = (words: readonly string[], used: Iterable<string | undefined>): ReadonlySet<string> => {
    const all = new Set(words);
    for (const word of used) if (word) all.add(word);
    return all;
  };
  return {
    bodies: new Map(bodies.map(({ id, until }) => [id, until])),
    roleClasses: said(
      roleClasses,
      registry.post.map((post) => post.roleClass),
    ),
    regimes: said(
      regimes,
      registry.official.map(({ regime }) => regime),
    ),
    ranks: said(
      ranks,
      registry.official.map(({ rank }) => rank),
    ),
    sanctionKinds: said(
      sanctionKinds,
      registry.sanction.map(({ kind }) => kind),
    ),
  };
}

export type Report = (
  code: string,
  kind: EntryKind,
  id: string,
  values?: Readonly<Record<string, string>>,
  severity?: RegistryFinding["severity"],
) => void;

/** Findings that were not there before: what an edition is answerable for. */
export function newFindings(
  before: readonly RegistryFinding[],
  after: readonly RegistryFinding[],
): readonly RegistryFinding[] {
  const known = new Set(before.map((finding) => JSON.stringify(finding)));
  return after.filter((finding) => !known.has(JSON.stringify(finding)));
}
