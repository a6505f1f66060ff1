import type { ForecastItem } from "@biaochi/contract";
import { decimal, periodName } from "@biaochi/words";
import type { Say } from "../../../frame/preferences.tsx";

export const marks = (points: string): string => decimal(points, 2);

/** A figure of an item with its unit of measurement. */
export const figureSaid = ({ indicator }: ForecastItem, value: string): string =>
  `${decimal(value, indicator?.decimals ?? 2)}${indicator?.measure ?? ""}`;

/** Points with the figure that gives them; nothing where there is none. */
export const marksSaid = (say: Say, item: ForecastItem, at: ForecastItem["now"]): string =>
  at === null
    ? say("score.none")
    : say("forecast.of-marks", { points: marks(at.points), value: figureSaid(item, at.value) });

export function rangeSaid(say: Say, { range, forecast }: ForecastItem): string {
  if (range === null) return forecast === null ? say("score.none") : say("forecast.no-range");
  return say("forecast.low-high", { low: marks(range.low), high: marks(range.high) });
}

/** Which figures it rests on, and how many of them are there. */
export function basisSaid(say: Say, item: ForecastItem): readonly string[] {
  const { basis, indicator, figures } = item;
  if (basis === null || indicator === null) return [];
  const said = say("forecast.basis.said", {
    ...{ name: say.named(indicator.name), figure: say(`forecast.figure.${basis.figure}`) },
    period: periodName(say.language, basis.period),
  });
  const there = figures.filter(({ value }) => value !== null).length;
  const waiting = figures.filter(({ waitsFor }) => waitsFor > 0);
  return [
    said,
    ...(figures.length > 0 ? [say("forecast.figures.said", { there, all: figures.length })] : []),
    ...(waiting.length > 0
      ? [
          say("forecast.waits", {
            n: waiting.length,
            most: Math.max(...waiting.map(({ waitsFor }) => waitsFor)),
            first: periodName(say.language, waiting[0]?.period ?? ""),
          }),
        ]
      : []),
  ];
}

/** Who loses what, or that nobody does. */
export function lossSaid(say: Say, { lost, lead, forecast }: ForecastItem, isWhole: boolean): string {
  if (forecast === null) return say("score.none");
  if (lead === null) return say("forecast.loss.nobody");
  if (lost.length === 0) return isWhole ? say("forecast.loss.none") : say("score.none");
  const each = lost.map(({ unit, points, share }) =>
    say("forecast.loss", { unit: say.named(unit.name), points: marks(points), share }),
  );
  return each.join(say("list.separator"));
}
