import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { filesBelow } from "./source-files.mjs";

/** What the documents promise is there: their links lead somewhere, and both READMEs say the same. */
const root = resolve(import.meta.dirname, "..");
const documents: readonly string[] = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...filesBelow(root, "docs", /\.md$/),
  ...filesBelow(root, "examples", /^(README|ORIGIN|CASES)\.md$/),
];
const read = (path: string): string => readFileSync(join(root, path), "utf8");

test.each(documents)("%s: every link of ours leads to a file", (path) => {
  const targets = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  const ours = targets
    .filter((target) => !/^(https?:|mailto:|#)/.test(target))
    .map((target) => target.replace(/#.*$/, ""));
  expect(ours.filter((target) => !existsSync(join(root, dirname(path), decodeURI(target))))).toEqual([]);
});

test("the two READMEs have the same commands, settings, images and links", () => {
  const [english, chinese] = [read("README.md"), read("README.zh-CN.md")];
  const commands = (text: string) => [...text.matchAll(/^(?:npm|npx|BIAOCHI_DATA=).*$/gm)].map((match) => match[0]);
  const settings = (text: string) => [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)*)`/g)].map((match) => match[1]);
  const links = (text: string) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]?.replace(/\.(?:en|zh-CN)\.png$/, ".png")).slice(1);
  for (const part of [commands, settings, links]) expect(part(chinese)).toEqual(part(english));
  expect(chinese.match(/^## /gm)?.length).toBe(english.match(/^## /gm)?.length);
});

test("every setting is in the table for operators", () => {
  const table = read("server/src/platform/settings.ts");
  const names = [...table.matchAll(/env: "([A-Z_]+)"/g)].map((match) => match[1] ?? "");
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) expect(read("docs/operations/running.md")).toContain(`| \`${name}\` |`);
});

test("ARCHITECTURE.md fits into a head", () => {
  expect(read("ARCHITECTURE.md").split("\n").length).toBeLessThan(200);
});
