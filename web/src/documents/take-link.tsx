import type { ExportKind } from "@biaochi/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { exportApprovals } from "../exchange/questions.ts";
import { AskExportLink } from "../frame/ask-export-link.tsx";
import { useAccount, useMay } from "../frame/current.ts";
import { useSay } from "../frame/preferences.tsx";

type Props = {
  readonly what: ExportKind;
  readonly run: number;
  /** The one whom the file is about; absent: several people. */
  readonly subject?: string;
  readonly href: string;
  readonly children: ReactNode;
};

/**
 * A file with results of people: the link where an approval may open it, otherwise the way to ask. Whether the approval covers
 * everybody in the file the server decides.
 */
export function TakeLink({ what, run, subject, href, children }: Props) {
  const say = useSay();
  const isOwn = useAccount()?.self?.id === subject && subject !== undefined;
  const mayAsk = useMay("ask-export");
  const { data } = useQuery({ ...exportApprovals, enabled: mayAsk && !isOwn });
  const own = (data?.approvals ?? []).filter(
    (each) =>
      each.isOwn &&
      each.what === what &&
      (each.run === run || what === "achievement-files") &&
      (each.subject === null || each.subject.id === subject),
  );
  if (isOwn || own.some(({ state }) => state === "approved"))
    return (
      <a href={href} download>
        {children}
      </a>
    );
  if (own.some(({ state }) => state === "waiting")) return <span className="quiet small">{say("exports.waits")}</span>;
  return mayAsk ? <AskExportLink what={what} run={run} {...(subject === undefined ? {} : { subject })} /> : null;
}
