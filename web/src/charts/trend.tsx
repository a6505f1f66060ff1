import { periodName, score } from "@biaochi/words";
import { useMemo } from "react";
import { usePreferences, useSay } from "../frame/preferences.tsx";
import { chartType, fontFamilies, ink } from "../look/theme.ts";
import { Chart } from "./chart.tsx";
import type { ChartOption } from "./drawing.ts";
import { useNarrow } from "./narrow.ts";
import { position } from "./position.ts";
import { endsOf, inTwoLines, sidesOf } from "./trend-labels.ts";

export type TrendPoint = { readonly period: string; readonly score: string | null; readonly median: string | null };

/** Quarter after quarter: own score and the median of the cohort. A period without a score is a gap, not a zero. */
export function TrendChart({ points, finding }: { readonly points: readonly TrendPoint[]; readonly finding: string }) {
  const say = useSay();
  const { isLarge } = usePreferences();
  const { language } = say;
  const own = say("trend.own");
  const median = say("trend.median");
  const isNarrow = useNarrow();
  const option = useMemo((): ChartOption => {
    const text = { fontFamily: fontFamilies[language], color: ink.text, fontSize: chartType(isLarge) };
    // A rim of the paper's colour: where a line must cross a figure, the figure is read.
    const rimmed = { ...text, textBorderColor: "#fff", textBorderWidth: 3 };
    const sides = sidesOf(points);
    const ends = endsOf(points);
    const named = (period: string) => periodName(language, period);
    const at = (value: string | null) => (value === null ? null : position(value));
    return {
      animation: false,
      textStyle: text,
      grid: { left: 8, right: 88, top: 24, bottom: 4, containLabel: true },
      xAxis: {
        type: "category",
        data: points.map(({ period }) => (isNarrow ? inTwoLines(named(period)) : named(period))),
        axisLabel: { ...text, interval: 0 },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.line } },
      },
      // Room for the figures above and below the lines.
      yAxis: {
        type: "value",
        scale: true,
        boundaryGap: ["18%", "12%"],
        axisLabel: text,
        splitLine: { lineStyle: { color: ink.pale } },
      },
      series: [
        {
          type: "line",
          name: median,
          data: points.map((each) => at(each.median)),
          lineStyle: { color: ink.quiet, type: "dashed", width: 1.5 },
          itemStyle: { color: ink.quiet },
          symbolSize: 5,
          endLabel: { show: true, ...rimmed, color: ink.quiet, formatter: median, offset: [0, ends.median] },
        },
        {
          type: "line",
          name: own,
          data: points.map((each, index) => ({ value: at(each.score), label: { position: sides[index] ?? "top" } })),
          lineStyle: { color: ink.blue, width: 2.5 },
          itemStyle: { color: ink.blue },
          symbolSize: 8,
          label: {
            show: true,
            ...rimmed,
            formatter: ({ dataIndex }) => score(points[dataIndex]?.score ?? ""),
          },
          endLabel: { show: true, ...rimmed, color: ink.blue, formatter: own, offset: [0, ends.own] },
        },
      ],
    };
  }, [points, language, own, median, isNarrow, isLarge]);
  return (
    <Chart
      finding={finding}
      option={option}
      height={200}
      table={
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("trend.period")}</th>
              <th scope="col" className="number">
                {own}
              </th>
              <th scope="col" className="number">
                {median}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map((each) => (
              <tr key={each.period}>
                <th scope="row">{periodName(language, each.period)}</th>
                <td className="number">{each.score === null ? say("score.none") : score(each.score)}</td>
                <td className="number">{each.median === null ? say("score.none") : score(each.median)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
