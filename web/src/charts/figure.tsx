import type { ReactNode } from "react";
import { useSay } from "../frame/preferences.tsx";
import { Scroll } from "../frame/scroll.tsx";

/** A drawing of our own whose title says the finding, with the figures behind it as a table. */
export function Figure(props: { readonly finding: string; readonly table: ReactNode; readonly children: ReactNode }) {
  const say = useSay();
  return (
    <figure className="chart">
      <figcaption>{props.finding}</figcaption>
      {props.children}
      <details className="behind">
        <summary>{say("chart.table")}</summary>
        <Scroll label={props.finding}>{props.table}</Scroll>
      </details>
    </figure>
  );
}
