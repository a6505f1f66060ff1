import { day, quantity } from "@biaochi/words";
import { useMemo } from "react";
import { Chart } from "../../../charts/chart.tsx";
import type { ChartOption } from "../../../charts/drawing.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { type Say, usePreferences, useSay } from "../../../frame/preferences.tsx";
import { chartType, fontFamilies, ink } from "../../../look/theme.ts";
import { changeOf } from "./burden-words.ts";

type Report = Answer<"readBurden">;
const months = Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(2, "0"));

function findingOf(say: Say, { total, year, until }: Report): string {
  const { now, before } = total;
  const said = { year: String(year), until: day(say.language, until), minutes: quantity(now.minutes) };
  const change = changeOf(now.minutes, before.minutes);
  if (change === undefined) return say("burden.finding.first", said);
  const percent = change.replace(/^[+−]|%$/g, "");
  return say(now.minutes > before.minutes ? "burden.finding.more" : "burden.finding.less", { ...said, percent });
}

/** Minutes month by month: this year's beside those of the year before. */
export function MonthsChart({ report }: { readonly report: Report }) {
  const say = useSay();
  const { isLarge } = usePreferences();
  const { language } = say;
  const { rows, year } = report;
  const [ofNow, ofBefore] = [year, year - 1].map((each) => say("burden.in-year", { year: String(each) }));
  const bars = useMemo(
    () =>
      months.map((month, n) => {
        const row = rows.find(({ key }) => key === month);
        return { n: n + 1, now: row?.now.minutes ?? 0, before: row?.before.minutes ?? 0 };
      }),
    [rows],
  );
  const option = useMemo((): ChartOption => {
    const text = { fontFamily: fontFamilies[language], color: ink.text, fontSize: chartType(isLarge) };
    const series = (data: number[], color: string) => ({
      ...{ type: "bar" as const, data, itemStyle: { color }, barGap: "10%", barCategoryGap: "30%" },
    });
    return {
      animation: false,
      textStyle: text,
      grid: { left: 8, right: 8, top: 16, bottom: 4, containLabel: true },
      xAxis: {
        type: "category",
        data: bars.map(({ n }) => String(n)),
        axisLabel: { ...text, interval: 0 },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.line } },
      },
      yAxis: { type: "value", axisLabel: text, splitLine: { lineStyle: { color: ink.pale } } },
      series: [
        series(
          bars.map(({ before }) => before),
          ink.paleBlue,
        ),
        series(
          bars.map(({ now }) => now),
          ink.blue,
        ),
      ],
    };
  }, [bars, language, isLarge]);
  return (
    <Chart
      finding={findingOf(say, report)}
      note={say("burden.chart.note", { now: ofNow ?? "", before: ofBefore ?? "" })}
      option={option}
      height={220}
      table={
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("burden.by.month")}</th>
              <th scope="col" className="number">
                {ofNow}
              </th>
              <th scope="col" className="number">
                {ofBefore}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ n, now, before }) => (
              <tr key={n}>
                <th scope="row">{say("burden.month", { n })}</th>
                <td className="number">{quantity(now)}</td>
                <td className="number">{quantity(before)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
