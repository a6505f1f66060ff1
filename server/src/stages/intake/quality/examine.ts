import { periodOf } from "@biaochi/engine";
import { daysOf } from "../measures/periods.ts";
import { comparedBy, crossAt } from "./detect-cross.ts";
import { type Delivered, gapsOf } from "./detect-gaps.ts";
import { aimedOf, heapingAt } from "./detect-heaping.ts";
import { jumpAt } from "./detect-jumps.ts";
import { outlierAt } from "./detect-outliers.ts";
import { spikeAt } from "./detect-spikes.ts";
import { seriesOf } from "./histories.ts";
import { type ExaminedFigure, type Found, keyOf, type Material } from "./material.ts";
import { thresholds } from "./thresholds.ts";

/** A figure that is not judged by its size, since too few cases stand behind it. */
export type Small = {
  readonly fact: string;
  readonly subject: string;
  readonly indicator: string;
  readonly period: string;
  readonly cases: number;
};

export type Examined = {
  readonly found: readonly Found[];
  readonly small: readonly Small[];
  readonly delivered: readonly Delivered[];
  /** Figures that are numbers, by indicator. */
  readonly numbers: ReadonlyMap<string, number>;
};

/** All detectors over the same material. No clock, no order of rows, no chance: the same material gives the same findings. */
export function examine(material: Material): Examined {
  const counted = withCases(material);
  const sizes = bySize(counted);
  const delivered = gapsOf(counted);
  const found = [
    ...delivered.flatMap((each) => each.found),
    ...silentOf(counted),
    ...sizes.found,
    ...heapingOf(counted),
    ...counted.recordDays.flatMap((each) => spikeAt(each) ?? []),
    ...crossOf(counted),
  ];
  const ordered = [...new Map(found.map((each) => [keyOf(each), each])).entries()].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return { found: ordered.map(([, each]) => each), small: sizes.small, delivered, numbers: sizes.numbers };
}

/** Not history, and whole: what is counted up to the middle of a period is no figure of it yet. */
const isExamined = ({ since, today }: Material, period: string): boolean =>
  periodOf(period).from >= since && daysOf(period).last < today;

/** Cases are known of what was counted from records, and where another indicator counts them. */
function withCases(material: Material): Material {
  const at = new Map(material.figures.map((each) => [placeOf(each.indicator, each), each]));
  const figures = material.figures.map((each) => {
    const by = material.indicators.get(each.indicator)?.countedBy ?? null;
    const count = by === null ? undefined : at.get(placeOf(by, each))?.value;
    return each.cases !== null || !count ? each : { ...each, cases: Number(count.num / count.den) };
  });
  return { ...material, figures };
}
const placeOf = (indicator: string, { subject, period }: ExaminedFigure): string => `${indicator} ${subject} ${period}`;

/** Of each figure against its own history: a jump by a power of ten, else an outlier; of few cases neither. */
function bySize(material: Material): Pick<Examined, "found" | "small" | "numbers"> {
  const found: Found[] = [];
  const small: Small[] = [];
  const numbers = new Map<string, number>();
  for (const series of seriesOf(material))
    for (const [n, point] of series.entries()) {
      if (!isExamined(material, point.period)) continue;
      const { fact, subject, indicator, period, cases } = point;
      numbers.set(indicator, (numbers.get(indicator) ?? 0) + 1);
      const earlier = series.slice(0, n).filter(({ from }) => from < point.from);
      const judged = jumpAt(point, earlier) ?? outlierAt(point, earlier);
      if (judged === undefined) continue;
      if (cases !== null && cases < thresholds.fewestCases) small.push({ fact, subject, indicator, period, cases });
      else found.push(judged);
    }
  return { found, small, numbers };
}

const silentOf = ({ silent, today }: Material): readonly Found[] =>
  silent.map(({ indicator, stream, lastDay, days }) => ({
    ...{ kind: "silent" as const, indicator, period: today.slice(0, 7), subject: null, facts: [] },
    ...{ told: { stream, lastDay, days }, mark: `${stream} ${lastDay}` },
  }));

function heapingOf(material: Material): readonly Found[] {
  const aimed = aimedOf(
    material.figures.filter(({ period }) => isExamined(material, period)),
    material.targets,
  );
  const groups = Map.groupBy(aimed, ({ figure: { indicator, period } }) => `${indicator} ${period}`);
  return [...groups.values()].flatMap((each) => {
    const [{ figure } = { figure: undefined }] = each;
    const indicator = material.indicators.get(figure?.indicator ?? "");
    return figure && indicator ? (heapingAt(indicator, figure.period, each) ?? []) : [];
  });
}

function crossOf(material: Material): readonly Found[] {
  const at = new Map(material.figures.map((each) => [placeOf(each.indicator, each), each]));
  return material.rules.flatMap((rule) => {
    const [first] = comparedBy(rule.check);
    return material.figures
      .filter(({ indicator, period }) => indicator === first && isExamined(material, period))
      .flatMap((figure) => crossAt(rule, (indicator) => at.get(placeOf(indicator, figure))) ?? []);
  });
}
