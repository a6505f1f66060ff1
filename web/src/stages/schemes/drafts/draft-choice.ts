/** Which part of a draft is shown, and what it is compared with: as it stands in the address. */
export const draftTabs = ["text", "check", "effects", "history", "approval"] as const;
export type DraftTab = (typeof draftTabs)[number];
export type DraftChoice = { readonly tab?: DraftTab; readonly against?: string; readonly revision?: number };

export function readDraftChoice(search: Record<string, unknown>): DraftChoice {
  const tab = draftTabs.find((each) => each === search.tab);
  const revision = Number(search.revision);
  const { against } = search;
  return {
    ...(tab ? { tab } : {}),
    ...(typeof against === "string" && against !== "" ? { against: against.slice(0, 220) } : {}),
    ...(Number.isInteger(revision) && revision > 0 ? { revision } : {}),
  };
}
