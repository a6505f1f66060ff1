import type { BarSeriesOption, LineSeriesOption } from "echarts/charts";
import { BarChart, LineChart } from "echarts/charts";
import type { GridComponentOption, MarkLineComponentOption } from "echarts/components";
import { GridComponent, MarkLineComponent } from "echarts/components";
import { type ComposeOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

// Only what our charts need; this file is fetched when the first chart is on its way to the screen.
use([BarChart, LineChart, GridComponent, MarkLineComponent, SVGRenderer]);

export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | MarkLineComponentOption
>;

/** Draws into `place`, follows its size, and gives back how to stop. */
export function draw(place: HTMLElement, option: ChartOption): { readonly stop: () => void } {
  const chart = init(place, null, { renderer: "svg" });
  chart.setOption(option);
  const watcher = new ResizeObserver(() => chart.resize());
  watcher.observe(place);
  return {
    stop: () => {
      watcher.disconnect();
      chart.dispose();
    },
  };
}
