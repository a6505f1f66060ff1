import type { WarningBasis, WarningCourse } from "@biaochi/contract";
import { periodName } from "@biaochi/words";
import { useMemo } from "react";
import { Chart } from "../../../charts/chart.tsx";
import type { ChartOption } from "../../../charts/drawing.ts";
import { useNarrow } from "../../../charts/narrow.ts";
import { inTwoLines } from "../../../charts/trend-labels.ts";
import { usePreferences, useSay } from "../../../frame/preferences.tsx";
import { chartType, fontFamilies, ink } from "../../../look/theme.ts";
import { BasisTable } from "./basis-table.tsx";
import { type Places, placesOf } from "./projection-places.ts";
import { figureSaid, lineSaid } from "./warning-said.tsx";

type Props = { readonly basis: WarningBasis; readonly course: WarningCourse; readonly period: string };

/** The way of a figure so far, where it leads by the end of its period, and the line. */
export function ProjectionChart({ basis, course, period }: Props) {
  const say = useSay();
  const { isLarge } = usePreferences();
  const isNarrow = useNarrow();
  const { language } = say;
  const places = useMemo(() => placesOf(basis, course), [basis, course]);
  const value = figureSaid(say, basis, basis.value);
  const line = lineSaid(say, basis);
  const option = useMemo((): ChartOption => {
    const text = { fontFamily: fontFamilies[language], color: ink.text, fontSize: chartType(isLarge) };
    const rimmed = { ...text, textBorderColor: "#fff", textBorderWidth: 3 };
    const named = (each: string) => (isNarrow ? inTwoLines(periodName(language, each)) : periodName(language, each));
    const drawn = { type: "line" as const, connectNulls: true, symbolSize: 6, silent: true };
    const stroke = (color: string, type: "solid" | "dashed", width = 2) => ({
      ...{ lineStyle: { color, type, width }, itemStyle: { color } },
    });
    const last = places.names.length - 1;
    return {
      animation: false,
      textStyle: text,
      grid: { left: 8, right: 24, top: 28, bottom: 4, containLabel: true },
      xAxis: {
        type: "category",
        data: places.names.map(named),
        axisLabel: { ...text, interval: isNarrow ? "auto" : 0, hideOverlap: true },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.line }, onZero: false },
      },
      yAxis: {
        ...{ type: "value", min: places.from, max: places.to },
        axisLabel: { ...text, showMinLabel: false, showMaxLabel: false },
        splitLine: { lineStyle: { color: ink.pale } },
      },
      series: [
        { ...drawn, data: [...places.before], ...stroke(ink.quiet, course.isYearBefore ? "dashed" : "solid", 1.5) },
        ...(places.range === undefined
          ? []
          : [
              {
                ...{ ...drawn, symbol: "none", data: places.range.map((at) => [last, at]) },
                lineStyle: { color: ink.paleBlue, width: 10, cap: "butt" as const },
              },
            ]),
        { ...drawn, data: [...places.ahead], symbol: "emptyCircle", ...stroke(ink.blue, "dashed") },
        {
          ...{ ...drawn, data: [...places.now], ...stroke(ink.blue, "solid", 2.5) },
          ...(places.line === undefined
            ? {}
            : {
                markLine: {
                  ...{ silent: true, symbol: "none", data: [{ yAxis: places.line }] },
                  lineStyle: { color: ink.red, type: "solid" as const, width: 1.5 },
                  label: { ...rimmed, color: ink.red, position: "insideStartTop" as const, formatter: line },
                },
              }),
        },
      ],
    };
  }, [places, course.isYearBefore, line, language, isLarge, isNarrow]);
  const end = periodName(language, period);
  return (
    <Chart
      finding={say(basis.method === "final" ? "warnings.chart.final" : "warnings.chart.finding", { end, value, line })}
      note={drawnIn(course, basis, places)
        .map((what) => say(`warnings.chart.${what}`))
        .join(say("list.separator"))}
      option={option}
      height={220}
      table={<BasisTable basis={basis} course={course} />}
    />
  );
}

/** What is there to be seen, each by its colour. */
function drawnIn({ before, isYearBefore }: WarningCourse, { method }: WarningBasis, { now, range, line }: Places) {
  return [
    ...(before.length === 0 ? [] : [isYearBefore ? ("year-before" as const) : ("before" as const)]),
    ...(now.every((each) => each === null) ? [] : ["now" as const]),
    ...(method === "final" ? [] : ["ahead" as const]),
    ...(range === undefined ? [] : ["range" as const]),
    ...(line === undefined ? [] : ["line" as const]),
  ];
}
