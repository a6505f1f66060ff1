import type { DocumentKind } from "@biaochi/contract";
import type { ReactNode } from "react";
import { useProgramme } from "../frame/current.ts";
import { TakeLink } from "./take-link.tsx";

type Props = {
  readonly of: {
    readonly kind: DocumentKind;
    readonly run: number | null;
    readonly subject?: { readonly id: string } | null;
  };
  readonly href: string;
  readonly children: ReactNode;
};

/** The way to a document, or to an archive of several: one about people leads to its approval first. */
export function FileLink({ of: { kind, run, subject }, href, children }: Props) {
  const latest = useProgramme().run?.run;
  const about = subject ? { subject: subject.id } : {};
  // It is of no run; its approval is asked for from the newest one.
  if (kind === "achievement-file" && latest !== undefined)
    return (
      <TakeLink what="achievement-files" run={latest} href={href} {...about}>
        {children}
      </TakeLink>
    );
  if (kind !== "score-sheet" || run === null) return <a href={href}>{children}</a>;
  return (
    <TakeLink what="score-sheets" run={run} href={href} {...about}>
      {children}
    </TakeLink>
  );
}
