import { describe, expect, it } from "vitest";
import { readScheme } from "../scheme/read.ts";

const scheme = (second: string, list = "name: { zh-CN: 街镇清单, en: Towns }") => `biaochi: scheme/1
id: s
version: 1
title: t
effective: { from: 2025-01-01 }
cycle: "2025"
indicators:
  - { id: air, name: { zh-CN: 空气质量, en: Air quality }, period: year }
  - { id: water, name: ${second}, period: year }
  - { id: noise, name: { zh-CN: 噪声, en: Noise }, period: year }
lists:
  - id: towns
    ${list}
    for: { type: unit }
    score:
      block: whole
      name: { zh-CN: 全部, en: Everything }
      items:
        - { item: noise, weight: 99, rule: { kind: completion-rate, target: 95 } }
        - { item: last, weight: 1, name: { zh-CN: 末项, en: Last }, indicator: noise, rule: { kind: completion-rate, target: 95 } }
`;

const namesIn = (text: string) =>
  Object.fromEntries(readScheme(text).findings.map(({ code, names }) => [code, names ?? {}]));

describe("what a remark names", () => {
  it("is called by its title in each language, several one after another", () => {
    expect(namesIn(scheme("{ zh-CN: 水质, en: Water quality }"))).toEqual({
      "indicator-unused": { found: { "zh-CN": "空气质量、水质", en: "Air quality, Water quality" } },
      "indicator-scored-twice": {
        list: { "zh-CN": "街镇清单", en: "Towns" },
        found: { "zh-CN": "噪声", en: "Noise" },
      },
    });
  });

  it("carries its identifier in the language in which another has the same title, and there alone", () => {
    expect(namesIn(scheme("{ zh-CN: 空气质量, en: Air of the valley }"))["indicator-unused"]).toEqual({
      found: { "zh-CN": "空气质量（air）、空气质量（water）", en: "Air quality, Air of the valley" },
    });
  });

  it("is called by its identifier where the scheme gives no title", () => {
    expect(namesIn(scheme("水质", ""))["indicator-scored-twice"]?.list).toEqual({ "zh-CN": "towns", en: "towns" });
  });
});
