import type { ClaimChoice } from "@biaochi/contract";

/** A deduction or bonus as it is being written. */
export type Draft = {
  readonly unit: string;
  /** "item type", as the list of choices has it. */
  readonly choice: string;
  readonly level: string;
  readonly matter: string;
  readonly what: string;
  readonly document: string;
  readonly documentDay: string;
  readonly day: string;
  readonly counts: "event" | "document";
  readonly isJoint: boolean;
};

export const emptyDraft = (today: string): Draft => ({
  ...{ unit: "", choice: "", level: "", matter: "", what: "", document: "", documentDay: today, day: today },
  ...{ counts: "event", isJoint: false },
});

export const choiceKey = ({ item, type }: Pick<ClaimChoice, "item" | "type">): string => `${item.id} ${type}`;

/** What both doors take; a conclusion of joint supervision says nothing but its document. */
export function bodyOf(draft: Draft, { item, type, levels }: ClaimChoice) {
  const { unit, level, matter, document, documentDay, day, counts } = draft;
  return {
    ...{ unit, item: item.id, type, matter: matter.trim(), document: document.trim(), documentDay, day, counts },
    ...(levels.length === 0 ? {} : { level }),
  };
}
