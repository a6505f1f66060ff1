import { covers, type Period, readPeriod, type Scheme } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { findSchemeVersion, listSchemeVersions, type SchemeHeading, schemeOf } from "../../schemes/store.ts";
import { periodAt } from "./watched.ts";

export type SchemeOn = {
  readonly scheme: Scheme;
  /** The cycle in which the day lies, of the length of the scheme's own. */
  readonly cycle: Period;
  /** The scheme is of an earlier cycle, and no other one has taken its place yet. */
  readonly isCarriedOver: boolean;
};

const isInForce = ({ effective_from, effective_until }: SchemeHeading, day: string): boolean =>
  effective_from <= day && (effective_until ?? day) >= day;

export const monthOfDay = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** By what units are measured on a day: the scheme of its cycle that is in force, else the last one, until there is another. */
export async function schemeOn(tx: Transaction, programme: string, day: string): Promise<SchemeOn | undefined> {
  const versions = (await listSchemeVersions(tx, wholeCity, programme)).filter((each) => isInForce(each, day));
  const month = monthOfDay(day);
  const cycleOf = ({ cycle }: SchemeHeading): Period | undefined => {
    const own = readPeriod(cycle);
    return own === undefined || own.grain === "term" ? undefined : periodAt(own.grain, month);
  };
  const isOfDay = (each: SchemeHeading): boolean => {
    const [own, cycle] = [readPeriod(each.cycle), cycleOf(each)];
    return own !== undefined && cycle !== undefined && covers(own, cycle);
  };
  const chosen = versions.findLast(isOfDay) ?? versions.findLast((each) => cycleOf(each) !== undefined);
  const cycle = chosen === undefined ? undefined : cycleOf(chosen);
  const found = chosen === undefined ? undefined : await findSchemeVersion(tx, wholeCity, { programme, ...chosen });
  if (chosen === undefined || cycle === undefined || found === undefined) return undefined;
  return { scheme: schemeOf(found), cycle, isCarriedOver: !isOfDay(chosen) };
}

/** The periods of every length in which a day lies. */
export const runningPeriods = (day: string): readonly string[] =>
  (["month", "quarter", "half", "year"] as const).flatMap((grain) => periodAt(grain, monthOfDay(day))?.id ?? []);
