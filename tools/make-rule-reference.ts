// Writes docs/rule-kinds.md from the engine's registry, the published schema, the words and the vectors.
//   node_modules/.bin/node tools/make-rule-reference.ts
// Run it after any change of a rule kind; a test fails on a stale file.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ruleKinds } from "@biaochi/engine";
import { codes, type Language, sayComposed } from "@biaochi/words";
import { publishedSchema } from "./make-schema.ts";
import { keysOf, type Shape, shapeInWords } from "./schema-shape.ts";

const fileOf = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const textOf = (path: string): string => readFileSync(fileOf(path), "utf8");
const document = fileOf("docs/rule-kinds.md");

/** Published local schemes in which kinds were found. */
const sources = {
  "01": "瑞安 2012",
  "02": "温州 2012–13",
  "03": "杭州 2018",
  "04": "皖江 2010、滁州",
  "05": "石城 2018",
  "06": "机构编制评估",
  "07": "测评计分",
  "08": "12345 热线考核",
  "09": "政府网站检查",
  "10": "乡镇个人千分制",
  "11": "其他片段",
  "12": "名额与资格",
} as const;
type Source = keyof typeof sources;

/** Where each kind of the catalogue was seen. */
const seen: Readonly<Record<number, readonly Source[]>> = {
  1: ["01", "05", "11"],
  2: ["02", "05", "08", "11"],
  3: ["06"],
  4: ["04", "11"],
  5: ["01", "11"],
  6: ["01", "02", "06", "07"],
  7: ["04"],
  8: ["04"],
  9: ["01", "02", "06"],
  10: ["02"],
  11: ["05", "06", "10", "11"],
  12: ["06", "10"],
  13: ["03", "05", "11"],
  14: ["03"],
  15: ["05"],
  16: ["03"],
  17: ["07"],
  18: ["07"],
  19: ["01", "06", "07", "12"],
  20: ["05", "06", "09", "12"],
  21: ["06", "08", "09", "11"],
  22: ["02", "04", "11", "12"],
};

/** Kinds that are no rule of an item: they stand elsewhere in the scheme, under these keys. */
const structural = [
  {
    number: 14,
    id: "group-constraint",
    shape: "GroupConstraint",
    where: "`constraints`; a block's `bonus.constraint` names one",
  },
  { number: 20, id: "veto", shape: "RedLine", where: "`redLines`" },
  {
    number: 21,
    id: "not-applicable",
    shape: "AbsencePolicies",
    where: "`absent`, of the scheme, a block or an item; `minimumCases` of an item",
  },
  { number: 22, id: "period-rollup", shape: "RollUp", where: "`combine`, beside `each`; `values` of an item" },
] as const;

interface Vector {
  readonly name: string;
  readonly why: string;
  readonly item?: Readonly<Record<string, unknown>>;
}

