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

/** What an A4 sheet holds between its margins, upright and lying, in CSS pixels. */
const paper = { upright: 660, wide: 1000 };

/** Draws into `place`, follows its size and that of the paper it is printed on, and gives back how to stop. */
export function draw(place: HTMLElement, option: ChartOption): { readonly stop: () => void } {
  const chart = init(place, null, { renderer: "svg" });
  chart.setOption(option);
  const watcher = new ResizeObserver(() => chart.resize());
  watcher.observe(place);
  // A sheet is narrower than the screen, and a page that is printed is laid out without telling anybody its new size.
  const before = () => {
    chart.resize({ width: place.closest(".print-wide") ? paper.wide : paper.upright });
    chart.getZr().flush();
  };
  const after = () => chart.resize({ width: "auto" });
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return {
    stop: () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
      watcher.disconnect();
      chart.dispose();
    },
  };
}
