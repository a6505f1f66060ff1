import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { Fraction, inOrder, meanOf, nought, sumOf, whole } from "./fraction.ts";

/**
 * The second computation of examples/scotland-councils: one council at a time, with fractions, from the formulas of the rule
 * kinds and the texts of the folder. It shares no code with the engine, which computes whole columns.
 */
export interface Computed {
  readonly council: string;
  readonly exact: Fraction;
  readonly rank: number;
  /** Points of each block out of its weight. */
  readonly blocks: ReadonlyMap<string, Fraction>;
  readonly missing: readonly string[];
}

type Values = ReadonlyMap<string, Fraction>;
interface Document {
  readonly [name: string]: string & Document & Document[];
}

const one = whole(1);

export function computeScotland(folder: string, year: number): readonly Computed[] {
  // failsafe: every scalar stays the text that was written
  const scheme = parse(readFileSync(join(folder, "scheme.yaml"), "utf8"), { schema: "failsafe" }) as Document;
  const councils = readTable(join(folder, "units.csv"));
  const indicators = new Map(readTable(join(folder, "indicators.csv")).map((row) => [row.id as string, row]));
  const figures = readFigures(join(folder, "observations.csv"));
  const names = councils.map((row) => row.id as string);
  const at = (indicator: string, which: number): Values => figures.get(`${indicator} ${which}`) ?? new Map();

  const list = (scheme.lists as Document[])[0] as Document;
  const score = list.score as Document;
  const perCouncil = new Map(names.map((name) => [name, { blocks: new Map<string, Fraction>(), missing: [] as string[] }]));
  const weights = new Map<string, Fraction>();
  for (const block of score.items as Document[]) {
    const items = (block.items as Document[]).map((item) => {
      const id = item.item as string;
      const peers = new Map(councils.map((row) => [row.id as string, row[item.group as string] as string]));
      const world: World = {
        now: at(id, year),
        before: at(id, year - 1),
        peers,
        direction: indicators.get(id)?.direction ?? "",
        midpoint: indicators.get(id)?.midpoint ?? "",
      };
      const full = Fraction.read(item.weight as string);
      return { id, full, points: scoreItem(item.rule as Document, full, world) };
    });
    const whole_ = sumOf(items.map((item) => item.full));
    weights.set(block.block as string, Fraction.read(block.weight as string));
    for (const name of names) {
      const council = perCouncil.get(name);
      const there = items.filter((item) => item.points.has(name));
      for (const item of items) if (!item.points.has(name)) council?.missing.push(item.id);
      if (there.length === 0) continue;
      const points = sumOf(there.map((item) => item.points.get(name) as Fraction));
      const kept = sumOf(there.map((item) => item.full));
      council?.blocks.set(block.block as string, points.over(kept).times(whole_).over(whole_).times(Fraction.read(block.weight as string)));
    }
  }
  const totals = names.map((name) => {
    const council = perCouncil.get(name) as { blocks: Map<string, Fraction>; missing: string[] };
    const kept = sumOf([...council.blocks.keys()].map((block) => weights.get(block) as Fraction));
    const exact = sumOf([...council.blocks.values()]).over(kept).times(Fraction.read(score.outOf as string));
    return { council: name, exact, blocks: council.blocks, missing: council.missing };
  });
  return totals.map((own) => ({ ...own, rank: 1 + totals.filter((other) => other.exact.against(own.exact) > 0).length }));
}

interface World {
  readonly now: Values;
  readonly before: Values;
  readonly peers: ReadonlyMap<string, string>;
  readonly direction: string;
  readonly midpoint: string;
}

