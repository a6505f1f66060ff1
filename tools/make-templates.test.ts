import { readScheme, schemeTemplates, thermometerOf, worthOf } from "@biaochi/engine";
import { describe, expect, it, test } from "vitest";
import { committedTemplates, templateTexts } from "./make-templates.ts";

test("the templates of the engine are those of examples/templates (node_modules/.bin/node tools/make-templates.ts rewrites them)", () => {
  expect(committedTemplates()).toBe(templateTexts());
});

describe.each(schemeTemplates().map((template) => [template.file, template] as const))("%s", (file, template) => {
  const { scheme, findings } = readScheme(template.text);

  it("has nothing to be mended, in the smallest thing", () => {
    expect(findings).toEqual([]);
  });

  it("is synthetic, called as its file, and says in both languages what it is for", () => {
    expect(scheme?.synthetic).toBe(true);
    expect(`${scheme?.id}.yaml`).toBe(file);
    expect(template.title).toEqual(scheme?.title);
    expect([template.purpose["zh-CN"].length > 10, template.purpose.en.length > 20]).toEqual([true, true]);
  });

  it("teaches in both languages: comments in Chinese and in English", () => {
    const comments = template.text.split("\n").filter((line) => line.trimStart().startsWith("#"));
    expect(comments.filter((line) => /[\u4e00-\u9fff]/.test(line)).length).toBeGreaterThanOrEqual(2);
    expect(comments.filter((line) => /[a-z]{4}/.test(line)).length).toBeGreaterThanOrEqual(2);
  });

  it("leaves nothing unsaid that the thermometer would ask", () => {
    for (const list of scheme?.lists ?? []) {
      const name = { "zh-CN": "x", en: "x" };
      const attributes = Object.fromEntries(
        Object.entries(list.for.where ?? {}).map(([key, [value = ""]]) => [key, value]),
      );
      const subject = { id: "x", type: list.for.type ?? "unit", name, sort: 1, attributes, service: [] } as const;
      if (!scheme) throw new Error("unreadable");
      const { measured, voice } = thermometerOf(scheme, list, worthOf(scheme, list, subject));
      expect([measured.has("unsaid"), voice.has("unsaid")], list.id).toEqual([false, false]);
    }
  });
});

test("there is one for each way to begin", () => {
  expect(schemeTemplates().map(({ id }) => id)).toEqual([
    ...["officials", "one-ballot", "quarter-units", "townships", "year-units"],
  ]);
});
