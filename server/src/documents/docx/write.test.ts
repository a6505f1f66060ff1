import { describe, expect, it } from "vitest";
import type { Document } from "../model.ts";
import { partsOf, sampleDocument } from "../test-documents.ts";
import { writeDocx } from "./write.ts";

/** Every element is closed by its own name, attributes are quoted, prefixes are declared. */
function faultOf(xml: string): string | undefined {
  const open: string[] = [];
  const declared = new Set(["xml", ...[...xml.matchAll(/xmlns:(\w+)=/g)].map(([, prefix = ""]) => prefix)]);
  for (const [whole, closing, name = "", attributes = "", empty] of xml.matchAll(
    /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    for (const [, prefix = ""] of `${name} ${attributes}`.matchAll(/(?:^|\s)(\w+):[\w.-]+/g))
      if (prefix !== "xmlns" && !declared.has(prefix)) return `prefix ${prefix} in ${whole}`;
    if (closing) {
      if (open.pop() !== name) return `closing ${whole}`;
    } else if (!empty) open.push(name);
  }
  const rest = xml.replace(/<\?xml[^>]*\?>/, "").replace(/<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g, "");
  if (/[<>]|&(?!amp;|lt;|gt;|quot;)/.test(rest)) return `stray mark in “${rest.slice(0, 80)}”`;
  return open.length === 0 ? undefined : `left open: ${open.join()}`;
}

const everything: Partial<Document> = {
  head: { issuer: "某市考核办", number: "〔2025〕3 号", line: { left: "考核办", right: "2026年3月5日" } },
  subtitle: "2025年第三季度",
  watermark: "邓某 & <000001>",
  marks: ["合成演示数据"],
  blocks: [
    { kind: "heading", level: 1, text: "总体" },
    { kind: "paragraph", text: "引号“与”<尖括号> & 和\u0007控制符" },
    { kind: "figures", items: [{ label: "得分", value: "91.36" }] },
    {
      kind: "table",
      caption: "表",
      columns: [
        { title: "单位", share: 2, align: "left" },
        { title: "得分", share: 1, align: "right" },
      ],
      rows: [[{ text: "甲局" }, { text: "91.36", strong: true }]],
    },
    {
      kind: "chart",
      title: "图",
      alternative: "甲 91.36",
      drawing: {
        width: 100,
        height: 40,
        shapes: [
          { kind: "box", x: 0, y: 0, width: 10, height: 10, fill: "blue" },
          { kind: "line", from: [0, 0], to: [10, 10], tone: "ink" },
          {
            kind: "curve",
            points: [
              [0, 0],
              [5, 5],
            ],
            tone: "amber",
          },
          { kind: "label", x: 0, y: 10, text: "91.36", size: 8, align: "left" },
        ],
      },
    },
    { kind: "signature", places: ["签字", "盖章"], statement: "已核对。" },
    { kind: "attachments", titles: ["一", "二"] },
    { kind: "closing", issuer: "某市考核办", day: "2026年3月5日" },
    { kind: "attachment", label: "附件1", title: "考核成绩表" },
    { kind: "page-break" },
    { kind: "note", text: "注" },
  ],
};

describe("DOCX", () => {
  const parts = partsOf(writeDocx(sampleDocument(everything)));
  const body = parts.get("word/document.xml") ?? "";

  it("has every part that it names, and names every part that it has", () => {
    const types = parts.get("[Content_Types].xml") ?? "";
    const named = [...types.matchAll(/PartName="\/([^"]+)"/g)].map(([, name]) => name);
    for (const name of named) expect(parts.has(name ?? ""), name).toBe(true);
    for (const name of parts.keys()) if (!/\.rels$|^\[/.test(name)) expect(named, name).toContain(name);
    const relations = parts.get("word/_rels/document.xml.rels") ?? "";
    const ids = new Set([...relations.matchAll(/Id="(rId\d+)"/g)].map(([, id]) => id));
    for (const [, id] of body.matchAll(/r:id="(rId\d+)"/g)) expect(ids.has(id)).toBe(true);
    for (const [, target] of relations.matchAll(/Target="([^"]+)"/g))
      expect(parts.has(`word/${target}`), target).toBe(true);
  });

  it("is well-formed in every part", () => {
    for (const [name, xml] of parts) expect(faultOf(xml), name).toBeUndefined();
  });

  it("names the official fonts, the paper and its margins", () => {
    for (const font of ["仿宋_GB2312", "方正小标宋简体", "黑体"]) expect(body).toContain(`w:eastAsia="${font}"`);
    expect(parts.get("word/footer1.xml")).toContain('w:eastAsia="宋体"');
    expect(body).toContain('<w:pgSz w:w="11906" w:h="16838"/>');
    // 37, 26, 35, 28 mm in twentieths of a point
    expect(body).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(body).toContain("<w:tblHeader/>");
  });

  it("says what the document says, and nothing that XML cannot hold", () => {
    const said = [...body.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join("\n");
    for (const text of [
      "考核情况专报",
      "一、总体",
      "91.36",
      "引号“与”&lt;尖括号&gt; &amp; 和控制符",
      "附件：1. 一",
      "已核对。",
    ])
      expect(said).toContain(text);
    expect(parts.get("word/header1.xml")).toContain('string="邓某 &amp; &lt;000001&gt;"');
  });

  it("binds a signature to the text before it, and an attachment to a page of its own", () => {
    const table = {
      kind: "table" as const,
      columns: [{ title: "单位", share: 1, align: "left" as const }],
      rows: Array.from({ length: 40 }, (_, n) => [{ text: `第${n + 1}局` }]),
    };
    const blocks: Document["blocks"] = [
      table,
      { kind: "note", text: "注" },
      { kind: "heading", level: 1, text: "核对" },
      { kind: "signature", places: ["签字", "日期", "盖章"], statement: "已核对。" },
    ];
    const bodyFor = (all: Document["blocks"]) =>
      partsOf(writeDocx(sampleDocument({ blocks: all }))).get("word/document.xml") ?? "";
    const kept = (xml: string) =>
      [...xml.matchAll(/<w:p>(?:(?!<\/w:p>).)*<\/w:p>/gs)]
        .filter(([paragraph]) => paragraph.includes("<w:keepNext/>"))
        .flatMap(([paragraph]) => /<w:t [^>]*>([^<]+)</.exec(paragraph)?.[1] ?? []);
    const bound = kept(bodyFor(blocks));
    for (const text of ["第39局", "第40局", "注", "一、核对", "已核对。", "签字"]) expect(bound).toContain(text);
    expect(bound).not.toContain("第38局");
    expect(bound).not.toContain("盖章");
    expect(kept(bodyFor([table]))).not.toContain("第40局");
    expect(body).toMatch(/<w:pageBreakBefore\/>(?:(?!<\/w:p>).)*附件1/s);
  });

  it("is the same for the same document", () => {
    expect(writeDocx(sampleDocument(everything)).equals(writeDocx(sampleDocument(everything)))).toBe(true);
  });
});
