import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { between, Fraction, inOrder, meanOf, nought, one, sumOf, whole } from "./fraction.ts";
import { Document, readFigures, readTable } from "./plain-texts.ts";

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
export function computeScotland(folder: string, year: number): readonly Computed[] {
  // failsafe: every scalar stays the text that was written
  const scheme = new Document(parse(readFileSync(join(folder, "scheme.yaml"), "utf8"), { schema: "failsafe" }));
  const councils = readTable(join(folder, "units.csv"));
  const indicators = new Map(readTable(join(folder, "indicators.csv")).map((row) => [row.id as string, row]));
  const figures = readFigures(join(folder, "observations.csv"));
  const names = councils.map((row) => row.id as string);
  const at = (indicator: string, which: number): Values => figures.get(`${indicator} ${which}`) ?? new Map();

  const [list] = scheme.list("lists");
  if (!list) throw new Error("the scheme has no list");
  const score = list.part("score");
  const perCouncil = new Map(
    names.map((name) => [name, { blocks: new Map<string, Fraction>(), missing: [] as string[] }]),
  );
  const weights = new Map<string, Fraction>();
  for (const block of score.list("items")) {
    const items = block.list("items").map((item) => {
      const id = item.text("item");
      const peers = new Map(councils.map((row) => [row.id as string, row[item.text("group")] as string]));
      const world: World = {
        now: at(id, year),
        before: at(id, year - 1),
        peers,
        direction: indicators.get(id)?.direction ?? "",
        midpoint: indicators.get(id)?.midpoint ?? "",
      };
      const full = item.number("weight");
      return { id, full, points: scoreItem(item.part("rule"), full, world) };
    });
    weights.set(block.text("block"), block.number("weight"));
    for (const name of names) {
      const council = perCouncil.get(name);
      const there = items.filter((item) => item.points.has(name));
      for (const item of items) if (!item.points.has(name)) council?.missing.push(item.id);
      if (there.length === 0) continue;
      const points = sumOf(there.map((item) => item.points.get(name) as Fraction));
      const kept = sumOf(there.map((item) => item.full));
      // what the present items earned of what they could bring, on the whole weight of the block
      council?.blocks.set(block.text("block"), points.over(kept).times(block.number("weight")));
    }
  }
  const totals = names.map((name) => {
    const council = perCouncil.get(name) as { blocks: Map<string, Fraction>; missing: string[] };
    const kept = sumOf([...council.blocks.keys()].map((block) => weights.get(block) as Fraction));
    const exact = sumOf([...council.blocks.values()])
      .over(kept)
      .times(score.number("outOf"));
    return { council: name, exact, blocks: council.blocks, missing: council.missing };
  });
  return totals.map((own) => ({
    ...own,
    rank: 1 + totals.filter((other) => other.exact.against(own.exact) > 0).length,
  }));
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
  const kind = rule.text("kind").replace(/@1$/, "");
  switch (kind) {
    case "efficacy":
      return efficacy(rule, full, world);
    case "relative-best":
      return relativeBest(full, world);
    case "rank-points":
      return rankPoints(rule, full, world);
    case "level-and-growth": {
      const part = (name: string): Values =>
        scoreItem(rule.part(name).part("rule"), full.times(rule.part(name).number("share")), world);
      const [level, growth] = [part("level"), part("growth")];
      return each(level, (points, name) => growth.has(name) && points.plus(growth.get(name) as Fraction));
    }
    case "composite": {
      const [term, ...more] = rule.list("terms");
      if (more.length > 0 || term?.part("minus").text("period") !== "previous")
        throw new Error("this composite is not known here");
      const growth = each(
        world.now,
        (value, name) => world.before.has(name) && value.minus(world.before.get(name) as Fraction),
      );
      const direction = rule.text("better", "higher");
      return scoreItem(rule.part("then"), full, { ...world, now: growth, before: new Map(), direction, midpoint: "" });
    }
    case "completion-rate": {
      const target = amount(rule, "target", world);
      return each(
        world.now,
        (value, name) => target(name) && full.times(between(nought, value.over(target(name) as Fraction), one)),
      );
    }
    case "deviation": {
      const target = amount(rule, "target", world);
      return each(world.now, (value, name) => {
        const t = target(name);
        return t && clampedLoss(rule, full, value.minus(t), t);
      });
    }
    case "base-and-slope": {
      const reference = amount(rule, "reference", world);
      return each(world.now, (value, name) => {
        const distance = value.minus(reference(name) as Fraction);
        const rate = distance.against(nought) < 0 ? rule.number("deduct", rule.text("add")) : rule.number("add");
        const change = distance.over(rule.number("per")).times(rate);
        return between(nought, full.times(rule.number("base")).plus(change), full);
      });
    }
    case "all-or-nothing": {
      const missed = rule.number("otherwise", "0");
      return each(world.now, (value) => (value.against(rule.number("target")) >= 0 ? full : missed));
    }
    case "bands":
      return each(world.now, (value) => {
        const band = rule.list("bands").find((each) => {
          const when = each.part("when");
          return when.has("atLeast")
            ? value.against(when.number("atLeast")) >= 0
            : value.against(when.number("atMost")) <= 0;
        });
        return full.times(band ? band.number("points") : rule.number("otherwise"));
      });
    default:
      throw new Error(`the second computation does not know ${kind}`);
  }
}

