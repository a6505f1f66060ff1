import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Scheme } from "@biaochi/engine";
import { differingFields, fromScheme, nearDuplicates } from "@biaochi/engine/library";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import type { Scope } from "../../../platform/scope.ts";
import { findSchemeVersion, listSchemeVersions, type SchemeVersionRow, schemeOf } from "../store.ts";
import { type LibraryVersion, listIndicators, lockLibrary, programmeInReach, saveVersion } from "./store.ts";

export type TakeOver = {
  readonly row: SchemeVersionRow;
  readonly scheme: Scheme;
  readonly all: readonly LibraryVersion[];
};

/** The newest version of a programme's schemes beside what its library has. */
export async function newestBeside(tx: Transaction, scope: Scope, programme: string): Promise<TakeOver | undefined> {
  const heading = (await listSchemeVersions(tx, scope, programme)).at(-1);
  const row = heading && (await findSchemeVersion(tx, scope, { programme, ...heading }));
  if (row === undefined) return undefined;
  return { row, scheme: schemeOf(row), all: await listIndicators(tx, scope, programme) };
}

/** What the library has not, what it has otherwise, what it has; what was ended stays ended. */
export function compareWith({ scheme, all }: TakeOver) {
  const known = new Map(all.map((each) => [each.indicator, each]));
  const beside = scheme.indicators.map((indicator) => {
    const version = known.get(indicator.id);
    const fields = version === undefined ? [] : differingFields(indicator, version.content);
    return { indicator, version, fields };
  });
  const ids = new Set(scheme.indicators.map(({ id }) => id));
  return {
    added: beside.filter(({ version }) => version === undefined),
    changed: beside.filter(({ version, fields }) => version?.is_ended === false && fields.length > 0),
    same: beside.filter(({ version, fields }) => version?.is_ended === false && fields.length === 0),
    ended: beside.filter(({ version }) => version?.is_ended === true),
    absent: all.filter(({ indicator, is_ended }) => !is_ended && !ids.has(indicator)),
  };
}

/** Pairs of a scheme that ask for the same: they are shown before they are taken over, and taken over all the same. */
export function duplicatesIn(scheme: Scheme) {
  const indicators = scheme.indicators.map((each) => fromScheme(each));
  return indicators.flatMap((each, i) =>
    nearDuplicates(each, indicators.slice(i + 1)).map(({ indicator, score }) => ({
      one: { id: each.id, name: each.name },
      other: { id: indicator.id, name: indicator.name },
      percent: Math.round(score * 100),
    })),
  );
}

type Refused = Refusal<"outside-scope" | "version-stale" | "library-same">;

/** Takes over the version that was seen, where it is still the newest. */
export async function takeOverScheme(
  tx: Transaction,
  actor: Actor,
  wanted: { readonly programme: string; readonly scheme: string; readonly version: number; readonly reason: string },
  day: string,
): Promise<Outcome<{ added: number; changed: number }, Refused>> {
  const { programme, reason } = wanted;
  if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
  await lockLibrary(tx, programme);
  const newest = await newestBeside(tx, actor.scope, programme);
  if (newest?.row.scheme !== wanted.scheme || newest.row.version !== wanted.version)
    return refuse({ code: "version-stale" });
  const { added, changed } = compareWith(newest);
  if (added.length + changed.length === 0) return refuse({ code: "library-same" });
  for (const { indicator, version } of [...added, ...changed])
    await saveVersion(tx, {
      ...{ programme, reason, author: actor.id, day, is_ended: false, isTakenOver: true },
      content: fromScheme(indicator, version?.content),
      version: (version?.version ?? 0) + 1,
    });
  return ok({ added: added.length, changed: changed.length });
}
