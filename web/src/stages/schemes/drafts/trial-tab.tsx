import type { DraftPage } from "@biaochi/contract";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Tried } from "../../insight/tried.tsx";
import { TryDocument } from "../../insight/try-document.tsx";
import type { DraftText } from "./use-draft-text.ts";

type Props = { readonly page: DraftPage; readonly text: DraftText };

/** The text as it stands on the page, on facts of a past period; and what was tried of this draft so far. */
export function TrialTab({ page, text }: Props) {
  const say = useSay();
  const [mayTry, mayRead] = [useMay("try-scheme"), useMay("see-trials")];
  const chosen = { draft: page.draft };
  return (
    <>
      {mayTry && (
        <section className="card wide no-print" aria-labelledby="try">
          <h2 id="try">{say("draft.trial.title")}</h2>
          <p className="quiet">{say(text.isChanged ? "draft.trial.typed" : "draft.trial.what")}</p>
          <TryDocument programme={page.programme} chosen={chosen} document={text.text} />
        </section>
      )}
      {mayRead ? (
        <Tried programme={page.programme} chosen={chosen} />
      ) : (
        <p className="quiet">{say("draft.trial.not-yours")}</p>
      )}
    </>
  );
}
