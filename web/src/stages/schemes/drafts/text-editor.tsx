import type { SchemeFinding } from "@biaochi/contract";
import { findingParams } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { vocabulary } from "../../../exchange/draft-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import type { Editor } from "./code-editor.ts";

type Finding = z.output<typeof SchemeFinding>;
type Props = {
  readonly draft: number;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly isReadOnly: boolean;
  /** Where it is opened. */
  readonly line?: number | undefined;
  readonly onText: (text: string) => void;
  /** Filled with the editor, so that a finding leads to its line. */
  readonly handle: RefObject<Editor | undefined>;
};

const phraseCodes = [
  ...[
    "Find",
    "Replace",
    "next",
    "previous",
    "all",
    "match case",
    "regexp",
    "by word",
    "replace",
    "replace all",
    "close",
  ],
  ...["Go to line", "go", "Diagnostics", "No diagnostics", "Completions", "Fold line", "Unfold line", "current match"],
] as const;

/** The document as text. The editor itself is fetched when somebody opens this page. */
export function TextEditor({ draft, text, findings, isReadOnly, line, onText, handle }: Props) {
  const say = useSay();
  const { data: words } = useQuery(vocabulary(draft));
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef({ words, onText, text });
  latest.current = { words, onText, text };
  const [isOpen, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const { language } = say;
  useEffect(() => {
    const parent = place.current;
    let editor: Editor | undefined;
    let isGone = false;
    void import("./code-editor.ts").then(
      ({ openEditor }) => {
        if (isGone || parent === null) return;
        editor = openEditor({
          ...{
            parent,
            text: latest.current.text,
            label: say("draft.editor"),
            describedBy: "editor-keys",
            isReadOnly,
            language,
          },
          phrases: Object.fromEntries(phraseCodes.map((phrase) => [phrase, say(`editor.${phrase}`)])),
          vocabulary: () => latest.current.words,
          onText: (next) => latest.current.onText(next),
        });
        handle.current = editor;
        setOpen(true);
      },
      () => setFailed(true),
    );
    return () => {
      isGone = true;
      editor?.close();
      handle.current = undefined;
      setOpen(false);
    };
  }, [say, language, isReadOnly, handle]);
  useEffect(() => {
    if (isOpen) handle.current?.replace(text);
  }, [isOpen, text, handle]);
  useEffect(() => {
    if (isOpen && line !== undefined) handle.current?.goTo(line);
  }, [isOpen, line, handle]);
  useEffect(() => {
    if (!isOpen) return;
    handle.current?.mark(
      findings.map(({ code, severity, line, ...finding }) => ({
        ...{ severity, line },
        message: say.composed(`lint.${code}`, findingParams(say.language, finding)),
      })),
    );
  }, [isOpen, findings, handle, say]);
  return (
    <>
      <p className="quiet small" id="editor-keys">
        {say("draft.editor.keys")}
      </p>
      <div ref={place} className="code-editor" aria-busy={!isOpen && !failed} />
      {failed && (
        // Without the editor's own code the text can still be written.
        <textarea
          className="plain-editor"
          aria-label={say("draft.editor")}
          readOnly={isReadOnly}
          rows={30}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </>
  );
}
