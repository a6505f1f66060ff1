// Writes docs/scheme-keys.md, every key of a scheme document in both languages, from the published schema and the words.
//   node_modules/.bin/node tools/make-scheme-keys.ts
// Run it after any change of the format; a test fails on a stale file.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ruleKinds } from "@biaochi/engine";
import { isCode, type Language, sayComposed } from "@biaochi/words";
import { publishedSchema } from "./make-schema.ts";
import { type Shape, shapeInWords } from "./schema-shape.ts";

const document = fileURLToPath(new URL("../docs/scheme-keys.md", import.meta.url));

/** Parts of the document in the order in which an author meets them, with what each is. */
const parts = {
  Scheme: ["整份方案", "the whole document"],
  Indicator: ["指标", "an indicator"],
  EventType: ["事项类型", "a type of events"],
  List: ["清单", "a list"],
  Selector: ["适用对象", "whom something is for"],
  Block: ["板块", "a block"],
  Item: ["项目", "an item"],
  Adjustment: ["扣分项和加分项", "a deduction or a bonus"],
  AbsencePolicies: ["无数据时", "what is absent"],
  GroupConstraint: ["群体约束", "a constraint of the group"],
  RedLine: ["红线", "a red line"],
  Ranking: ["排名", "ranks"],
  Cohort: ["比较组", "a cohort"],
  Grading: ["等次", "grades"],
  Quota: ["名额", "a quota"],
  Band: ["兑现等次", "bands"],
  Allocation: ["奖金分配", "a pool of money"],
} as const;

const say = (language: Language, code: string): string => (isCode(code) ? sayComposed(language, code) : "");
const both = (code: string): string => `${say("zh-CN", code)} | ${say("en", code)}`;

/** What a key may hold that is a word: each with its Chinese and English name. */
function wordsIn(shape: Shape): readonly string[] {
  const own = [...(shape.enum ?? []), ...(shape.const === undefined ? [] : [shape.const])];
  return [
    ...own.filter((each) => typeof each === "string"),
    ...(shape.anyOf ?? shape.oneOf ?? []).flatMap((each) => wordsIn(each)),
  ];
}

function rowsOf(shape: Shape, leaveOut: readonly string[] = []): readonly string[] {
  const rows = Object.entries(shape.properties ?? {})
    .filter(([key]) => !leaveOut.includes(key))
    .map(([key, inner]) => {
      const usual = inner.default === undefined ? "" : `\`${JSON.stringify(inner.default)}\``;
      const words = wordsIn(inner)
        .filter((word) => isCode(`scheme-value.${word}`))
        .map((word) => `\`${word}\` ${say("zh-CN", `scheme-value.${word}`)} ${say("en", `scheme-value.${word}`)}`);
      const holds = words.length > 1 ? words.join("；") : shapeInWords(inner).replaceAll("](#", "](rule-kinds.md#");
      const absent = shape.required?.includes(key) ? "必填 **required**" : usual;
      return `| \`${key}\` | ${both(`scheme-key.${key}`)} | ${holds} | ${absent} |`;
    });
  return ["| key | 中文 | English | 内容 · holds | 缺省 · if absent |", "| --- | --- | --- | --- | --- |", ...rows];
}

export function schemeKeys(): string {
  const schema: Shape = JSON.parse(publishedSchema());
  const shapes = schema.$defs ?? {};
  const chapters = Object.entries(parts).flatMap(([name, [chinese, english]]) => [
    `## ${name}: ${chinese} · ${english}`,
    "",
    ...rowsOf(shapes[name] ?? {}),
    "",
  ]);
  const rules = ruleKinds.flatMap((kind) => [
    `### \`${kind.id}\`: ${say("zh-CN", `rule.${kind.id}`)} · ${say("en", `rule.${kind.id}`)}`,
    "",
    ...rowsOf(shapes[`Rule-${kind.id}-${kind.version}`] ?? {}, ["kind"]),
    "",
  ]);
  return [
    "# 方案文件的每个键 · Every key of a scheme document",
    "",
    "由 `tools/make-scheme-keys.ts` 根据引擎的格式和词表生成，请勿手改。怎样写一份方案见 [scheme-reference.md](scheme-reference.md)，",
    "每种计分规则的含义和例子见 [rule-kinds.md](rule-kinds.md)。表单中的名称就是这里的名称。",
    "",
    "Made by `tools/make-scheme-keys.ts` from the engine's format and the words; do not edit. How a scheme is put together:",
    "[scheme-reference.md](scheme-reference.md); what each rule means: [rule-kinds.md](rule-kinds.md). The form calls things as they are called here.",
    "",
    ...chapters,
    "## 计分规则的参数 · Parameters of rules",
    "",
    ...rules,
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

export const committedKeys = (): string => readFileSync(document, "utf8");

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(document, schemeKeys());
