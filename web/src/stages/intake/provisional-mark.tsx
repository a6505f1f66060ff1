import type { ProvisionalReason } from "@biaochi/contract";
import { useSay } from "../../frame/preferences.tsx";

/** Beside every figure that is not to be relied upon yet: that it is provisional, and why. */
export function ProvisionalMark({ of }: { readonly of: readonly ProvisionalReason[] }) {
  const say = useSay();
  return of.map((reason) => (
    <span key={reason} className="tag amber">
      <span aria-hidden="true">▲ </span>
      {say(`provisional.${reason}`)}
    </span>
  ));
}
