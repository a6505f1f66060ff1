// What the edit storm is made of: seeded chance, awkward figures, and an answer by plain SQL to compare with.
import { type Absence, exactOf, type Observation, show } from "@biaochi/engine";
import type { ClientBase } from "pg";
import type { PackedRead } from "./block-store.ts";

/** A seeded stream of choices: the same seed, the same storm. */
export interface Chance {
  /** A whole number from 0 up to, not including, `most`. */
  below(most: number): number;
  of<T>(list: readonly T[]): T;
  /** True in this part of all cases. */
  is(part: number): boolean;
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (most: number) => Math.floor(next() * most);
  return {
    below,
    is: (part) => next() < part,
    of(list) {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new RangeError("nothing to choose from");
      return chosen;
    },
  };
}

export type Figure = { readonly value: string | null; readonly absence: Absence | null };

/** Mostly hundredths; and what makes blocks change their scale and width, or keep a figure beside the arrays. */
export function figure(luck: Chance, isWild: boolean): Figure {
  if (luck.is(0.05)) return { value: null, absence: luck.of(["missing", "not-applicable", "exempt", "late"]) };
  const absence = luck.is(0.03) ? "late" : null;
  if (!isWild || luck.is(0.7)) return { value: decimal(BigInt(luck.below(20_000) - 5000), 2), absence };
  const fine = () => BigInt(luck.below(1e9)) * 10n ** 12n + 1n;
  const wild: readonly (() => string)[] = [
    () => decimal(BigInt(luck.below(2 ** 31)), 9), // nine decimals
    () => decimal(2n ** 31n + BigInt(luck.below(1000)), 2), // beyond 2^31 hundredths
    () => decimal(2n ** 53n + BigInt(luck.below(1000)), 2), // beyond 2^53 hundredths
    () => decimal(-(2n ** 63n) + BigInt(luck.below(3)), 0), // the edge of 64 bits
    () => decimal(2n ** 63n + BigInt(luck.below(3)), 1), // and beyond it
    () => decimal(fine(), 15), // as fine as a block can be
    () => decimal(fine(), 16 + luck.below(4)), // and finer
    () => `${luck.below(100) - 50}/${luck.of([3, 7, 8, 12])}`,
    () => "0",
    () => `${luck.below(100)}.${luck.below(10)}00`,
  ];
  return { value: luck.of(wild)(), absence };
}

function decimal(mantissa: bigint, decimals: number): string {
  const digits = String(mantissa < 0n ? -mantissa : mantissa).padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  return `${mantissa < 0n ? "-" : ""}${digits.slice(0, point)}${decimals === 0 ? "" : `.${digits.slice(point)}`}`;
}

/** One line per fact that says something to the engine: a fact that says `missing` says as much as none. */
function lineOf(indicator: string, period: string, subject: string, { value, absence }: Figure): string | undefined {
  if (value === null && absence === "missing") return undefined;
  const number = value === null ? (absence === "late" ? "0" : "-") : value;
  return `${indicator} ${period} ${subject} ${number} ${absence ?? "present"}`;
}

/** The lines as of a recording by a plain query, sorted. */
export async function standingBySql(client: ClientBase, programme: string, recording: number): Promise<string[]> {
  const { rows } = await client.query<Figure & { subject: string; indicator: string; period: string }>(
    `select indicator, period, subject, value, absence from observation where programme = $1 and recording <= $2
       and id not in (select supersedes from observation where programme = $1 and recording <= $2 and supersedes is not null)`,
    [programme, recording],
  );
  return rows
    .flatMap(({ indicator, period, subject, value, absence }) => {
      const plain = value === null ? null : show(exactOf(value));
      return lineOf(indicator, period, subject, { value: plain, absence }) ?? [];
    })
    .sort();
}

const states: readonly (Absence | null)[] = [null, "missing", "not-applicable", "exempt", "late"];

/** The same lines from what the engine is given: blocks, and single observations laid over them. */
export function standingByBlocks(read: PackedRead, subjects: readonly { readonly id: string }[]): string[] {
  const lines: string[] = [];
  const add = (line: string | undefined) => line !== undefined && lines.push(line);
  for (const { indicator, period, scale, values, states: plane } of read.packed.blocks)
    for (const [position, { id }] of subjects.entries()) {
      const slot = read.packed.slotOf?.[position] ?? -1;
      if (slot < 0 || slot >= values.length) continue;
      const absence = states[plane[slot] ?? 1] ?? null;
      const hasValue = absence === null || absence === "late";
      const value = hasValue ? show(exactOf(`${values[slot]}/1${"0".repeat(scale)}`)) : null;
      add(lineOf(indicator, period, id, { value, absence }));
    }
  for (const each of read.observations) add(lineOf(each.indicator, each.period, each.subject, figureOf(each)));
  return lines.sort();
}

const figureOf = ({ value, absence }: Observation): Figure => ({
  value: value === undefined ? null : show(value),
  absence: absence ?? null,
});
