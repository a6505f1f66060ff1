import { type RefObject, useLayoutEffect, useState } from "react";

/** Whether what stands in `place` is wider than it, so that a part of it can only be reached by scrolling sideways. */
export function useIsWider(place: RefObject<HTMLElement | null>): boolean {
  const [isWider, setWider] = useState(false);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const look = () => setWider(element.scrollWidth > element.clientWidth + 1);
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    return () => watcher.disconnect();
  }, [place]);
  return isWider;
}
