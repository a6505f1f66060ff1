import { useQuery } from "@tanstack/react-query";
import { ask } from "../exchange/ask.ts";
import { session } from "../exchange/questions.ts";
import { useSay } from "../frame/preferences.tsx";
import { OrderButton } from "./order-button.tsx";

type Paper = "standing-table" | "brief";
type SheetKind = "report-card" | "score-sheet";
export type IssueButtonProps = {
  readonly run: number;
  readonly kind: SheetKind | Paper;
  /** One subject; without it (and for sheets without a unit) everybody in scope. */
  readonly subject?: string;
  /** Score sheets of all officials of this unit. */
  readonly unit?: string;
};

const isPaper = (kind: IssueButtonProps["kind"]): kind is Paper => kind === "standing-table" || kind === "brief";

/** Orders a document of a run. Shown only to whoever may order it. */
export function IssueButton({ run, kind, subject, unit }: IssueButtonProps) {
  const say = useSay();
  const may = useQuery(session).data?.may ?? [];
  if (!may.includes(isPaper(kind) ? "issue-papers" : "issue-sheets")) return null;
  const { language } = say;
  if (isPaper(kind))
    return (
      <OrderButton
        label={say("documents.issue", { kind: say(`documents.kind.${kind}`) })}
        formats={kind === "standing-table" ? ["pdf", "docx", "xlsx"] : ["pdf", "docx"]}
        order={(format) => ask("issuePaper", { params: { run }, body: { kind, format, language } })}
      />
    );
  const many =
    subject !== undefined
      ? undefined
      : unit !== undefined
        ? "documents.issue.unit-officials"
        : kind === "report-card"
          ? "documents.issue.all-units"
          : "documents.issue.all-officials";
  const whom = { ...(subject === undefined ? {} : { subject }), ...(unit === undefined ? {} : { unit }) };
  return (
    <OrderButton
      label={many === undefined ? say("documents.issue", { kind: say(`documents.kind.${kind}`) }) : say(many)}
      formats={["pdf", "docx"]}
      order={(format) => ask("issueSheets", { params: { run }, body: { kind, format, language, ...whom } })}
    />
  );
}
