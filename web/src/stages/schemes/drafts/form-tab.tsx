import type { DraftPage } from "@biaochi/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { vocabulary } from "../../../exchange/draft-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { SchemeForm } from "../form-editor/scheme-form.tsx";
import { foundElsewhere } from "./found-elsewhere.ts";
import type { DraftText } from "./use-draft-text.ts";
import { useMayWrite, WritingBar } from "./writing-bar.tsx";

type Props = { readonly page: DraftPage; readonly text: DraftText };

const none: ReturnType<typeof foundElsewhere> = [];

/** The same text as a form. Whoever may not write it is told so, and is not given fields. */
export function FormTab({ page, text }: Props) {
  const say = useSay();
  const mayWrite = useMayWrite(page);
  const navigate = useNavigate();
  const { data: words, error, refetch } = useQuery({ ...vocabulary(page.draft), enabled: mayWrite });
  // Without an entry an indicator cannot be taken into the document.
  const indicators = useMemo(() => words?.indicators.filter(({ entry }) => entry !== undefined), [words]);
  const findings = useMemo(
    () => (text.isChanged ? none : foundElsewhere(page.text, page.findings)),
    [text.isChanged, page.text, page.findings],
  );
  const draft = String(page.draft);
  return (
    <>
      <WritingBar page={page} text={text} />
      {!mayWrite && (
        <p className="notice-line">
          {say("draft.form.read-only")}{" "}
          <Link to="/drafts/$draft" params={{ draft }} search={{}}>
            {say("draft.tab.text")}
          </Link>
        </p>
      )}
      {mayWrite && error && <Failed error={error} again={() => void refetch()} />}
      {mayWrite && !error && !words && <Loading />}
      {mayWrite && words && (
        <>
          <SchemeForm
            text={text.text}
            onChange={(next) => text.set(next)}
            findings={findings}
            indicators={indicators ?? []}
            units={words.units}
            newIndicator={
              <p className="small">
                {say("draft.form.new-indicator")} <Link to="/library/write">{say("draft.form.to-library")}</Link>
              </p>
            }
            toLine={(line) => void navigate({ to: "/drafts/$draft", params: { draft }, search: { line } })}
          />
          {text.isChanged && <p className="quiet small">{say("draft.findings.typed")}</p>}
        </>
      )}
    </>
  );
}
