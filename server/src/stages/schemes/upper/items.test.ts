import { describe, expect, it } from "vitest";
import { csvRows, itemsOfScheme, itemsOfTable } from "./items.ts";

const table = (text: string) => itemsOfTable(csvRows(text) ?? [], "上级方案");

describe("a table of the level above", () => {
  it("is read by its headings, wherever they stand, without its sums", () => {
    const read = table(
      "某自治区考核表,,\n序号,考核项目,权重（分）,指标说明\n1,营商环境,10,好差评\n2,环境质量,12.5分,优良天数\n,合计,22.5,\n",
    );
    expect(read).toMatchObject({
      ok: true,
      value: {
        items: [
          { item: "营商环境", points: "10", indicator: "好差评" },
          { item: "环境质量", points: "12.5", indicator: "优良天数" },
        ],
      },
    });
    expect(table("item,weight,indicator\nA,15%,x\nA,,\n")).toMatchObject({
      value: {
        items: [
          { item: "A", points: "0.15" },
          { item: "A (2)", points: null, indicator: null },
        ],
      },
    });
  });

  it("is refused with the row and the reason", () => {
    const why = (text: string) => {
      const read = table(text);
      return read.ok ? undefined : read.refusal.params;
    };
    expect(why("a,b\n1,2\n")).toEqual({ line: 1, why: "headings" });
    expect(why("项目,权重\n甲,十\n")).toEqual({ line: 2, why: "weight" });
    expect(why("项目,权重\n甲,-5\n")).toEqual({ line: 2, why: "weight" });
    expect(why("项目,权重\n")).toEqual({ line: 1, why: "empty" });
    expect(csvRows('项目,权重\n"甲,10')).toBeUndefined();
  });
});

describe("a scheme of the level above", () => {
  const scheme = (lists: string) => `biaochi: scheme/1
id: region
version: 1
title: { zh-CN: 自治区方案, en: Region }
effective: { from: 2025-01-01 }
cycle: "2025"
synthetic: true
indicators:
  - { id: service, name: { zh-CN: 营商环境, en: Service }, measure: "%", period: year, source: { kind: automatic, system: x } }
  - { id: air, name: { zh-CN: 环境质量, en: Air }, measure: "%", period: year, source: { kind: automatic, system: x } }
lists:
${lists}`;
  const list = (id: string, type: string) => `  - id: ${id}
    for: { type: ${type} }
    score:
      block: total
      outOf: 200
      items:
        - block: living
          weight: 80
          outOf: 100
          items:
            - { item: air, weight: 100, rule: { kind: completion-rate, target: 100 } }
        - { item: service, weight: 120, rule: { kind: completion-rate, target: 100 } }
`;

  it("gives its items with what each weighs of the whole", () => {
    expect(itemsOfScheme(scheme(list("city", "unit")))).toMatchObject({
      ok: true,
      value: {
        cycle: "2025",
        items: [
          { item: "living/air", points: "80", name: { en: "Air" } },
          { item: "service", points: "120" },
        ],
      },
    });
  });

  it("has one list, the city's, and no mistake", () => {
    const two = itemsOfScheme(scheme(list("a", "unit") + list("b", "team")));
    expect(two).toMatchObject({ refusal: { code: "upper-unreadable", params: { why: "lists" } } });
    const wrong = itemsOfScheme(scheme(list("a", "unit").replace("weight: 120", "weight: 1")));
    expect(wrong).toMatchObject({ refusal: { code: "upper-unreadable", params: { why: "document" } } });
  });
});
