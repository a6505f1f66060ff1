import type { RecordFilter } from "@biaochi/contract";
import { describe, expect, it } from "vitest";
import { draftOf, filterFrom, noFilter } from "./filter-draft.ts";

describe("conditions in a form", () => {
  it("come out as they went in, and those that no line can say are kept", () => {
    const all: readonly (RecordFilter | undefined)[] = [
      undefined,
      { field: "topic", is: "present" },
      { field: "satisfied", is: "equal", value: "满意" },
      { from: "receivedAt", to: "answeredAt", atMost: 0.5, in: "hours" },
      {
        any: [
          { field: "topic", is: "one-of", values: ["水", "电"] },
          { field: "cost", is: "at-most", value: "-1.5" },
        ],
      },
      {
        all: [
          { field: "topic", is: "absent" },
          { from: "a", to: "b", atMost: 3, in: "working-days" },
        ],
      },
      { not: { field: "topic", is: "present" } },
      { all: [{ field: "a", is: "present" }, { any: [{ field: "b", is: "present" }] }] },
    ];
    for (const filter of all) expect(filterFrom(draftOf(filter))).toEqual(filter);
    expect(draftOf({ not: { field: "topic", is: "present" } }).lines).toEqual([]);
  });

  it("of several values both commas part them, and empty ones are none", () => {
    const line = { id: 0, field: "topic", is: "one-of", value: " 水，电, ,", to: "" } as const;
    expect(filterFrom({ ...noFilter, lines: [line] })).toEqual({ field: "topic", is: "one-of", values: ["水", "电"] });
  });
});
