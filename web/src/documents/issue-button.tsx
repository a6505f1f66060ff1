import type { DocumentFormat, DocumentKind } from "@biaochi/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { ask } from "../exchange/ask.ts";
import { session } from "../exchange/questions.ts";
import { useSay } from "../frame/preferences.tsx";
import { JobProgress, reasonOf } from "./job-progress.tsx";

export type IssueButtonProps = {
  readonly run: number;
  readonly kind: DocumentKind;
  /** One subject; without it (and for sheets without a unit) everybody in scope. */
  readonly subject?: string;
  /** Score sheets of all officials of this unit. */
  readonly unit?: string;
};

const formatsOf = (kind: DocumentKind): readonly DocumentFormat[] =>
  kind === "standing-table" ? ["pdf", "docx", "xlsx"] : ["pdf", "docx"];

const isPaper = (kind: DocumentKind): kind is "standing-table" | "brief" =>
  kind === "standing-table" || kind === "brief";

/** Orders a document, shows how far it is and hands it over. Shown only to whoever may order it. */
export function IssueButton({ run, kind, subject, unit }: IssueButtonProps) {
  const say = useSay();
  const may = useQuery(session).data?.may ?? [];
  const [job, setJob] = useState<number>();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (format: DocumentFormat) => {
      const language = say.language;
      if (isPaper(kind)) return ask("issuePaper", { params: { run }, body: { kind, format, language } });
      const whom = { ...(subject === undefined ? {} : { subject }), ...(unit === undefined ? {} : { unit }) };
      return ask("issueSheets", {
        params: { run },
        body: { kind, format: format === "docx" ? "docx" : "pdf", language, ...whom },
      });
    },
    onSuccess: (ordered) => setJob(ordered.job),
  });
  if (!may.includes(isPaper(kind) ? "issue-papers" : "issue-sheets")) return null;
  const many =
    subject !== undefined || isPaper(kind)
      ? undefined
      : unit !== undefined
        ? "documents.issue.unit-officials"
        : kind === "report-card"
          ? "documents.issue.all-units"
          : "documents.issue.all-officials";
  const label = many === undefined ? say("documents.issue", { kind: say(`documents.kind.${kind}`) }) : say(many);
  return (
    <span className="issue no-print">
      <Dropdown
        trigger={["click"]}
        menu={{
          items: formatsOf(kind).map((format) => ({ key: format, label: format.toUpperCase() })),
          onClick: ({ key }) => mutate(formatsOf(kind).find((format) => format === key) ?? "pdf"),
        }}
      >
        <Button loading={isPending}>
          {label} <span aria-hidden="true">▼</span>
        </Button>
      </Dropdown>
      {error && <span role="alert">{reasonOf(say, error)}</span>}
      {job !== undefined && <JobProgress job={job} />}
    </span>
  );
}
