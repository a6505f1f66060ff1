import { type RefObject, useLayoutEffect, useState } from "react";

type Measured = { readonly of: string; readonly at: number; readonly widths: readonly number[] };

/**
 * The widths that the columns of a long table found for its first rows, kept while it is scrolled: columns do not jump
 * when longer names come by, and the browser does not measure every cell anew with every row. Measured again when
 * `of` (columns, language) or the frame's width changes. Undefined while nothing is measured, and for short tables.
 */
export function useColumnWidths(
  place: RefObject<HTMLElement | null>,
  isLong: boolean,
  of: string,
): readonly number[] | undefined {
  const [measured, setMeasured] = useState<Measured>();
  const [frame, setFrame] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element || !isLong) return undefined;
    const watcher = new ResizeObserver(() => setFrame(element.clientWidth));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [place, isLong]);
  const isCurrent = measured?.of === of && measured.at === frame;
  useLayoutEffect(() => {
    const heads = place.current?.querySelectorAll<HTMLElement>("thead tr:last-child > *");
    if (!isLong || isCurrent || !heads || frame === 0) return;
    const shown = [...heads].filter((head) => head.getClientRects().length > 0);
    setMeasured({ of, at: frame, widths: shown.map((head) => head.getBoundingClientRect().width) });
  }, [place, isLong, isCurrent, of, frame]);
  return isLong && isCurrent ? measured.widths : undefined;
}
