import { score, signed } from "@biaochi/words";
import { useMemo } from "react";
import { usePreferences, useSay } from "../frame/preferences.tsx";
import { chartType, fontFamilies, ink } from "../look/theme.ts";
import { Chart } from "./chart.tsx";
import type { ChartOption } from "./drawing.ts";
import { useNarrow } from "./narrow.ts";
import { axisOf, spansOf } from "./waterfall-axis.ts";

/** One line of the way from full marks to the score: a level ("100.00"), or a change with its sign ("−1.20"). */
export type WaterfallStep = { readonly name: string; readonly kind: "level" | "loss" | "gain"; readonly exact: string };

/** From full marks down to the score, one bar for each place where points were lost or gained. */
export function WaterfallChart({
  steps,
  finding,
}: {
  readonly steps: readonly WaterfallStep[];
  readonly finding: string;
}) {
  const say = useSay();
  const { isLarge } = usePreferences();
  const isNarrow = useNarrow();
  const { option, from } = useMemo(
    () => drawn(steps, fontFamilies[say.language], isNarrow, isLarge),
    [steps, say.language, isNarrow, isLarge],
  );
  return (
    <Chart
      finding={finding}
      {...(from > 0 ? { note: say("waterfall.axis", { from }) } : {})}
      option={option}
      height={steps.length * 30 + 36}
      table={
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("waterfall.place")}</th>
              <th scope="col" className="number">
                {say("waterfall.points")}
              </th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={`${step.kind}:${step.name}:${step.exact}`}>
                <th scope="row">{step.name}</th>
                <td className="number">{shown(step)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}

const shown = (step: WaterfallStep): string => (step.kind === "level" ? score(step.exact) : signed(step.exact));

function drawn(
  steps: readonly WaterfallStep[],
  fontFamily: string,
  isNarrow: boolean,
  isLarge: boolean,
): { readonly option: ChartOption; readonly from: number } {
  const spans = spansOf(steps);
  const { from, to, interval } = axisOf(steps);
  const text = { fontFamily, color: ink.text, fontSize: chartType(isLarge) };
  const colours = { loss: ink.amber, gain: ink.quiet };
  const option: ChartOption = {
    animation: false,
    textStyle: text,
    grid: { left: 4, right: 56, top: 4, bottom: 4, containLabel: true },
    xAxis: {
      type: "value",
      min: from,
      max: to,
      interval,
      axisLabel: { ...text, hideOverlap: true },
      splitLine: { lineStyle: { color: ink.pale } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: steps.map((step) => step.name),
      axisLabel: { ...text, width: isNarrow ? 120 : 240, overflow: "truncate", interval: 0 },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.line } },
    },
    series: [
      {
        type: "bar",
        stack: "way",
        silent: true,
        itemStyle: { color: "transparent" },
        data: spans.map((span) => Math.max(span.low, from)),
      },
      {
        type: "bar",
        stack: "way",
        barMaxWidth: 18,
        label: {
          show: true,
          position: "right",
          ...text,
          formatter: ({ dataIndex }) => (steps[dataIndex] ? shown(steps[dataIndex]) : ""),
        },
        data: steps.map((step, at) => {
          const span = spans[at] ?? { low: 0, high: 0 };
          return {
            value: span.high - Math.max(span.low, from),
            itemStyle: { color: step.kind === "level" ? (at === 0 ? ink.paleBlue : ink.blue) : colours[step.kind] },
          };
        }),
      },
    ],
  };
  return { option, from };
}
