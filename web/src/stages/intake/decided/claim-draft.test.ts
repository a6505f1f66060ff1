import { describe, expect, it } from "vitest";
import { bodyOf, choiceKey, emptyDraft } from "./claim-draft.ts";

const choice = {
  ...{
    kind: "deduction" as const,
    item: { id: "order", name: { "zh-CN": "督查", en: "Order" } },
    type: "late",
    event: null,
  },
  ...{ levels: [] as { level: string; points: string }[], points: "0.5" },
};
const draft = {
  ...emptyDraft("2026-03-04"),
  unit: "u1",
  level: "national",
  matter: " 批评1 ",
  document: "示例督〔2026〕1号 ",
};

describe("a deduction as it was written", () => {
  it("says its level only where the item has a table of levels", () => {
    expect(bodyOf(draft, choice)).toEqual({
      ...{ unit: "u1", item: "order", type: "late", matter: "批评1", document: "示例督〔2026〕1号", counts: "event" },
      ...{ documentDay: "2026-03-04", day: "2026-03-04" },
    });
    expect(bodyOf(draft, { ...choice, levels: [{ level: "national", points: "3" }] })).toMatchObject({
      level: "national",
    });
  });

  it("is told apart from another type of the same item", () => {
    expect(choiceKey(choice)).not.toBe(choiceKey({ ...choice, type: "criticised" }));
  });
});
