import type { KnockOutResult, WeightsResult } from "@biaochi/contract";
import { trialSpread } from "@biaochi/contract";
import type { Drawn, KnockedOut, Run } from "@biaochi/engine";
import { outcomeNames } from "./outcome-names.ts";
import { peopleDrawn } from "./people.ts";

const subjectAt = ({ columns, computing }: Run, position: number) => {
  const subject = computing.world.subjects[columns.rows[position] as number];
  if (subject === undefined) throw new RangeError(`no subject at ${position}`);
  return { id: subject.id, type: subject.type, name: subject.name };
};
const isUnit = (run: Run, position: number): boolean => subjectAt(run, position).type === "unit";

/** Rank intervals of units by name; of teams and officials how wide theirs are. */
export function weightsResult(
  run: Run,
  drawn: Drawn,
  of: { readonly seed: number; readonly draws: number },
): WeightsResult {
  const names = outcomeNames(run.computing.world.scheme);
  return {
    ...{ kind: "weights", ...of, spread: trialSpread, items: drawn.items, difference: drawn.difference },
    cohorts: drawn.cohorts.flatMap(({ cohort, members, rank, low, high, band }) => {
      const rows = Array.from(members, (position, k) => ({ position, k })).filter(({ position }) =>
        isUnit(run, position),
      );
      if (rows.length === 0) return [];
      return [
        {
          cohort: names.cohort(run.columns.cohorts[cohort] as string),
          rows: rows.map(({ position, k }) => ({
            subject: subjectAt(run, position),
            rank: String(rank[k]),
            ...{ low: low[k] as number, high: high[k] as number },
            band: (band[k] as number) < 0 ? null : (band[k] as number) + 1,
          })),
        },
      ];
    }),
    people: peopleDrawn(run, drawn, names),
    tooLarge: drawn.tooLarge.length,
  };
}

/** Whose rank differs without each indicator; the one that moves most units first. */
export function knockOutResult(run: Run, knocked: readonly KnockedOut[]): KnockOutResult {
  const { scheme } = run.computing.world;
  const units = Array.from(run.columns.rows.keys()).filter((i) => isUnit(run, i) && run.columns.rank[i] !== 0);
  const indicators = knocked.map(({ indicator, rank, carriers }) => {
    const moved = units.filter((i) => rank[i] !== run.columns.rank[i] && rank[i] !== 0);
    const own = new Set(carriers);
    const name = scheme.indicators.find(({ id }) => id === indicator)?.name ?? { "zh-CN": indicator, en: indicator };
    const shift = (i: number): number => Math.abs((rank[i] as number) - (run.columns.rank[i] as number));
    return {
      indicator: { id: indicator, name: itemName(run, indicator) ?? name },
      carriers: units.filter((i) => own.has(i)).length,
      moved: moved.length,
      largest: moved.reduce((most, i) => Math.max(most, shift(i)), 0),
      shifts: moved
        .toSorted((a, b) => shift(b) - shift(a))
        .map((i) => ({ subject: subjectAt(run, i), from: String(run.columns.rank[i]), to: String(rank[i]) })),
    };
  });
  return {
    kind: "knock-out",
    units: units.length,
    indicators: indicators
      .filter(({ carriers }) => carriers > 0)
      .sort((a, b) => b.moved - a.moved || b.largest - a.largest || (a.indicator.id < b.indicator.id ? -1 : 1)),
  };
}

/** An item that is not in the list of indicators has its name in its block. */
function itemName({ computing }: Run, indicator: string) {
  const { scheme } = computing.world;
  if (scheme.indicators.some(({ id }) => id === indicator)) return undefined;
  const found: { "zh-CN": string; en: string }[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { item, name } = value as { item?: unknown; name?: { "zh-CN": string; en: string } };
    if (item === indicator && name !== undefined) found.push(name);
    for (const each of Object.values(value)) look(each);
  };
  look([scheme.blocks, scheme.lists]);
  return found[0];
}
