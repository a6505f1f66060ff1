import { exactOf, fixed, minus, plus, show, zero } from "@biaochi/engine/exact";
import { type Language, periodName, score, signed } from "@biaochi/words";
import { beside } from "../../documents/charts/beside.ts";
import { range } from "../../documents/charts/range.ts";
import { trend } from "../../documents/charts/trend.ts";
import { type WayStep, waterfall } from "../../documents/charts/waterfall.ts";
import type { Block } from "../../documents/model.ts";
import type { Sheet } from "../scoring/document-store.ts";
import type { Say } from "./issue.ts";

type Page = Sheet["page"];

/** Where a mark stands in a chart: a binary fraction is enough for a place on paper, never for a figure. */
const place = (text: string): number => Number(fixed(exactOf(text), 6));

/** Losses drawn one by one; the others are one bar. */
const drawn = 8;

/** The way from full marks to the score, summed exactly: the changes add up to the published score. */
export function wayOf(say: Say, language: Language, { page, explanation }: Sheet): readonly WayStep[] {
  if (page.full === null || page.score === null) return [];
  const losses = explanation.lost.filter((loss) => exactOf(loss.lost).num > 0n);
  const change = ({ name, lost }: (typeof losses)[number]) => ({
    name: name[language],
    by: show(minus(zero, exactOf(lost))),
  });
  const changes = losses.slice(0, drawn).map(change);
  const rest = losses.slice(drawn);
  if (rest.length > 0) {
    const together = rest.reduce((sum, loss) => plus(sum, exactOf(loss.lost)), zero);
    changes.push({ name: say("card.way.more", { n: rest.length }), by: show(minus(zero, together)) });
  }
  changes.push(...explanation.lost.filter((loss) => exactOf(loss.lost).num < 0n).map(change));
  const reached = changes.reduce((sum, change) => plus(sum, exactOf(change.by)), exactOf(page.full));
  const whole = minus(exactOf(page.score), reached);
  if (/[1-9]/.test(fixed(whole, 2))) changes.push({ name: say("card.way.whole"), by: show(whole) });
  let at = exactOf(page.full);
  const steps: WayStep[] = [
    { name: say("card.full"), kind: "level", from: 0, to: place(page.full), text: score(page.full) },
  ];
  for (const { name, by } of changes) {
    const next = plus(at, exactOf(by));
    const kind = exactOf(by).num < 0n ? "loss" : "gain";
    steps.push({ name, kind, from: place(show(at)), to: place(show(next)), text: signed(by) });
    at = next;
  }
  return [
    ...steps,
    { name: say("card.score"), kind: "level", from: 0, to: place(page.score), text: score(page.score) },
  ];
}

export function waterfallBlock(say: Say, language: Language, sheet: Sheet, width: number): readonly Block[] {
  const { page } = sheet;
  const steps = wayOf(say, language, sheet);
  if (steps.length === 0 || page.full === null || page.score === null || page.lost === null) return [];
  const title = say("card.way.title", { full: score(page.full), lost: score(page.lost), score: score(page.score) });
  const alternative = steps.map(({ name, text }) => `${name} ${text}`).join("; ");
  return [{ kind: "chart", title, alternative, drawing: waterfall(steps, width) }];
}

/** Quarters, or years: the periods of the same length as the run's, and of a year the quarters in it. */
function periodsShown(page: Page): Page["periods"] {
  const wanted = page.run.period;
  const year = wanted.slice(0, 4);
  const isQuarterly = (period: string) => /^\d{4}Q[1-4]$/.test(period);
  const quarters = page.periods.filter(({ period }) => isQuarterly(period) && period.startsWith(year));
  if (isQuarterly(wanted)) return quarters.filter(({ period }) => period <= wanted);
  return [...quarters, ...page.periods.filter(({ period }) => period === wanted)];
}

/** The trend by period beside the place in the cohort, as far as there is something to show. */
export function comparisonBlock(say: Say, language: Language, page: Page, width: number): readonly Block[] {
  const own = say(page.subject.type === "official" ? "card.own.official" : "card.own");
  const periods = periodsShown(page);
  const half = (width - 24) / 2;
  const points = periods.map(({ period, score: text, median }) => ({
    label:
      /Q/.test(period) && language === "zh-CN"
        ? periodName(language, period).replace(/^\d+年/, "")
        : periodName(language, period),
    own: text === null ? undefined : place(text),
    ownText: text === null ? say("card.not-formed") : score(text),
    median: median === null ? undefined : place(median),
    ...(/^\d{4}$/.test(period) && periods.length > 1 ? { isApart: true as const } : {}),
  }));
  const spread = page.cohort?.spread ?? null;
  const hasTrend = points.filter((point) => point.own !== undefined).length > 1;
  const line = (wide: number) => trend(points, { own, median: say("card.median") }, wide);
  const told = periods.map((each, n) => `${periodName(language, each.period)} ${points[n]?.ownText ?? ""}`).join("; ");
  if (spread === null || page.score === null) {
    if (!hasTrend) return [];
    return [{ kind: "chart", title: say("card.comparison.trend"), alternative: told, drawing: line(width * 0.7) }];
  }
  const [low, quarter, median, three, high] = spread;
  const band = range(
    {
      spread: [place(low), place(quarter), place(median), place(three), place(high)],
      texts: [score(low), score(quarter), score(median), score(three), score(high)],
      own: { value: place(page.score), text: score(page.score) },
    },
    {
      own,
      low: say("card.lowest"),
      median: say("card.median.short"),
      high: say("card.highest"),
      middle: say("card.middle"),
    },
    half,
  );
  const where = `${own} ${score(page.score)}; ${say("card.lowest")} ${score(low)}; ${say("card.median.short")} ${score(median)}; ${say("card.highest")} ${score(high)}`;
  if (!hasTrend) return [{ kind: "chart", title: say("card.comparison.range"), alternative: where, drawing: band }];
  const drawing = beside(line(half), band, 24);
  return [{ kind: "chart", title: say("card.comparison.title"), alternative: `${told}. ${where}`, drawing }];
}