/** Points of every council that has what the rule needs. */
function scoreItem(rule: Document, full: Fraction, world: World): Values {
  const kind = (rule.kind as string).replace(/@1$/, "");
  switch (kind) {
    case "efficacy":
      return efficacy(rule, full, world);
    case "relative-best":
      return relativeBest(full, world);
    case "rank-points":
      return rankPoints(rule, full, world);
    case "level-and-growth": {
      const part = (name: string): Values =>
        scoreItem(rule[name]?.rule as Document, full.times(Fraction.read(rule[name]?.share as string)), world);
      const [level, growth] = [part("level"), part("growth")];
      return each(level, (points, name) => growth.has(name) && points.plus(growth.get(name) as Fraction));
    }
    case "composite": {
      const term = (rule.terms as Document[])[0] as Document;
      if ((rule.terms as Document[]).length !== 1 || term.minus?.period !== "previous") throw new Error("this composite is not known here");
      const growth = each(world.now, (value, name) => world.before.has(name) && value.minus(world.before.get(name) as Fraction));
      return scoreItem(rule.then as Document, full, { ...world, now: growth, before: new Map(), direction: rule.better ?? "higher", midpoint: "" });
    }
    case "completion-rate": {
      const target = amount(rule.target as string & Document, world);
      return each(world.now, (value, name) => target(name) && full.times(between(nought, value.over(target(name) as Fraction), one)));
    }
    case "deviation": {
      const target = amount(rule.target as string & Document, world);
      return each(world.now, (value, name) => {
        const t = target(name);
        return t && clampedLoss(rule, full, value.minus(t), t);
      });
    }
    case "base-and-slope": {
      const reference = amount(rule.reference as string & Document, world);
      return each(world.now, (value, name) => {
        const distance = value.minus(reference(name) as Fraction);
        const rate = Fraction.read(distance.against(nought) < 0 ? (rule.deduct ?? rule.add) : rule.add);
        const change = distance.over(Fraction.read(rule.per)).times(rate);
        return between(nought, full.times(Fraction.read(rule.base)).plus(change), full);
      });
    }
    case "all-or-nothing": {
      const missed = Fraction.read(rule.otherwise ?? "0");
      return each(world.now, (value) => (value.against(Fraction.read(rule.target)) >= 0 ? full : missed));
    }
    case "bands":
      return each(world.now, (value) => {
        const band = (rule.bands as Document[]).find(({ when }) => {
          if (when?.atLeast !== undefined) return value.against(Fraction.read(when.atLeast)) >= 0;
          return value.against(Fraction.read(when?.atMost as string)) <= 0;
        });
        return full.times(Fraction.read(band ? (band.points as string) : (rule.otherwise as string)));
      });
    default:
      throw new Error(`the second computation does not know ${rule.kind}`);
  }
}

/** W/100 × (b + (100 − b) × (A − min)/(max − min)); the other way round where less is better; W where all are equal. */
function efficacy(rule: Document, full: Fraction, world: World): Values {
  const base = Fraction.read(rule.base);
  const { value, lessIsBetter } = compared(world);
  return each(value, (own, name) => {
    const peers = peersOf(value, name, world);
    const [low, high] = [peers[0] as Fraction, peers.at(-1) as Fraction];
    if (low.equals(high)) return full;
    const way = (lessIsBetter ? high.minus(own) : own.minus(low)).over(high.minus(low));
    return full.times(base.plus(whole(100).minus(base).times(way))).over(whole(100));
  });
}

/** W × A/max, or W × min/A. A best value that is not positive has no meaning here and stops the computation. */
function relativeBest(full: Fraction, world: World): Values {
  const { value, lessIsBetter } = compared(world);
  return each(value, (own, name) => {
    const peers = peersOf(value, name, world);
    const best = (lessIsBetter ? peers[0] : peers.at(-1)) as Fraction;
    if (best.against(nought) <= 0) throw new Error(`${name}: a best value of ${best.top}/${best.bottom}`);
    return full.times(lessIsBetter ? best.over(own) : own.over(best));
  });
}

