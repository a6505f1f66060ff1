import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { layOut } from "../layout/layout.ts";
import type { Document } from "../model.ts";
import { readPdf, sampleDocument } from "../test-documents.ts";
import { writePdf } from "./write.ts";

const made = (document: Document) => writePdf(document, layOut(document), "开源字体替代");

describe("PDF", () => {
  it("is the same for the same document, and another for another moment", () => {
    expect(made(sampleDocument()).equals(made(sampleDocument()))).toBe(true);
    const { properties } = sampleDocument();
    const later = sampleDocument({ properties: { ...properties, at: new Date("2025-10-09T08:00:00Z") } });
    expect(made(later).equals(made(sampleDocument()))).toBe(false);
  });

  it("carries its text so that it can be searched: read back by its own maps", () => {
    const { pages } = readPdf(
      made(sampleDocument({ blocks: [{ kind: "paragraph", text: "得分率98.70%，Hotline 12345。" }] })),
    );
    expect(pages.join("\n").replaceAll("\n", "")).toContain("得分率98.70%，Hotline 12345。");
  });

  it("is tagged, with title, language, and the substitution of fonts said", () => {
    const { objects } = readPdf(
      made(
        sampleDocument({
          blocks: [
            { kind: "heading", level: 1, text: "总体" },
            { kind: "chart", title: "图", alternative: "图的文字", drawing: { width: 100, height: 20, shapes: [] } },
          ],
        }),
      ),
    );
    const all = [...objects.values()].join("\n");
    const hex = (text: string) => Buffer.from(text, "utf16le").swap16().toString("hex").toUpperCase();
    expect(all).toContain("/Lang (zh-CN)");
    expect(all).toContain("/Marked true");
    for (const type of ["Document", "H1", "H2", "Figure"]) expect(all).toContain(`/S /${type} `);
    expect(all).toContain(hex("图的文字"));
    expect(all).toContain(hex("开源字体替代"));
    expect(all).toContain(hex("考核情况专报"));
  });

  it("shows text that the font lacks as 〓 and keeps the character for a search", () => {
    const none = String.fromCodePoint(0x3134f);
    const document = sampleDocument({ blocks: [{ kind: "paragraph", text: `李${none}` }] });
    expect(layOut(document).findings).toEqual([{ code: "character-missing", characters: none }]);
    expect(readPdf(made(document)).pages.join("")).toContain(`李${none}`);
  });

  it("has every character of GB 2312, and rare ones of people's names", () => {
    const gb2312 = new TextDecoder("gbk");
    const levels = Array.from({ length: 0xf7 - 0xb0 + 1 }, (_, row) =>
      Array.from({ length: 94 }, (_, cell) => gb2312.decode(new Uint8Array([0xb0 + row, 0xa1 + cell]))),
    ).flat();
    // The last five cells of row 55 are empty.
    const han = levels.filter((char) => /^\p{Script=Han}$/u.test(char)).join("");
    expect([...han]).toHaveLength(6763);
    const { findings } = layOut(sampleDocument({ blocks: [{ kind: "paragraph", text: `${han}䶮㛃𬱖𬴊𬭊𫖮·` }] }));
    expect(findings).toEqual([]);
  });

  it("is read by poppler alike, where it is installed", () => {
    if (!existsSync("/usr/bin/pdftotext")) return;
    const folder = mkdtempSync(join(tmpdir(), "biaochi-pdf-"));
    const path = join(folder, "one.pdf");
    writeFileSync(path, made(sampleDocument({ watermark: "邓某 000001" })));
    const text = execFileSync("/usr/bin/pdftotext", [path, "-"], { encoding: "utf8" });
    const fonts = execFileSync("/usr/bin/pdffonts", [path], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect(text).toContain("本季度共有 36 个单位参加考核。");
    for (const line of fonts.trim().split("\n").slice(2)) expect(line).toMatch(/CID TrueType +Identity-H +yes yes yes/);
  });
});
