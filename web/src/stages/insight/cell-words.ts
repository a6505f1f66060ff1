import { quantity } from "@biaochi/words";
import type { useSay } from "../../frame/preferences.tsx";

type Say = ReturnType<typeof useSay>;
type Cell = { readonly from: number | null; readonly to: number | null; readonly count: number };

/** "−0.5 to −0.01: 14" */
export function cellInWords(say: Say, { from, to, count }: Cell): string {
  const shown = (value: number): string => quantity(value);
  const range =
    from === null
      ? say("cell.below", { to: shown(to ?? 0) })
      : to === null
        ? say("cell.above", { from: shown(from) })
        : from === to
          ? shown(from)
          : say("cell.between", { from: shown(from), to: shown(to) });
  return say("people.cell", { range, count });
}
