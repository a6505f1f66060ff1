import type { ComponentType } from "react";

type Draft = { readonly programme: string; readonly draft: number };

/** What the page of a draft shows of trials: the way to try its text, and what was tried so far. */
export type DraftTrials = {
  readonly Try: ComponentType<Draft & { readonly text: string }>;
  readonly Tried: ComponentType<Draft>;
};
