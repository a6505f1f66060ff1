import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** Shorter tables are drawn whole: searching in the page finds every row, and nothing has to be measured. */
export const wholeUpTo = 150;
/** Rows drawn above and below what can be seen: a quick turn of the wheel shows no gap. */
const beyond = 12;
/** Rows that come and go together: every change has the table measured anew, whether it is of one row or of many. */
const step = 12;

type Sight = { readonly first: number; readonly end: number; readonly height: number };

/**
 * Which rows of a long list are drawn: those on the screen and some beyond. All of them while printing. Rows must be of
 * one height, which is measured; `near` is told when the last rows come into sight.
 */
export function useRowsInSight(place: RefObject<HTMLElement | null>, count: number, near: () => void): Sight {
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
      const first = Math.max(0, Math.floor((above - beyond) / step) * step);
      const seen = Math.ceil(element.clientHeight / height) + 1;
      // From the first one on: rows come below in the same moment in which others go above.
      const end = Math.min(count, first + Math.ceil((seen + 2 * beyond + step / 2) / step) * step);
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
