import { type ReactNode, useRef } from "react";
import { useSay } from "./preferences.tsx";
import { TableExport } from "./table-export.tsx";
import { useIsWider } from "./wider.ts";

/** Said above a frame that hides a part of its content at the side; who reads by ear is told the same by the table. */
export function SidewaysHint({ isWider }: { readonly isWider: boolean }) {
  const say = useSay();
  if (!isWider) return null;
  return (
    <p className="sideways quiet small no-print" aria-hidden="true">
      {say("table.sideways")}
    </p>
  );
}

/**
 * What may be wider or longer than its place scrolls here, by keyboard too: the page itself never scrolls sideways.
 * `label` names it; a table can be taken along under that name.
 */
export function Scroll({
  label,
  tall,
  text,
  children,
}: {
  readonly label: string;
  readonly tall?: boolean;
  /** No table, or lines of a text: nothing to be taken along as one. */
  readonly text?: true;
  readonly children: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const isWider = useIsWider(place);
  return (
    <>
      <SidewaysHint isWider={isWider} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this only names what scrolls */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without it the hidden part cannot be reached by keyboard (WCAG 2.1.1) */}
      <div ref={place} className={tall ? "scroll tall" : "scroll"} tabIndex={0} role="group" aria-label={label}>
        {children}
      </div>
      {!text && <TableExport title={label} place={place} />}
    </>
  );
}