/** W/100 × (b + (100 − b) × (A − min)/(max − min)); the other way round where less is better; W where all are equal. */
function efficacy(rule: Document, full: Fraction, world: World): Values {
  const base = rule.number("base");
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
  const scale = rule.part("scale");
  return each(value, (own, name) => {
    const peers = peersOf(value, name, world);
    const ahead = whole(
      peers.filter((other) => (lessIsBetter ? other.against(own) < 0 : other.against(own) > 0)).length,
    );
    if (scale.text("by") === "linear") {
      const last = scale.number("last");
      return peers.length === 1
        ? full
        : full.minus(
            full
              .minus(last)
              .times(ahead)
              .over(whole(peers.length - 1)),
          );
    }
    if (scale.text("by") !== "percent-step") throw new Error(`scale ${scale.text("by")}`);
    const left = full.times(one.minus(scale.number("step").times(ahead)));
    return left.against(nought) < 0 ? nought : left;
  });
}

function clampedLoss(rule: Document, full: Fraction, above: Fraction, target: Fraction): Fraction {
  const side = rule.text("direction", "below");
  const off = side === "both" ? above.size() : side === "above" ? above : nought.minus(above);
  if (off.against(nought) <= 0) return full;
  const gap = rule.text("distance", "absolute") === "relative" ? off.over(target.size()) : off;
  const exact = gap.over(rule.number("per"));
  const counting = rule.text("counting", "pro-rata");
  const steps = counting === "floor" ? exact.floor() : counting === "ceil" ? exact.ceiling() : exact;
  return between(nought, full.minus(steps.times(rule.number("deduct"))), full);
}

/** What is compared between councils: the value, or how far it is from the midpoint where the nearest is best. */
function compared(world: World): { readonly value: Values; readonly lessIsBetter: boolean } {
  if (world.direction !== "nearest") return { value: world.now, lessIsBetter: world.direction === "lower" };
  const middle = Fraction.read(world.midpoint);
  return { value: each(world.now, (value) => value.minus(middle).size()), lessIsBetter: true };
}

/** The number that `name` of a rule stands for, council by council: a constant, a figure, or a statistic of the peers. */
function amount(rule: Document, name: string, world: World): (council: string) => Fraction | undefined {
  if (rule.isText(name)) return () => rule.number(name);
  const quantity = rule.part(name);
  const of = quantity.has("of") ? quantity.part("of") : quantity;
  const values = of.text("period", "same") === "previous" ? world.before : world.now;
  if (!quantity.has("statistic")) return (council) => values.get(council);
  const statistic = quantity.text("statistic");
  return (council) => {
    const group =
      quantity.text("over", "group") === "all" ? inOrder([...values.values()]) : peersOf(values, council, world);
    if (statistic === "mean") return meanOf(group);
    if (statistic !== "median") throw new Error(`statistic ${statistic}`);
    return meanOf([group[(group.length - 1) >> 1] as Fraction, group[group.length >> 1] as Fraction]);
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
