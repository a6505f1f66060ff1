import type { Name } from "@biaochi/contract";
import type { Transaction } from "../../platform/database.ts";
import type { Scope } from "../../platform/scope.ts";
import { findSchemeVersion, listSchemeVersions, type SchemeHeading, schemeOf } from "./store.ts";

type Named = { readonly id: string; readonly name: Name; readonly measure: string | null };

/** How the schemes of a programme call what facts carry by identifiers. */
export type SchemeNames = {
  /** One that no version knows is called by its identifier. */
  readonly indicator: (id: string) => Named;
  /** null: no version says. */
  readonly event: (type: string) => Name | null;
};

type Names = { readonly indicators: readonly Named[]; readonly events: readonly { id: string; name: Name }[] };

/** By digest: the names of a version never change, and documents are large. */
const known = new Map<string, Names>();

async function namesIn(tx: Transaction, scope: Scope, programme: string, heading: SchemeHeading): Promise<Names> {
  const held = known.get(heading.digest);
  if (held !== undefined) return held;
  const version = await findSchemeVersion(tx, scope, { programme, ...heading });
  const scheme = version === undefined ? undefined : schemeOf(version);
  const names = {
    indicators: (scheme?.indicators ?? []).map(({ id, name, measure }) => ({ id, name, measure: measure ?? null })),
    events: scheme?.eventTypes ?? [],
  };
  if (scheme !== undefined) known.set(heading.digest, names);
  return names;
}

/** By the newest version that has it: a figure of an indicator that was given up is called as it was called then. */
export async function schemeNames(tx: Transaction, scope: Scope, programme: string): Promise<SchemeNames> {
  const indicators = new Map<string, Named>();
  const events = new Map<string, Name>();
  for (const heading of await listSchemeVersions(tx, scope, programme)) {
    const names = await namesIn(tx, scope, programme, heading);
    for (const each of names.indicators) indicators.set(each.id, each);
    for (const { id, name } of names.events) events.set(id, name);
  }
  return {
    indicator: (id) => indicators.get(id) ?? { id, name: { "zh-CN": id, en: id }, measure: null },
    event: (type) => events.get(type) ?? null,
  };
}
