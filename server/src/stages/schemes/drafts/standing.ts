import type { VersionStanding } from "@biaochi/contract";
import { covers, readPeriod } from "@biaochi/engine";
import type { SchemeHeading } from "../store.ts";

type Dated = Pick<SchemeHeading, "scheme" | "version" | "cycle" | "effective_from" | "effective_until">;

/** Whether two cycles have a period in common. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [readPeriod(one), readPeriod(other)];
  if (a === undefined || b === undefined) return one === other;
  return covers(a, b) || covers(b, a) || (a.from <= b.to && b.from <= a.to);
}

/** The versions that may take a version's place: later ones of the same programme for the same time. */
const successors = <T extends Dated>(version: T, all: readonly T[]): readonly T[] =>
  all.filter(
    (each) =>
      overlap(each.cycle, version.cycle) &&
      (each.scheme === version.scheme ? each.version > version.version : each.scheme > version.scheme),
  );

const holdsOn = ({ effective_from, effective_until }: Dated, day: string): boolean =>
  effective_from <= day && (effective_until ?? day) >= day;

/** From when on a newer version decides (`schemeInForce` takes the newest of those that hold); none: it decides to its end. */
export function supersededFrom<T extends Dated>(version: T, all: readonly T[]): string | null {
  const days = successors(version, all).map(({ effective_from }) => effective_from);
  const first = days.sort()[0];
  if (first === undefined) return null;
  return first < version.effective_from ? version.effective_from : first;
}

/** How a version stands on a day: read from the days, since nothing is ever switched. */
export function standingOn<T extends Dated>(day: string, version: T, all: readonly T[]): VersionStanding {
  const { effective_from, effective_until } = version;
  const isAhead = effective_from > day;
  if (successors(version, all).some((each) => holdsOn(each, isAhead ? effective_from : day))) return "superseded";
  if (isAhead) return "not-yet";
  return effective_until !== null && effective_until < day ? "over" : "in-force";
}

/** The version that asks something on a day: the newest in force; else the first that comes; else the last that was. */
export function askingOn<T extends Dated>(day: string, all: readonly T[]): T | undefined {
  const standing = (wanted: VersionStanding) => all.filter((each) => standingOn(day, each, all) === wanted);
  const [next] = standing("not-yet").toSorted((a, b) => (a.effective_from < b.effective_from ? -1 : 1));
  return (
    standing("in-force").at(-1) ?? next ?? all.toSorted((a, b) => (a.effective_from < b.effective_from ? -1 : 1)).at(-1)
  );
}

/** The version whose place a new one takes: the one that would decide on its first day; else the newest before it. */
export function placeTaken<T extends Dated>(next: Omit<Dated, "effective_until">, all: readonly T[]): T | undefined {
  const day = next.effective_from;
  const earlier = all.filter(({ scheme, version }) => scheme !== next.scheme || version < next.version);
  const same = earlier.filter(({ cycle, effective_from }) => overlap(cycle, next.cycle) && effective_from <= day);
  return (
    same.findLast((each) => holdsOn(each, day)) ??
    same.at(-1) ??
    earlier.findLast(({ scheme }) => scheme === next.scheme)
  );
}
