import type { Subject } from "../facts/model.ts";
import { type Period, periodOf } from "../facts/period.ts";
import { allocate, payStandard } from "../grading/allocate.ts";
import { clamp, multiply } from "../number/arithmetic.ts";
import { at, type Column, constant, fromExacts, gather } from "../number/column.ts";
import { type Exact, exact, one, plus, show, times, zero } from "../number/exact.ts";
import type { AllocationResult, RunFinding } from "../result.ts";
import type { Allocation } from "../scheme/outcome.ts";
import { isExact, type Quantity } from "../scheme/values.ts";
import { type CityScores, notFormed } from "./city-scores.ts";
import type { World } from "./world.ts";

export interface Banded {
  /** Position in `names` of everybody's band, -1 for none. */
  readonly band: Int32Array;
  readonly names: readonly string[];
}

/** The shares of every pool: a proposal for those who decide, exact to the fen. */
export function allocateCity(city: CityScores, banded: Banded, findings: RunFinding[]): readonly AllocationResult[] {
  const { world, rows } = city;
  return world.scheme.allocations.map((rule) => {
    const mask = world.selection(rule.for);
    const open = Int32Array.from(rows.keys()).filter((i) => mask?.[rows[i] as number] !== 0);
    const claimants = inOrder(open, rule.ties, (i) => world.subjects[rows[i] as number] as Subject);
    const none = constant(zero, claimants.length);
    const claims = clamp(
      rule.claim.reduce<Column>(
        (product, factor) => multiply(product, factorOf(city, banded, factor, claimants)),
        constant(one, claimants.length),
      ),
      none,
      undefined,
    );
    const paid =
      rule.closure.kind === "renormalise"
        ? allocate(rule.pool, claims)
        : payStandard(rule.pool, rule.closure.standard, claims);
    if (!paid)
      findings.push({ code: "allocation-passes-pool", values: { allocation: rule.id, pool: String(rule.pool) } });
    const textOf = shown(claims);
    const shares = Array.from(claimants, (i, k) => ({
      subject: world.subjects[rows[i] as number]?.id ?? "",
      claim: textOf(k),
      fen: paid?.fen[k] ?? 0,
    }));
    return {
      allocation: rule.id,
      pool: rule.pool,
      paid: shares.reduce((sum, s) => sum + s.fen, 0),
      returned: paid?.returned ?? rule.pool,
      shares,
    };
  });
}

/** Positions in the order in which equal remainders are served. */
function inOrder(positions: Int32Array, ties: Allocation["ties"], of: (i: number) => Subject): Int32Array {
  const before = (i: number, j: number): number => {
    const [a, b] = [of(i), of(j)];
    if (ties === "protocol" && a.sort !== b.sort) return a.sort - b.sort;
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  };
  // Subjects usually come in protocol order.
  for (let k = 1; k < positions.length; k++)
    if (before(positions[k - 1] as number, positions[k] as number) > 0) return positions.toSorted(before);
  return positions;
}

/** Texts of claims, of which few are different. */
function shown(claims: Column): (k: number) => string {
  if (claims.kind !== "whole") return (k) => show(at(claims, k));
  const texts = new Map<number, string>();
  return (k) => {
    const num = claims.num[k] as number;
    const known = texts.get(num);
    if (known !== undefined) return known;
    const text = show(at(claims, k));
    texts.set(num, text);
    return text;
  };
}

type Factor = World["scheme"]["allocations"][number]["claim"][number];

function factorOf(city: CityScores, { band, names }: Banded, factor: Factor, claimants: Int32Array): Column {
  const { world, rows, standing, published, period } = city;
  const each = (of: (i: number) => Exact): Column => fromExacts(Array.from(claimants, of));
  if ("band" in factor) {
    const scale = world.scheme.bands.find((b) => b.id === factor.band)?.scale ?? [];
    const pays = names.map((name) => scale.find((b) => b.id === name)?.pays ?? zero);
    return each((i) => pays[band[i] as number] ?? zero);
  }
  if ("score" in factor) {
    if (standing.includes(notFormed)) return each((i) => (standing[i] === notFormed ? zero : published.at(i)));
    return gather(published.column, claimants);
  }
  if ("months" in factor) return each((i) => monthsOf(world, rows[i] as number, period));
  return each((i) => constantOf(world, factor, rows[i] as number));
}

/** Months of main service inside the period; all of them where no service is recorded. */
function monthsOf(world: World, row: number, period: Period): Exact {
  const main = (world.subjects[row]?.service ?? []).filter((s) => s.kind === "main");
  if (main.length === 0) return exact(period.to - period.from + 1);
  return main.reduce((sum, s) => {
    const months = Math.min(periodOf(s.to).to, period.to) - Math.max(periodOf(s.from).from, period.from) + 1;
    return months > 0 ? plus(sum, times(exact(months), s.share)) : sum;
  }, zero);
}

function constantOf(world: World, quantity: Quantity, row: number): Exact {
  if (isExact(quantity)) return quantity;
  if ("coefficient" in quantity) return world.coefficient(quantity.coefficient, row)?.value ?? quantity.default ?? zero;
  throw new Error("a claim may be a constant, a coefficient, a band, a score or months");
}
