import { type ReactNode, useEffect, useRef } from "react";
import { useSay } from "../frame/preferences.tsx";
import { Scroll } from "../frame/scroll.tsx";
import type { ChartOption } from "./drawing.ts";

/** The drawing code is large: first what can be read is painted, then it is fetched. */
const untilIdle = () =>
  new Promise<void>((done) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => done(), { timeout: 1000 });
    else setTimeout(done, 200);
  });

async function start(place: HTMLElement, option: ChartOption) {
  await untilIdle();
  return (await import("./drawing.ts")).draw(place, option);
}

/**
 * A chart whose title says the finding, with the figures behind it as a table: what a chart shows can also be read.
 */
export function Chart(props: {
  readonly finding: string;
  readonly note?: string;
  readonly option: ChartOption;
  readonly height: number;
  readonly table: ReactNode;
}) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const { option } = props;
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const current = start(element, option);
    return () => void current.then((each) => each.stop());
  }, [option]);
  return (
    <figure className="chart">
      <figcaption>
        {props.finding}
        {props.note && <span className="quiet small"> {props.note}</span>}
      </figcaption>
      <div ref={place} role="img" aria-label={props.finding} style={{ height: props.height }} />
      <details className="behind">
        <summary>{say("chart.table")}</summary>
        <Scroll label={props.finding}>{props.table}</Scroll>
      </details>
    </figure>
  );
}
