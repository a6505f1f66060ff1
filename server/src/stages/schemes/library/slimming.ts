import type { Name } from "@biaochi/contract";
import type { Scheme, Subject } from "@biaochi/engine";
import { fromScheme, type LibraryIndicator, type Slimness, slimnessOf } from "@biaochi/engine/library";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";
import { findSchemeVersion, listSchemeVersions, schemeOf } from "../store.ts";
import { isLive, listIndicators } from "./store.ts";

/** "scheme/<id>/<version>" or "day/2026-03-01". */
export type SideName = string;
export type Side = {
  readonly side: SideName;
  readonly indicators: readonly LibraryIndicator[];
  readonly slim: Slimness;
};

export type SideChoice = {
  readonly side: SideName;
  readonly scheme: string | null;
  readonly version: number | null;
  readonly title: Name | null;
};

/** What may stand on a side: every version of the programme's schemes, and the library on the days on which it changed. */
export async function sidesOf(
  tx: Transaction,
  scope: Scope,
  programme: string,
  day: string,
): Promise<readonly SideChoice[]> {
  const headings = await listSchemeVersions(tx, scope, programme);
  const { rows: titles } = await sql<{ scheme: string; version: number; title: Name }>`
    select v.scheme, v.version, v.title from scheme_version v
    where v.programme = ${programme} and ${programmeInScope(scope, "v.programme")}`.execute(tx);
  const { rows: days } = await sql<{ day: string }>`
    select distinct v.day from library_version v where v.programme = ${programme} and ${programmeInScope(scope, "v.programme")}
    order by v.day desc limit 24`.execute(tx);
  const titleOf = (scheme: string, version: number) =>
    titles.find((each) => each.scheme === scheme && each.version === version)?.title ?? null;
  return [
    ...headings.map(({ scheme, version }) => ({
      ...{ side: `scheme/${scheme}/${version}`, scheme, version, title: titleOf(scheme, version) },
    })),
    ...[...new Set([...days.map((each) => each.day).reverse(), day])].map((each) => ({
      ...{ side: `day/${each}`, scheme: null, version: null, title: null },
    })),
  ];
}

/** One side, counted. A day of the library is asked through the lists of the newest scheme, as far as it uses what lived then. */
export async function sideOf(
  tx: Transaction,
  scope: Scope,
  programme: string,
  side: SideName,
): Promise<Side | undefined> {
  const units = await unitsOf(tx, scope, programme);
  const [, id, version] = /^scheme\/(.+)\/(\d+)$/.exec(side) ?? [];
  const library = await listIndicators(tx, scope, programme);
  if (id !== undefined) {
    const scheme = await schemeAt(tx, scope, { programme, scheme: id, version: Number(version) });
    if (scheme === undefined) return undefined;
    const known = new Map(library.map(({ content }) => [content.id, content]));
    const indicators = scheme.indicators.map((each) => fromScheme(each, known.get(each.id)));
    return { side, indicators, slim: slimnessOf({ indicators, scheme }, units) };
  }
  const day = side.slice("day/".length);
  const then = await listIndicators(tx, scope, programme, day);
  const indicators = then.filter((each) => isLive(each, day)).map(({ content }) => content);
  const newest = (await listSchemeVersions(tx, scope, programme)).at(-1);
  const scheme = newest && (await schemeAt(tx, scope, { programme, ...newest }));
  return { side, indicators, slim: slimnessOf({ indicators, ...(scheme === undefined ? {} : { scheme }) }, units) };
}

async function schemeAt(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly scheme: string; readonly version: number },
): Promise<Scheme | undefined> {
  const row = await findSchemeVersion(tx, scope, which);
  return row && schemeOf(row);
}

async function unitsOf(tx: Transaction, scope: Scope, programme: string): Promise<readonly Subject[]> {
  const { rows } = await sql<Pick<Subject, "id" | "type" | "name" | "sort" | "attributes">>`
    select s.id, s.type, s.name, s.sort, s.attributes from current_subject s
    where s.programme = ${programme} and s.type = 'unit' and ${programmeInScope(scope, "s.programme")} order by s.sort, s.id`.execute(
    tx,
  );
  return rows.map((unit) => ({ ...unit, service: [] }));
}
