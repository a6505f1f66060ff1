import { useRouter } from "@tanstack/react-router";
import { type MouseEvent, type ReactNode, useRef } from "react";
import { usePreferences, useSay } from "./preferences.tsx";
import { useRowsInSight, wholeUpTo } from "./rows-in-sight.ts";
import { useColumnWidths } from "./widths.ts";

/**
 * Rows that were made once are given to React as they were while only the place changes: it then has to look at the few
 * that are new. A table that is drawn anew comes with a new `row`, and so with nothing remembered.
 */
const made = new WeakMap<object, Map<number, ReactNode>>();

function once<Row>(row: Props<Row>["row"], each: Row, at: number): ReactNode {
  const known = made.get(row) ?? new Map<number, ReactNode>();
  made.set(row, known);
  if (!known.has(at)) known.set(at, row(each, at));
  return known.get(at);
}

type Props<Row> = {
  readonly label: string;
  readonly head: ReactNode;
  readonly columns: number;
  readonly rows: readonly Row[];
  readonly row: (row: Row, at: number) => ReactNode;
  /** Rows over all pages, the one above the first counted as 0. */
  readonly total: number;
  readonly before: number;
  readonly isAsking: boolean;
  /** Asks for further rows; absent: there are none. */
  readonly more?: (() => void) | undefined;
};

/**
 * A table of any length in a frame of its own, with sticky head and first column. Each row is a `<tr data-row>` that
 * `row` makes, with plain links: a router's link in every row costs more than all the rest of it. Screen readers hear
 * the number of rows and the place of each.
 */
export function LongTable<Row>(props: Props<Row>) {
  const { label, head, columns, rows, row, total, before, isAsking, more } = props;
  const say = useSay();
  const { isLarge } = usePreferences();
  const place = useRef<HTMLDivElement>(null);
  const { first, end, height } = useRowsInSight(place, rows.length, () => more?.());
  const widths = useColumnWidths(place, rows.length > wholeUpTo, `${columns}:${say.language}:${isLarge}`);
  const { history } = useRouter();
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='/']") : null;
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.push(link.getAttribute("href") ?? "/");
  };
  const frame = rows.length > wholeUpTo ? "scroll tall long windowed" : "scroll tall long";
  const spacer = (n: number) =>
    n > 0 && height > 0 ? (
      <tr className="spacer">
        <td colSpan={columns} style={{ height: n * height }} />
      </tr>
    ) : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this only names what scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the hidden part cannot be reached by keyboard (WCAG 2.1.1)
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click too; nothing but links is listened to
    <div ref={place} className={frame} tabIndex={0} role="group" aria-label={label} onClick={follow}>
      <table
        className={widths ? "plain sticky even settled" : "plain sticky even"}
        aria-rowcount={total + 1}
        {...(widths ? { style: { width: widths.reduce((sum, width) => sum + width, 0) } } : {})}
      >
        {widths && (
          <colgroup>
            {widths.map((width, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <col key={at} style={{ width }} />
            ))}
          </colgroup>
        )}
        <thead>{head}</thead>
        <tbody>
          {spacer(first)}
          {rows.slice(first, end).map((each, at) => once(row, each, before + first + at))}
          {spacer(rows.length - end)}
        </tbody>
      </table>
      {(isAsking || more) && (
        <p className="quiet small more-rows" role="status">
          {say("table.more")}
        </p>
      )}
    </div>
  );
}
