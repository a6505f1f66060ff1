import { problemStatus } from "@biaochi/contract";
import { say } from "@biaochi/words";
import { expect, it } from "vitest";
import type { Say } from "../../frame/preferences.tsx";
import { outcomeInWords, thingsInWords } from "./told-line.ts";

const english: Say = Object.assign((code: Parameters<Say>[0], params?: Parameters<Say>[1]) => say("en", code, params), {
  language: "en" as const,
  composed: (code: string, params?: Parameters<Say>[1]) => say("en", code as Parameters<Say>[0], params),
  named: (name: { readonly en: string }) => name.en,
});
const about = { id: "zhang", name: { "zh-CN": "张", en: "Zhang" } };
const things = (thing: string | null) => thingsInWords(english, { thing, about });

it("tells what a line was about in words, with names, and leaves alone what it does not know", () => {
  expect(things("account:zhang way:password+code emergency")).toEqual([
    "account Zhang (zhang)",
    "by password and code",
    "emergency",
  ]);
  expect(things("account:other role:organiser to:suspended document:000012")).toEqual([
    ...["account other", "role: Appraisal office", "to: suspended", "document 000012"],
  ]);
  expect(things("clerk")).toEqual(["Clerk of a deciding body"]);
  expect(things("heads:7 whatever")).toEqual(["heads:7", "whatever"]);
  expect(things(null)).toEqual([]);
});

it("tells every outcome in words without a hole in them", () => {
  expect(outcomeInWords(english, "not-permitted")).toBe("no role of theirs permits it");
  expect(outcomeInWords(english, "a-code-of-tomorrow")).toBe("a-code-of-tomorrow");
  for (const code of Object.keys(problemStatus)) {
    expect(outcomeInWords(english, code), code).not.toMatch(/[{}]/);
    expect(outcomeInWords(english, code), code).not.toBe(code);
  }
});
