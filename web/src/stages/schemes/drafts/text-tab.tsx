import type { DraftPage } from "@biaochi/contract";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useSay } from "../../../frame/preferences.tsx";
import { SchemeFindings } from "../scheme-findings.tsx";
import type { Editor } from "./code-editor.ts";
import { TextEditor } from "./text-editor.tsx";
import type { DraftText } from "./use-draft-text.ts";
import { useLint } from "./use-lint.ts";
import { useMayWrite, WritingBar } from "./writing-bar.tsx";

type Props = {
  readonly page: DraftPage;
  readonly text: DraftText;
  /** Where it is opened. */
  readonly line?: number | undefined;
};

/** The document as text, with what the checks say while it is written. */
export function TextTab({ page, text, line }: Props) {
  const say = useSay();
  const mayWrite = useMayWrite(page);
  const linted = useLint(text.text);
  const editor = useRef<Editor>(undefined);
  // What the programme's other schemes say is known of what was saved alone.
  const findings = text.isChanged ? (linted ?? []) : page.findings;
  const [isAll, setAll] = useState(false);
  const shown = isAll ? findings : findings.slice(0, 20);
  return (
    <>
      <WritingBar page={page} text={text} onSearch={() => editor.current?.search()} />
      <TextEditor
        draft={page.draft}
        text={text.text}
        findings={findings}
        isReadOnly={!mayWrite}
        line={line}
        onText={(next) => text.set(next)}
        handle={editor}
      />
      <SchemeFindings findings={shown} onLine={(at) => editor.current?.goTo(at)} />
      {findings.length > shown.length && (
        <Button onClick={() => setAll(true)}>{say("draft.all-findings", { n: findings.length })}</Button>
      )}
      {text.isChanged && <p className="quiet small">{say("draft.findings.typed")}</p>}
    </>
  );
}
