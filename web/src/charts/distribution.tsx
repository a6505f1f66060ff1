import { decimal, score } from "@biaochi/words";
import { useMemo } from "react";
import { usePreferences, useSay } from "../frame/preferences.tsx";
import { chartType, fontFamilies, ink } from "../look/theme.ts";
import { Chart } from "./chart.tsx";
import type { ChartOption } from "./drawing.ts";
import { position } from "./position.ts";

type Bin = { readonly from: string; readonly to: string; readonly count: number };
type Props = {
  readonly bins: readonly Bin[];
  readonly unscored: number;
  /** The median of the cohort, where one cohort is shown. */
  readonly median: string | undefined;
  /** The reader's own score: its bin is drawn in full blue. */
  readonly own: string | undefined;
};

/** How the scores of a cohort lie, with the reader's own place marked. */
export function DistributionChart({ bins, unscored, median, own }: Props) {
  const say = useSay();
  const { isLarge } = usePreferences();
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  const fullest = bins.reduce<Bin | undefined>(
    (best, bin) => (best && best.count >= bin.count ? best : bin),
    undefined,
  );
  const mine = own === undefined ? -1 : bins.findIndex((bin, at) => holds(bin, own, at === bins.length - 1));
  const option = useMemo((): ChartOption => {
    const text = { fontFamily: fontFamilies[say.language], color: ink.text, fontSize: chartType(isLarge) };
    return {
      animation: false,
      textStyle: text,
      grid: { left: 8, right: 16, top: 24, bottom: 4, containLabel: true },
      xAxis: {
        type: "category",
        data: bins.map((bin) => `${decimal(bin.from, 0)}–${decimal(bin.to, 0)}`),
        axisLabel: { ...text, hideOverlap: true },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.line } },
      },
      yAxis: { type: "value", minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: ink.pale } } },
      series: [
        {
          type: "bar",
          barCategoryGap: "8%",
          label: {
            show: bins.length <= 24,
            position: "top",
            ...text,
            formatter: ({ value }) => (value ? String(value) : ""),
          },
          data: bins.map((bin, at) => ({
            value: bin.count,
            itemStyle: { color: at === mine ? ink.blue : ink.paleBlue },
          })),
        },
      ],
    };
  }, [bins, mine, say.language, isLarge]);
  if (!fullest || total === 0) return <p className="quiet">{say("distribution.none")}</p>;
  const where = { total, count: fullest.count, from: score(fullest.from), to: score(fullest.to) };
  const finding = median
    ? say("distribution.finding-median", { ...where, median: score(median) })
    : say("distribution.finding", where);
  return (
    <Chart
      finding={finding}
      {...(mine >= 0 ? { note: say("distribution.own") } : {})}
      option={option}
      height={220}
      table={
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("distribution.scores")}</th>
              <th scope="col" className="number">
                {say("distribution.count")}
              </th>
            </tr>
          </thead>
          <tbody>
            {bins.map((bin) => (
              <tr key={bin.from}>
                <th scope="row">{say("distribution.bin", { from: score(bin.from), to: score(bin.to) })}</th>
                <td className="number">{bin.count}</td>
              </tr>
            ))}
            {unscored > 0 && (
              <tr>
                <th scope="row">{say("distribution.unscored")}</th>
                <td className="number">{unscored}</td>
              </tr>
            )}
          </tbody>
        </table>
      }
    />
  );
}

function holds(bin: Bin, value: string, isLast: boolean): boolean {
  const at = position(value);
  return at >= position(bin.from) && (at < position(bin.to) || (isLast && at <= position(bin.to)));
}
