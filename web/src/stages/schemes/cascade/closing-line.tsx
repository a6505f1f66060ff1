import type { Closing } from "@biaochi/engine/cascade";
import { useSay } from "../../../frame/preferences.tsx";
import { closingSentence, shownOf } from "./figures.ts";

/** Whether what was typed makes up the figure above, while it is typed. */
export function ClosingLine({ closing, measure }: { readonly closing: Closing | undefined; readonly measure: string }) {
  const say = useSay();
  if (closing === undefined) return null;
  return (
    <p className={closing.isClosed ? "closing small" : "closing small open"} role="status">
      <span aria-hidden="true">{closing.isClosed ? "✓ " : "■ "}</span>
      {closingSentence(say, shownOf(closing), measure)}
    </p>
  );
}
