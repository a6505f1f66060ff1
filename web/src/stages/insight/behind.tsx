import type { ReactNode } from "react";

/** What only some readers want to see, under its heading. */
export function Behind({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className="behind">
      <summary>{title}</summary>
      {children}
    </details>
  );
}