function rankPoints(rule: Document, full: Fraction, world: World): Values {
  const { value, lessIsBetter } = compared(world);
  const scale = rule.scale as Document;
  return each(value, (own, name) => {
    const peers = peersOf(value, name, world);
    const ahead = whole(peers.filter((other) => (lessIsBetter ? other.against(own) < 0 : other.against(own) > 0)).length);
    if (scale.by === "linear") {
      const last = Fraction.read(scale.last);
      return peers.length === 1 ? full : full.minus(full.minus(last).times(ahead).over(whole(peers.length - 1)));
    }
    if (scale.by !== "percent-step") throw new Error(`scale ${scale.by}`);
    const left = full.times(one.minus(Fraction.read(scale.step).times(ahead)));
    return left.against(nought) < 0 ? nought : left;
  });
}

function clampedLoss(rule: Document, full: Fraction, above: Fraction, target: Fraction): Fraction {
  const side = rule.direction ?? "below";
  const off = side === "both" ? above.size() : side === "above" ? above : nought.minus(above);
  if (off.against(nought) <= 0) return full;
  const gap = rule.distance === "relative" ? off.over(target.size()) : off;
  const exact = gap.over(Fraction.read(rule.per));
  const steps = rule.counting === "floor" ? exact.floor() : rule.counting === "ceil" ? exact.ceiling() : exact;
  return between(nought, full.minus(steps.times(Fraction.read(rule.deduct))), full);
}

/** What is compared between councils: the value, or how far it is from the midpoint where the nearest is best. */
function compared(world: World): { readonly value: Values; readonly lessIsBetter: boolean } {
  if (world.direction !== "nearest") return { value: world.now, lessIsBetter: world.direction === "lower" };
  const middle = Fraction.read(world.midpoint);
  return { value: each(world.now, (value) => value.minus(middle).size()), lessIsBetter: true };
}

function amount(text: string & Document, world: World): (council: string) => Fraction | undefined {
  if (typeof text === "string") return () => Fraction.read(text);
  const of = (text.of ?? text) as Document;
  const values = of.period === "previous" ? world.before : world.now;
  if (text.statistic === undefined) return (council) => values.get(council);
  return (council) => {
    const group = text.over === "all" ? inOrder([...values.values()]) : peersOf(values, council, world);
    if (text.statistic === "mean") return meanOf(group);
    const middle = [group[(group.length - 1) >> 1] as Fraction, group[group.length >> 1] as Fraction];
    if (text.statistic === "median") return meanOf(middle);
    throw new Error(`statistic ${text.statistic}`);
  };
}

/** The present values of a council's peer group, smallest first. */
const peersOf = (values: Values, council: string, world: World): Fraction[] =>
  inOrder([...values].filter(([name]) => world.peers.get(name) === world.peers.get(council)).map(([, value]) => value));

function each(values: Values, answer: (value: Fraction, council: string) => Fraction | false | undefined): Values {
  const found = new Map<string, Fraction>();
  for (const [council, value] of values) {
    const own = answer(value, council);
    if (own) found.set(council, own);
  }
  return found;
}

const between = (low: Fraction, value: Fraction, high: Fraction): Fraction =>
  value.against(low) < 0 ? low : value.against(high) > 0 ? high : value;

/** Rows of a table without line breaks inside cells. */
export function readTable(path: string): Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = readFileSync(path, "utf8").trimEnd().split("\n").map(cells);
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ""])));
}

const cells = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");

/** By indicator and the year in which the period ends. Two windows that end in one year are refused. */
function readFigures(path: string): Map<string, Map<string, Fraction>> {
  const figures = new Map<string, Map<string, Fraction>>();
  for (const row of readTable(path)) {
    const key = `${row.indicator} ${row.period?.slice(-4)}`;
    const own = figures.get(key) ?? new Map<string, Fraction>();
    if (own.has(row.subject as string)) throw new Error(`two figures for ${row.subject} ${key}`);
    figures.set(key, own.set(row.subject as string, Fraction.read(row.value as string)));
  }
  return figures;
}
