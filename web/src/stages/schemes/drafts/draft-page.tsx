import type { DraftPage as Page } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { draft as draftQuestion } from "../../../exchange/draft-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { SchemeFindings } from "../scheme-findings.tsx";
import { ApprovalTab } from "./approval-tab.tsx";
import { draftTabs } from "./draft-choice.ts";
import type { DraftTrials } from "./draft-trials.ts";
import { EffectsTab } from "./effects-tab.tsx";
import { HistoryTab } from "./history-tab.tsx";
import { nameOf } from "./overtaken.tsx";
import { TextTab } from "./text-tab.tsx";
import { TrialTab } from "./trial-tab.tsx";
import { useDraftText } from "./use-draft-text.ts";

/** Fetched by whoever opens it. */
const FormTab = lazy(async () => ({ default: (await import("./form-tab.tsx")).FormTab }));

export const stateColours = {
  ...{ draft: "", submitted: "amber", returned: "red", approved: "blue", withdrawn: "" },
} as const;

/** One draft of a scheme, a tab for each view of the one text that `useDraftText` holds: its text, the same as a form, its checks, what it would change for whom, what it would have made of past facts, its history, and its approval. */
export function DraftPage({ trials }: { readonly trials: DraftTrials }) {
  const say = useSay();
  const { draft } = useParams({ from: "/inside/drafts/$draft" });
  const { data, error, refetch } = useQuery(draftQuestion(Number(draft)));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p className="trail quiet no-print">
        <Link to="/drafts">{say("drafts.title")}</Link>
        <span>{say("draft.number", { draft: data.draft })}</span>
      </p>
      <PageTitle>{say.named(data.title)}</PageTitle>
      <Opened key={data.draft} page={data} trials={trials} />
    </>
  );
}

function Opened({ page, trials }: { readonly page: Page; readonly trials: DraftTrials }) {
  const say = useSay();
  const { tab = "text", line } = useSearch({ from: "/inside/drafts/$draft" });
  const text = useDraftText(page);
  const errors = page.findings.filter(({ severity }) => severity === "error").length;
  return (
    <>
      <p className="quiet">
        <span className={`tag ${stateColours[page.state]}`}>{say(`draft.state.${page.state}`)}</span>{" "}
        {say("draft.revision-of", { revision: page.revision })} · {nameOf(say, page.saved.by)}{" "}
        {moment(say.language, page.saved.at)} · {say("scheme.digest")}{" "}
        <code className="digest">{page.digest.slice(0, 16)}</code> <Download page={page} text={text.text} />
      </p>
      <nav className="tabs no-print" aria-label={say("draft.tabs")}>
        {draftTabs.map((each) => (
          <Link
            key={each}
            to="/drafts/$draft"
            params={{ draft: String(page.draft) }}
            search={each === "text" ? {} : { tab: each }}
            activeOptions={{ exact: true, includeSearch: true }}
            {...(each === tab ? { "aria-current": "page" as const } : {})}
          >
            {say(`draft.tab.${each}`)} {each === "check" && errors > 0 && <span className="tag red">{errors}</span>}{" "}
            {each === "text" && text.isChanged && <span className="tag amber">{say("draft.unsaved.short")}</span>}
          </Link>
        ))}
      </nav>
      {tab === "text" && <TextTab page={page} text={text} line={line} />}
      {tab === "form" && (
        <Suspense fallback={<Loading />}>
          <FormTab page={page} text={text} />
        </Suspense>
      )}
      {tab === "check" && (
        <>
          {text.isChanged && <p className="notice-line">{say("draft.of-saved")}</p>}
          <SchemeFindings findings={page.findings} />
        </>
      )}
      {tab === "effects" && (
        <>
          {text.isChanged && <p className="notice-line">{say("draft.of-saved")}</p>}
          <EffectsTab page={page} />
        </>
      )}
      {tab === "trial" && <TrialTab page={page} text={text} trials={trials} />}
      {tab === "history" && <HistoryTab page={page} />}
      {tab === "approval" && <ApprovalTab page={page} isChanged={text.isChanged} Tried={trials.Tried} />}
    </>
  );
}

/** The document as a file, as it stands on the page. */
function Download({ page, text }: { readonly page: Page; readonly text: string }) {
  const say = useSay();
  return (
    <button
      type="button"
      className="link no-print"
      onClick={() => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
        link.download = `${page.scheme}.draft-${page.draft}.yaml`;
        link.click();
        URL.revokeObjectURL(link.href);
      }}
    >
      {say("draft.download")}
    </button>
  );
}
