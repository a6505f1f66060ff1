import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { codes, languages, parametersOf, rules, type Sentence, say, sayComposed } from "./index.ts";

const folder = new URL(".", import.meta.url);
const ours = new Set(["index.ts", "speak.ts", "language.ts", "format.ts", "rule-sentence.ts", "scheme-finding.ts"]);
const partFiles = readdirSync(folder).filter(
  (name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !ours.has(name),
);

type Part = Readonly<Record<string, Sentence>>;
const parts: (readonly [string, Part])[] = [];
for (const file of partFiles) {
  const module: Readonly<Record<string, Part>> = await import(new URL(file, folder).href);
  for (const [name, part] of Object.entries(module)) if (name.endsWith("Words")) parts.push([`${file}:${name}`, part]);
}

describe("words", () => {
  it("reads every part file of the folder", () => {
    expect(parts.length).toBeGreaterThanOrEqual(partFiles.length);
    const known = new Set<string>(codes);
    const absent = parts.filter(([, part]) => Object.keys(part).some((code) => !known.has(code))).map(([name]) => name);
    expect(absent, "part files that words/src/index.ts does not merge").toEqual([]);
  });

  it("gives each code to one part only", () => {
    const owner = new Map<string, string>();
    const twice: string[] = [];
    for (const [name, part] of parts) {
      for (const code of Object.keys(part)) {
        const first = owner.get(code);
        if (first) twice.push(`${code}: ${first} and ${name}`);
        owner.set(code, name);
      }
    }
    expect(twice).toEqual([]);
  });

  it.each(parts)("%s says everything in both languages, with the same parameters", (_name, part) => {
    const wrong: string[] = [];
    for (const [code, sentence] of Object.entries(part)) {
      for (const language of languages) if (!sentence[language]?.trim()) wrong.push(`${code}: nothing in ${language}`);
      const [chinese, english] = [parametersOf(sentence["zh-CN"]), parametersOf(sentence.en)];
      if (chinese.join() !== english.join()) wrong.push(`${code}: {${chinese}} in Chinese, {${english}} in English`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(parts)("%s has no exclamation, and Chinese where Chinese belongs", (_name, part) => {
    const wrong = Object.entries(part)
      .filter(
        ([, sentence]) =>
          /[!！]/.test(sentence["zh-CN"] + sentence.en) ||
          /[\u4e00-\u9fff]/.test(sentence.en.replace(/[（(][^（）()]*[）)]|“[^”]*”|标尺|中文/g, "")),
      )
      .map(([code]) => code);
    expect(wrong).toEqual([]);
  });

  it("names every kind of to-do in a digest of mail", () => {
    const kinds = codes.filter((code) => /^todo\.(?!due|overdue)[a-z-]+$/.test(code)).map((code) => code.slice(5));
    const known = new Set<string>(codes);
    expect(kinds.length).toBeGreaterThan(10);
    expect(kinds.filter((kind) => !known.has(`digest.kind.${kind}`))).toEqual([]);
  });

  it("has another sentence for a value that reads differently", () => {
    const told = (band: string) => ({
      rule: "bands@1",
      inputs: { actual: "7", band },
      points: "0",
      full: "2",
      lost: "2",
    });
    expect(rules.why("zh-CN", told("2"))).toContain("第 2 档");
    expect(rules.why("zh-CN", told("0"))).not.toContain("第 0 档");
    expect(rules.regain("en", told("0"))).not.toContain("band 0");
  });

  it("says a rule with its settings, some of which are words themselves", () => {
    const values = { target: "quantity.target", floor: "0", cap: "1", reverse: "false" };
    expect(rules.says("zh-CN", { code: "rule.completion-rate.says", values })).toContain(
      say("zh-CN", "quantity.target"),
    );
    expect(rules.says("zh-CN", { code: "rule.completion-rate.says.reverse", values })).toMatch(/^越少越好/);
    expect(rules.name("en", "completion-rate@1")).toBe("completion rate");
    expect(rules.name("en", "unknown@1")).toBe("rule.unknown");
  });

  it("says why, and what would give the points back, only when it can say all of it", () => {
    const step = {
      rule: "completion-rate@1",
      inputs: { actual: "94.2", target: "95", ratio: "471/475" },
      points: "4.957",
      full: "5",
      lost: "0.0421",
    };
    expect(rules.why("zh-CN", step)).toBe("实际 94.2，目标 95，完成率 0.9916，满分 5.00，得 4.96。");
    expect(rules.regain("en", step)).toBe("Reaching the target 95 (actual 94.2) would have given back 0.04.");
    expect(rules.regain("en", { ...step, inputs: {} })).toBeUndefined();
  });

  it("puts parameters in, and leaves a forgotten one visible", () => {
    expect(say("zh-CN", "setting-invalid", { name: "PORT", expected: "整数", found: "x", where: "环境变量" })).toBe(
      "设置 PORT 无效：应为整数，实际为“x”（来自环境变量）。",
    );
    expect(say("en", "stopping")).toBe("Stopping …");
    expect(say("en", "migration-failed", { name: "0001" })).toContain("{reason}");
    expect(sayComposed("en", "no.such-code")).toBe("no.such-code");
  });
});
