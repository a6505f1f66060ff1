import type { DraftPage } from "@biaochi/contract";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useMay } from "../../../frame/current.ts";
import { RefusedHere } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { SchemeFindings } from "../scheme-findings.tsx";
import type { Editor } from "./code-editor.ts";
import { Overtaken } from "./overtaken.tsx";
import { SaveBar } from "./save-bar.tsx";
import { TextEditor } from "./text-editor.tsx";
import type { DraftText } from "./use-draft-text.ts";
import { useLint } from "./use-lint.ts";

type Props = { readonly page: DraftPage; readonly text: DraftText };

/** The document as text, with what the checks say while it is written. */
export function TextTab({ page, text }: Props) {
  const say = useSay();
  const isOpen = page.state === "draft" || page.state === "returned";
  const mayWrite = useMay("write-draft") && isOpen;
  const linted = useLint(text.text);
  const editor = useRef<Editor>(undefined);
  // What the programme's other schemes say is known of what was saved alone.
  const findings = text.isChanged ? (linted ?? []) : page.findings;
  const [isAll, setAll] = useState(false);
  const shown = isAll ? findings : findings.slice(0, 20);
  return (
    <>
      {text.isRestored && !text.isOvertaken && (
        <p className="notice-line" role="status">
          {say("draft.restored")}{" "}
          <button type="button" className="link" onClick={text.forget}>
            {say("draft.restored.forget")}
          </button>
        </p>
      )}
      {text.isOvertaken && text.isChanged && <Overtaken page={page} text={text} />}
      {mayWrite ? (
        <SaveBar text={text} onSearch={() => editor.current?.search()} />
      ) : (
        <p className="quiet">{say(isOpen ? "draft.read-only" : "draft.closed")}</p>
      )}
      <RefusedHere error={text.isOvertaken ? undefined : text.save.error} />
      <TextEditor
        draft={page.draft}
        text={text.text}
        findings={findings}
        isReadOnly={!mayWrite}
        onText={(next) => text.set(next)}
        handle={editor}
      />
      <SchemeFindings findings={shown} onLine={(line) => editor.current?.goTo(line)} />
      {findings.length > shown.length && (
        <Button onClick={() => setAll(true)}>{say("draft.all-findings", { n: findings.length })}</Button>
      )}
      {text.isChanged && <p className="quiet small">{say("draft.findings.typed")}</p>}
    </>
  );
}
