import { refusalCodes, uncountedReasons, voidReasons } from "@biaochi/ledger";
import { codes } from "@biaochi/words";
import { expect, test } from "vitest";
import { sayLedger } from "./commands/say-ledger.ts";

test("no refusal, no reason for being void or not counting is without words, and no words are left over", () => {
  const spoken = (prefix: string) =>
    codes.filter((code) => code.startsWith(`${prefix}.`)).map((code) => code.slice(prefix.length + 1));
  expect(spoken("ledger").toSorted()).toEqual([...refusalCodes].toSorted());
  expect(spoken("ledger-void").toSorted()).toEqual([...voidReasons].toSorted());
  expect(spoken("ledger-uncounted").toSorted()).toEqual([...uncountedReasons].toSorted());
  expect(spoken("ledger-damage").toSorted()).toEqual(["absent", "changed", "unclear"]);
});

test("a refusal is said with the part that it names, and why an entry was not let in", () => {
  expect(sayLedger("en", { code: "log-behind", detail: "4" })).toMatch(/\(4\)$/);
  expect(sayLedger("en", { code: "policy-malformed", detail: "quorum", line: 3 })).toMatch(/\(quorum:3\)$/);
  expect(sayLedger("zh-CN", { code: "entry-refused", detail: "signature" })).toBe(
    "条目未被收入（签名不成立，或密钥在此处不作数）",
  );
  expect(sayLedger("en", { code: "no-fork" })).toBe("These two checkpoints prove no fork");
});
