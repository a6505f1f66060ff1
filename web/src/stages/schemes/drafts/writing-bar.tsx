import type { DraftPage } from "@biaochi/contract";
import { useMay } from "../../../frame/current.ts";
import { RefusedHere } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Overtaken } from "./overtaken.tsx";
import { SaveBar } from "./save-bar.tsx";
import type { DraftText } from "./use-draft-text.ts";

type Props = { readonly page: DraftPage; readonly text: DraftText; readonly onSearch?: () => void };

/** Whether the draft is open, and the reader is one of those who write. */
export function useMayWrite({ state }: Pick<DraftPage, "state">): boolean {
  return useMay("write-draft") && isOpen(state);
}
const isOpen = (state: DraftPage["state"]): boolean => state === "draft" || state === "returned";

/** What stands above the text wherever it is written: what was restored, what somebody else saved, and saving; or why nothing can be written. */
export function WritingBar({ page, text, onSearch }: Props) {
  const say = useSay();
  const mayWrite = useMayWrite(page);
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
        <SaveBar text={text} {...(onSearch ? { onSearch } : {})} />
      ) : (
        <p className="quiet">{say(isOpen(page.state) ? "draft.read-only" : "draft.closed")}</p>
      )}
      <RefusedHere error={text.isOvertaken ? undefined : text.save.error} />
    </>
  );
}