/** The prose above a declaration, as one paragraph per blank line. Its leading number is in the heading already. */
function contractIn(path: string, declaration: RegExp): string {
  const found = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*export const ${declaration.source}`).exec(
    textOf(path),
  );
  const prose = (found?.[1] ?? "").replace(/\n \* ?/g, "\n").trim();
  if (prose === "") throw new Error(`${path} has no contract`);
  return prose.replace(/^\d+ /, "").replace(/([^\n])\n(?=[^\n])/g, "$1 ");
}

const ruleFiles = readdirSync(fileOf("engine/src/rules")).filter((name) => /^[a-z-]+\.ts$/.test(name));

function fileOfKind(id: string): string {
  const name = ruleFiles.find((each) => textOf(`engine/src/rules/${each}`).includes(`ruleKind({\n  id: "${id}"`));
  if (name === undefined) throw new Error(`no file of rule kind ${id}`);
  return `engine/src/rules/${name}`;
}

const both = (say: (language: Language) => string): string => `${say("zh-CN")} · ${say("en")}`;

/** What the rule says in a report, one line per form of it; `{x}` is a parameter. */
function saying(id: string): readonly string[] {
  const told = codes.filter((each) => each === `rule.${id}.says` || each.startsWith(`rule.${id}.says.`));
  return told.map((each) => `> ${both((language) => sayComposed(language, each))}\n`);
}

const isPlain = (text: string): boolean => /^[\p{L}\p{N}%][\p{L}\p{N}%._-]*$/u.test(text);
const scalar = (value: unknown): string =>
  typeof value === "string" && isPlain(value) ? value : JSON.stringify(value);

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return scalar(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${scalar(key)}: ${flow(inner)}`)
    .join(", ")} }`;
}

/** The item of a vector as an author writes it: one key per line, those of its rule indented. */
function asYaml(item: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries({ item: "example", ...item }).flatMap(([key, value]) => {
    if (key !== "rule" || typeof value !== "object" || value === null) return [`${key}: ${flow(value)}`];
    return ["rule:", ...Object.entries(value).map(([name, inner]) => `  ${name}: ${flow(inner)}`)];
  });
  return ["```yaml", ...lines, "```"].join("\n");
}

function example(path: string): readonly string[] {
  const vectors: readonly Vector[] = JSON.parse(textOf(path));
  const first = vectors[0];
  if (first === undefined) throw new Error(`${path} is empty`);
  const yaml = first.item === undefined ? [] : [asYaml(first.item), ""];
  return [
    ...yaml,
    `*${first.name}*: ${first.why}`,
    "",
    `${vectors.length} cases with their derivation: [${path}](../${path}).`,
    "",
  ];
}

const seenIn = (number: number): string => (seen[number] ?? []).map((each) => sources[each]).join("；");

function chapters(schema: Shape): readonly { readonly number: number; readonly text: string }[] {
  const shapes = schema.$defs ?? {};
  const ofItems = ruleKinds.map((kind) => {
    const heading = kind.number === 0 ? "Outside the catalogue" : String(kind.number);
    const lines = [
      `### ${heading}. \`${kind.id}\`: ${both((language) => sayComposed(language, `rule.${kind.id}`))}`,
      "",
      `\`${kind.id}@${kind.version}\`${kind.number === 0 ? "" : `. Seen in: ${seenIn(kind.number)}.`}`,
      "",
      contractIn(fileOfKind(kind.id), /\w+ = ruleKind\(/),
      "",
      ...saying(kind.id),
      ...keysOf(shapes[`Rule-${kind.id}-${kind.version}`] ?? {}, ["kind"]),
      "",
      ...example(`vectors/rules/${kind.id}.json`),
    ];
    return { number: kind.number === 0 ? 100 : kind.number, text: lines.join("\n") };
  });
  const ofStructure = structural.map(({ number, id, shape, where }) => {
    const found = shapes[shape] ?? {};
    const lines = [
      `### ${number}. ${both((language) => sayComposed(language, `rule.${id}`))}`,
      "",
      `No rule of an item: it stands under ${where}. Seen in: ${seenIn(number)}.`,
      "",
      ...saying(id),
      `Its keys: [${shape}](#${shape.toLowerCase()}).`,
      "",
      ...example(`vectors/structural/${id}.json`),
    ];
    if (Object.keys(found).length === 0) throw new Error(`the schema has no ${shape}`);
    return { number, text: lines.join("\n") };
  });
  return [...ofItems, ...ofStructure].sort((a, b) => a.number - b.number);
}

/** Every named value of the format, rules excepted. */
function values(schema: Shape): string {
  const names = Object.keys(schema.$defs ?? {}).filter((name) => !name.startsWith("Rule-") && name !== "__schema0");
  return names
    .sort()
    .flatMap((name) => {
      const shape = schema.$defs?.[name] ?? {};
      const table = keysOf(shape);
      const { description, ...plain } = shape;
      const what = table.length > 0 ? table : [shapeInWords(plain)];
      return [`### ${name}`, "", ...(description === undefined ? [] : [description, ""]), ...what, ""];
    })
    .join("\n");
}

export function ruleReference(): string {
  const schema: Shape = JSON.parse(publishedSchema());
  const legend = Object.entries(sources)
    .map(([number, name]) => `${number} ${name}`)
    .sort();
  return `# Rule kinds 计分规则

Made by \`tools/make-rule-reference.ts\` from the engine itself; do not edit. How a scheme is put together:
[scheme-reference.md](scheme-reference.md). W is the full marks of the item, A the actual value, T the target.
\`kind: deviation\` takes the newest version of a kind, \`kind: deviation@1\` that one for ever.

Published local schemes that the kinds were found in: ${legend.join(" · ")}.

## The 22 rule kinds

${chapters(schema)
  .map(({ text }) => text)
  .join("\n")}
## Values

${values(schema)}`;
}

export const committedReference = (): string => readFileSync(document, "utf8");

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(document, ruleReference());
