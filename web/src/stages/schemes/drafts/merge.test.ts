import { describe, expect, it } from "vitest";
import { apartIn, mergedText, mergeLines } from "./merge.ts";

const base = "a\nb\nc\nd\ne\n";

describe("what two people wrote on the same text", () => {
  it("is taken both where their lines do not overlap", () => {
    const pieces = mergeLines(base, "a\nB\nc\nd\ne\n", "a\nb\nc\nd\nE\nf\n");
    expect(apartIn(pieces)).toBe(0);
    expect(mergedText(pieces, [])).toBe("a\nB\nc\nd\nE\nf\n");
  });

  it("is taken once where both wrote the same", () => {
    const pieces = mergeLines(base, "a\nX\nc\nd\ne\n", "a\nX\nc\nd\ne\n");
    expect(apartIn(pieces)).toBe(0);
    expect(mergedText(pieces, [])).toBe("a\nX\nc\nd\ne\n");
  });

  it("is for somebody to choose where they differ, one place after the other, and no line is lost by not choosing", () => {
    const pieces = mergeLines(base, "a\nmine\nc\nd\nmine too\n", "a\ntheirs\nc\nd\ntheirs too\n");
    expect(apartIn(pieces)).toBe(2);
    expect(mergedText(pieces, [])).toBe("a\nmine\nc\nd\nmine too\n");
    expect(mergedText(pieces, ["theirs", "both"])).toBe("a\ntheirs\nc\nd\ntheirs too\nmine too\n");
  });
});
