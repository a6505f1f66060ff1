import type { DraftState } from "@biaochi/contract";

type Act = "save" | "submit" | "approve" | "return" | "withdraw";

/** The life of a draft. What is not in the table cannot happen; 0026-drafts.sql holds the same. */
const next: Readonly<Record<DraftState, Partial<Record<Act, DraftState>>>> = {
  draft: { save: "draft", submit: "submitted", withdraw: "withdrawn" },
  submitted: { approve: "approved", return: "returned", withdraw: "withdrawn" },
  returned: { save: "draft", submit: "submitted", withdraw: "withdrawn" },
  approved: {},
  withdrawn: {},
};

export const after = (state: DraftState, act: Act): DraftState | undefined => next[state][act];
