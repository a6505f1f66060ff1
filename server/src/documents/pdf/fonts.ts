import { createHash } from "node:crypto";
import type { Face, Glyph } from "../fonts/face.ts";
import { subsetOf } from "../fonts/subset.ts";
import { num, type PdfFile, ref } from "./objects.ts";

/** The characters of one face that a document uses, numbered in the order in which they first occur. */
export type UsedFont = {
  /** Its name in the pages' resources: F1, F2 … */
  readonly name: string;
  readonly number: number;
  /** Four hexadecimal digits a character. */
  codes(glyphs: readonly Glyph[]): string;
  write(): void;
};

export function useFonts(file: PdfFile): { of(face: Face): UsedFont; all(): readonly UsedFont[] } {
  const used = new Map<Face, UsedFont>();
  return {
    of(face) {
      const known = used.get(face);
      if (known !== undefined) return known;
      const opened = openFont(file, face, used.size + 1);
      used.set(face, opened);
      return opened;
    },
    all: () => [...used.values()],
  };
}

function openFont(file: PdfFile, face: Face, index: number): UsedFont {
  const number = file.reserve();
  const glyphs: Glyph[] = [];
  const codes = new Map<number, number>();
  return {
    name: `F${index}`,
    number,
    codes(wanted) {
      return wanted
        .map((glyph) => {
          let code = codes.get(glyph.codePoint);
          if (code === undefined) {
            glyphs.push(glyph);
            code = glyphs.length;
            codes.set(glyph.codePoint, code);
          }
          return code.toString(16).padStart(4, "0");
        })
        .join("");
    },
    /** Type 0 font over a CIDFontType2 with its glyphs in the file (ISO 32000-1, 9.7). */
    write() {
      const program = subsetOf(glyphs);
      const tag = [...createHash("sha256").update(program).digest().subarray(0, 6)]
        .map((byte) => String.fromCharCode(65 + (byte % 26)))
        .join("");
      const name = `${tag}+${face.postScriptName}`;
      const stream = file.addStream(program, `/Length1 ${program.length} `);
      const descriptor = file.add(
        `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [-200 -300 1300 1100] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 733 /StemV 80 /FontFile2 ${ref(stream)} >>`,
      );
      const widths = glyphs.map(({ advance }) => num(advance)).join(" ");
      const descendant = file.add(
        `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${ref(descriptor)} /DW 1000 /W [1 [${widths}]] /CIDToGIDMap /Identity >>`,
      );
      const unicode = file.addStream(Buffer.from(toUnicode(glyphs), "latin1"));
      file.set(
        number,
        `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${ref(descendant)}] /ToUnicode ${ref(unicode)} >>`,
      );
    },
  };
}

/** So that the text can be searched, copied and read aloud (9.10.3). */
function toUnicode(glyphs: readonly Glyph[]): string {
  const rows = glyphs.map(({ codePoint }, n) => {
    const text = Buffer.from(String.fromCodePoint(codePoint), "utf16le").swap16().toString("hex");
    return `<${(n + 1).toString(16).padStart(4, "0")}> <${text}>`;
  });
  const blocks: string[] = [];
  for (let first = 0; first < rows.length; first += 100) {
    const part = rows.slice(first, first + 100);
    blocks.push(`${part.length} beginbfchar\n${part.join("\n")}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n${blocks.join("\n")}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n`;
}
