import { useSyncExternalStore } from "react";

const narrow = "(max-width: 640px)";

function follow(changed: () => void): () => void {
  const query = matchMedia(narrow);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** Whether the screen is a phone's: a chart then gives its names less room. Follows a screen that is turned. */
export const useNarrow = (): boolean => useSyncExternalStore(follow, () => matchMedia(narrow).matches);
