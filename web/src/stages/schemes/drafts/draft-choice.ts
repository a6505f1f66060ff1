/** Which part of a draft is shown, at which line, and what it is compared with: as it stands in the address. */
export const draftTabs = ["text", "form", "check", "effects", "trial", "history", "approval"] as const;
export type DraftTab = (typeof draftTabs)[number];
export type DraftChoice = {
  readonly tab?: DraftTab;
  readonly line?: number;
  readonly against?: string;
  readonly revision?: number;
};

const wholeOf = (value: unknown): number | undefined => {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

export function readDraftChoice(search: Record<string, unknown>): DraftChoice {
  const tab = draftTabs.find((each) => each === search.tab);
  const [line, revision] = [wholeOf(search.line), wholeOf(search.revision)];
  const { against } = search;
  return {
    ...(tab ? { tab } : {}),
    ...(line === undefined ? {} : { line }),
    ...(typeof against === "string" && against !== "" ? { against: against.slice(0, 220) } : {}),
    ...(revision === undefined ? {} : { revision }),
  };
}
