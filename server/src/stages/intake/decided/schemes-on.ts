import { type Period, readPeriod, type Scheme } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { findSchemeVersion, listSchemeVersions, type SchemeHeading, schemeOf } from "../../schemes/store.ts";
import { monthOfDay } from "../warnings/scheme-on.ts";
import { periodAt } from "../warnings/watched.ts";

/** A scheme that holds on a day, with the cycle in which the day lies. */
export type SchemeThen = { readonly scheme: Scheme; readonly cycle: Period };

/** Every scheme by which units are appraised on a day, each in its newest version: what happens then counts in all of them. */
export async function schemesOn(tx: Transaction, programme: string, day: string): Promise<readonly SchemeThen[]> {
  const inForce = (await listSchemeVersions(tx, wholeCity, programme)).filter(
    ({ effective_from, effective_until }) => effective_from <= day && (effective_until ?? day) >= day,
  );
  const newest = new Map(inForce.map((each) => [each.scheme, each]));
  const found: SchemeThen[] = [];
  for (const heading of newest.values()) {
    const cycle = cycleOn(heading, day);
    const version = await findSchemeVersion(tx, wholeCity, { programme, ...heading });
    if (cycle !== undefined && version !== undefined) found.push({ scheme: schemeOf(version), cycle });
  }
  return found;
}

function cycleOn({ cycle }: SchemeHeading, day: string): Period | undefined {
  const own = readPeriod(cycle);
  return own === undefined || own.grain === "term" ? undefined : periodAt(own.grain, monthOfDay(day));
}
