import { readdirSync, readFileSync } from "node:fs";
import { codes, isSaidLater, sentencesOfPages } from "@biaochi/words";
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

it("what people open first says nothing that is fetched later, by the code or by how it begins", () => {
  const pages = new URL("../", import.meta.url);
  const isFirst =
    /^(?:frame|home|charts|exchange|stages\/scoring(?!\/live-))\/.*(?<!\.test)\.tsx?$|^stages\/access\/(?:sign-in|steps|set-up|sso).*\.tsx$/;
  const names = readdirSync(pages, { recursive: true, encoding: "utf8" }).filter((name) => isFirst.test(name));
  expect(names.length).toBeGreaterThan(60);
  const said = names.flatMap((name) =>
    [...readFileSync(new URL(name, pages), "utf8").matchAll(/["`]([a-z][a-z-]*\.[a-z$][\w.-]*)/g)]
      .map(([, code = ""]) => code)
      .filter((code) => isSaidLater(code) && !/\.tsx?$/.test(code))
      .map((code) => `${name}: ${code}`),
  );
  expect(said).toEqual([]);
  expect(codes.filter(isSaidLater).length).toBeGreaterThan(500);
});
