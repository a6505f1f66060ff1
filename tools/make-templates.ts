// Writes the templates of examples/templates into the engine, so that server and pages have the same ones.
//   node_modules/.bin/node tools/make-templates.ts
// Run it after any change of a template; a test fails on a stale file.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("../examples/templates/", import.meta.url);
const file = fileURLToPath(new URL("../engine/src/scheme/template-texts.ts", import.meta.url));

/** As the formatter would have it: in the quotes that need less escaping. */
function quoted(text: string): string {
  const inDouble = JSON.stringify(text);
  if (text.split('"').length <= text.split("'").length) return inDouble;
  return `'${inDouble.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

export function templateTexts(): string {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort();
  const lines = names.flatMap((name) => [
    `  ${JSON.stringify(name)}:`,
    `    ${quoted(readFileSync(new URL(name, folder), "utf8"))},`,
  ]);
  return [
    "/** Made by tools/make-templates.ts from examples/templates; do not edit. */",
    "export const templateTexts: Readonly<Record<string, string>> = {",
    ...lines,
    "};",
    "",
  ].join("\n");
}

export const committedTemplates = (): string => readFileSync(file, "utf8");

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, templateTexts());
