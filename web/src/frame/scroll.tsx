import type { ReactNode } from "react";

/** What may be wider or longer than its place scrolls here, by keyboard too: the page itself never scrolls sideways. */
export function Scroll({
  label,
  tall,
  children,
}: {
  readonly label: string;
  readonly tall?: boolean;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this only names what scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the hidden part cannot be reached by keyboard (WCAG 2.1.1)
    <div className={tall ? "scroll tall" : "scroll"} tabIndex={0} role="group" aria-label={label}>
      {children}
    </div>
  );
}
