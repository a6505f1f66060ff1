import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useSay } from "./preferences.tsx";

/** Shorter tables are drawn whole: searching in the page finds every row, and nothing has to be measured. */
const wholeUpTo = 150;
/** Rows drawn above and below what can be seen: a quick turn of the wheel shows no gap. */
const beyond = 12;

type Sight = { readonly first: number; readonly end: number; readonly height: number };

/**
 * Which rows of a long list are drawn: those on the screen and some beyond. All of them while printing. Rows must be of
 * one height, which is measured; `near` is told when the last rows come into sight.
 */
function useWindow(place: RefObject<HTMLElement | null>, count: number, near: () => void): Sight {
  const [sight, setSight] = useState<Sight>({ first: 0, end: Math.min(count, wholeUpTo), height: 0 });
  const [isPrinting, setPrinting] = useState(false);
  const told = useRef(0);
  const askNear = useRef(near);
  useEffect(() => {
    askNear.current = near;
  });
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const look = () => {
      const row = element.querySelector<HTMLElement>("tbody tr[data-row]");
      const height = row?.offsetHeight ?? 0;
      if (height === 0) return;
      const above = Math.floor(element.scrollTop / height);
      const below = Math.ceil((element.scrollTop + element.clientHeight) / height);
      // Whole steps, so that React is asked for a new table every few rows and not with every pixel.
      const first = Math.max(0, Math.floor((above - beyond) / beyond) * beyond);
      const end = Math.min(count, Math.ceil((below + beyond) / beyond) * beyond);
      setSight((now) =>
        now.first === first && now.end === end && now.height === height ? now : { first, end, height },
      );
      if (below + 2 * beyond >= count && told.current !== count) {
        told.current = count;
        askNear.current();
      }
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      watcher.disconnect();
    };
  }, [place, count]);
  if (isPrinting || count <= wholeUpTo) return { first: 0, end: count, height: sight.height };
  return { ...sight, end: Math.min(count, Math.max(sight.end, sight.first + beyond)) };
}

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
 * `row` makes; screen readers hear the number of rows and the place of each.
 */
export function LongTable<Row>(props: Props<Row>) {
  const { label, head, columns, rows, row, total, before, isAsking, more } = props;
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const { first, end, height } = useWindow(place, rows.length, () => more?.());
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
    <div ref={place} className={frame} tabIndex={0} role="group" aria-label={label}>
      <table className="plain sticky even" aria-rowcount={total + 1}>
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
