// Writes what is made from the folder rulebooks/: the JSON Schema of its files, and the causes of deferral as the contract names them.
// Run after any change of the rules, with a day as the argument where they are a new edition; a test fails on stale files.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { isOf, type NationalRule, RulebookFile, readRulebook } from "../engine/src/index.ts";

const folder = new URL("../rulebooks/", import.meta.url);
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const textOf = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .sort()
  .map((name) => ({ name, text: textOf(name) }));

function causesModule(): string {
  const { rulebook, findings } = readRulebook(files);
  if (rulebook === undefined) throw new Error(JSON.stringify(findings));
  const cited = ({ source, article, evidence }: NationalRule): string =>
    `${source["zh-CN"]}${article === undefined ? "" : `第${article}条`}${evidence === "read" ? "" : "（二手材料）"}`;
  const lines = rulebook.rules.flatMap((rule) => {
    if (!isOf(rule, "deferral-causes") || rule.value === undefined) return [];
    const { cause } = rule.value;
    const key = /-/.test(cause) ? `"${cause}"` : cause;
    return [`  /** ${rule.text["zh-CN"]} */`, `  ${key}: { source: "${cited(rule)}", verified: ${rule.verified} },`];
  });
  return `// Made from rulebooks/deferral-causes.yaml by tools/make-rulebooks.ts.\nexport const deferralCauses = {\n${lines.join("\n")}\n} as const;\n`;
}

function schema(): string {
  const made = z.toJSONSchema(RulebookFile, { io: "input", target: "draft-2020-12" });
  return `${JSON.stringify({ $id: "https://biaochi.example/rulebook/1", title: "Biaochi rulebook", ...made }, null, 1)}\n`;
}

/** As server/src/platform/rulebooks.ts takes it. */
export const editionDigest = (): string => sha256(files.map(({ name, text }) => `${name}\n${sha256(text)}\n`).join(""));
export const editions = (): Readonly<Record<string, string>> => JSON.parse(textOf("editions.json"));

/** Each file that is made, with its text. */
export const made: readonly { readonly file: URL; readonly text: () => string }[] = [
  { file: new URL("rulebook.schema.json", folder), text: schema },
  { file: new URL("../contract/src/deferral-causes.ts", import.meta.url), text: causesModule },
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { file, text } of made) writeFileSync(file, text());
  const day = process.argv[2];
  if (day !== undefined) {
    const all = { ...editions(), [day]: editionDigest() };
    writeFileSync(new URL("editions.json", folder), `${JSON.stringify(all, null, 1)}\n`);
  }
}
