import { readdirSync, readFileSync } from "node:fs";
import { codes, sentencesOfPages } from "@biaochi/words";
import { expect, it } from "vitest";

it("a page fetches every sentence but those of the log and the verifier, and asks for none of these", () => {
  const fetched = sentencesOfPages("en");
  const elsewhere = codes.filter((code) => !Object.hasOwn(fetched, code));
  expect(elsewhere.filter((code) => !/^(ledger|verifier|node|command)[.-]/.test(code))).toEqual([]);
  expect(elsewhere.length).toBeGreaterThan(200);
  const pages = new URL("../", import.meta.url);
  const text = readdirSync(pages, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => readFileSync(new URL(name, pages), "utf8"))
    .join("");
  const beginning = (code: string) => code.split(".")[0] ?? "";
  const kept = new Set(Object.keys(fetched).map(beginning));
  const asking = elsewhere.filter(
    (code) =>
      text.includes(`"${code}"`) || (!kept.has(beginning(code)) && text.includes(`\`${beginning(code)}.${"$"}{`)),
  );
  expect(asking).toEqual([]);
});
