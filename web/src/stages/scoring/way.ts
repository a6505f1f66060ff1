import type { SubjectPage } from "@biaochi/contract";
import { exactOf, fixed, minus, plus, show, zero } from "@biaochi/engine/exact";
import { periodName, score } from "@biaochi/words";
import type { z } from "zod";
import type { TrendPoint } from "../../charts/trend.tsx";
import type { WaterfallStep } from "../../charts/waterfall.tsx";
import type { Say } from "../../frame/preferences.tsx";

type Page = z.output<typeof SubjectPage>;
type Name = Page["subject"]["name"];
type Words = {
  readonly name: (name: Name) => string;
  readonly full: string;
  readonly score: string;
  /** Losses that are too many to draw one by one. */
  readonly more: (n: number) => string;
  /** What rounding, caps, floors and red lines did to the whole. */
  readonly whole: string;
};

const drawn = 8;

/**
 * The way from full marks to the published score, summed exactly: the largest losses one by one, the others together,
 * then what was gained, then what happened to the whole. The changes add up to the score.
 */
export function wayOf(page: Page, words: Words): readonly WaterfallStep[] {
  if (page.full === null || page.score === null) return [];
  const changes: { readonly name: string; readonly exact: string }[] = [];
  for (const loss of page.losses.slice(0, drawn))
    changes.push({ name: words.name(loss.name), exact: show(minus(zero, exactOf(loss.lost))) });
  const rest = page.losses.slice(drawn);
  if (rest.length > 0) {
    const together = rest.reduce((sum, loss) => plus(sum, exactOf(loss.lost)), zero);
    changes.push({ name: words.more(rest.length), exact: show(minus(zero, together)) });
  }
  for (const node of page.nodes) {
    if (node.kind === "block" || node.lost === null || exactOf(node.lost).num >= 0n) continue;
    changes.push({ name: words.name(node.name), exact: show(minus(zero, exactOf(node.lost))) });
  }
  const reached = changes.reduce((sum, change) => plus(sum, exactOf(change.exact)), exactOf(page.full));
  const whole = minus(exactOf(page.score), reached);
  if (/[1-9]/.test(fixed(whole, 2))) changes.push({ name: words.whole, exact: show(whole) });
  return [
    { name: words.full, kind: "level", exact: page.full },
    ...changes.map((change): WaterfallStep => ({ ...change, kind: change.exact.startsWith("-") ? "loss" : "gain" })),
    { name: words.score, kind: "level", exact: page.score },
  ];
}

/** As {@link wayOf}, in the words of the page. */
export const stepsOf = (say: Say, page: Page): readonly WaterfallStep[] =>
  wayOf(page, {
    name: say.named,
    full: say("way.full"),
    score: say("way.score"),
    more: (n) => say("way.more", { n }),
    whole: say("way.whole"),
  });

/** The quarters that have been computed, with what they say; undefined where there are fewer than two scores. */
export function trendOf(
  say: Say,
  page: Page,
): { readonly points: readonly TrendPoint[]; readonly finding: string } | undefined {
  const points = page.periods.filter((each) => /Q[1-4]$/.test(each.period));
  const scored = points.filter((each) => each.score !== null);
  const [first, last] = [scored[0], scored.at(-1)];
  if (!first || !last || scored.length < 2) return undefined;
  const finding = say("trend.finding", {
    from: periodName(say.language, first.period),
    first: score(first.score ?? ""),
    to: periodName(say.language, last.period),
    last: score(last.score ?? ""),
  });
  return { points, finding };
}
