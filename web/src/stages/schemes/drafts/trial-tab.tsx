import type { DraftPage } from "@biaochi/contract";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import type { DraftTrials } from "./draft-trials.ts";
import type { DraftText } from "./use-draft-text.ts";

type Props = { readonly page: DraftPage; readonly text: DraftText; readonly trials: DraftTrials };

/** The text as it stands on the page, on facts of a past period; and what was tried of this draft so far. */
export function TrialTab({ page: { programme, draft }, text, trials: { Try, Tried } }: Props) {
  const say = useSay();
  const [mayTry, mayRead] = [useMay("try-scheme"), useMay("see-trials")];
  return (
    <>
      {mayTry && (
        <section className="card wide no-print" aria-labelledby="try">
          <h2 id="try">{say("draft.trial.title")}</h2>
          <p className="quiet">{say(text.isChanged ? "draft.trial.typed" : "draft.trial.what")}</p>
          <Try programme={programme} draft={draft} text={text.text} />
        </section>
      )}
      {mayRead ? (
        <Tried programme={programme} draft={draft} />
      ) : (
        <p className="quiet">{say("draft.trial.not-yours")}</p>
      )}
    </>
  );
}
