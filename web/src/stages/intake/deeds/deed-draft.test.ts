import { describe, expect, it } from "vitest";
import { bodyOf, emptyDraft, taskKey } from "./deed-draft.ts";

describe("a deed that is being written", () => {
  const draft = { ...emptyDraft("2026-07-12"), what: " 转移群众 42 人 " };

  it("sends what was said, and nothing of what was left empty", () => {
    expect(bodyOf(draft)).toEqual({ what: "转移群众 42 人", day: "2026-07-12", part: "carried" });
  });

  it("names its links as the door knows them", () => {
    const linked = { ...draft, task: taskKey({ cycle: "2026", goal: "a b" }), mission: "7", matter: " 防汛1号 " };
    expect(bodyOf(linked)).toMatchObject({ task: { cycle: "2026", goal: "a b" }, mission: 7, matter: "防汛1号" });
  });
});
