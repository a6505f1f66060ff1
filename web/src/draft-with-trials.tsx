import { Tried } from "./stages/insight/tried.tsx";
import { TryDocument } from "./stages/insight/try-document.tsx";
import { DraftPage } from "./stages/schemes/drafts/draft-page.tsx";
import type { DraftTrials } from "./stages/schemes/drafts/draft-trials.ts";

const trials: DraftTrials = {
  Try: ({ programme, draft, text }) => <TryDocument programme={programme} chosen={{ draft }} document={text} />,
  Tried: ({ programme, draft }) => <Tried programme={programme} chosen={{ draft }} />,
};

/** The page of a draft with its trials, which lie downstream of schemes: here the two meet. */
export function DraftWithTrials() {
  return <DraftPage trials={trials} />;
}
