import { Button } from "antd";
import { useEffect, useState } from "react";
import { useSay } from "../../../frame/preferences.tsx";
import type { DraftText } from "./use-draft-text.ts";

type Props = { readonly text: DraftText; readonly onSearch?: () => void };

/** Saving, with a word on what was changed; also by Ctrl+S. */
export function SaveBar({ text, onSearch }: Props) {
  const say = useSay();
  const [note, setNote] = useState("");
  const { isChanged, isOvertaken, save } = text;
  const isReady = isChanged && !isOvertaken && !save.isPending;
  const run = () => {
    if (isReady) save.mutate(note, { onSuccess: () => setNote("") });
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      run();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
  return (
    <form
      className="save-bar no-print"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <label htmlFor="draft-note">{say("draft.note")}</label>
      <input
        id="draft-note"
        type="text"
        maxLength={200}
        autoComplete="off"
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {say("draft.save")}
      </Button>
      {onSearch && (
        <Button onClick={onSearch} className="wide-only">
          {say("draft.find")}
        </Button>
      )}
      <span role="status" className={isChanged ? "strong" : "quiet"}>
        {say(isChanged ? "draft.unsaved" : "draft.saved", { revision: text.base })}
      </span>
    </form>
  );
}
