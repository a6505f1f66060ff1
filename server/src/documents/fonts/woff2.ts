import { brotliDecompressSync } from "node:zlib";
import { type Bytes, bytesOf } from "./bytes.ts";
import type { Part, Shape } from "./outline.ts";

/**
 * Reads a WOFF2 file (W3C Recommendation “WOFF File Format 2.0”, sections 4 and 5): the tables, and the glyphs out of the
 * transformed `glyf` table. Only what an outline needs is read; instructions (hinting) are passed over.
 */
export type FontFile = {
  readonly tables: ReadonlyMap<string, Buffer>;
  readonly unitsPerEm: number;
  readonly shapes: readonly Shape[];
  readonly advances: readonly number[];
  /** Code point → glyph. */
  readonly glyphs: ReadonlyMap<number, number>;
};

const knownTags = (
  "cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx " +
  "BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty " +
  "just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill"
).match(/.{4}(?: |$)/g);

function readTables(file: Buffer): { readonly tables: Map<string, Buffer>; readonly isTransformed: Set<string> } {
  const head = bytesOf(file);
  if (head.u32() !== 0x774f4632) throw new Error("font: not a WOFF2 file");
  head.at = 12;
  const count = head.u16();
  head.at = 20;
  const compressed = head.u32();
  head.at = 48;
  const entries: { readonly tag: string; readonly length: number; readonly transformed: boolean }[] = [];
  for (let n = 0; n < count; n += 1) {
    const flags = head.u8();
    const index = flags & 0x3f;
    const tag = index === 0x3f ? head.take(4).toString("latin1") : (knownTags?.[index]?.slice(0, 4) ?? "");
    const original = head.base128();
    const version = flags >> 6;
    const transformed = tag === "glyf" || tag === "loca" ? version === 0 : version !== 0;
    entries.push({ tag, transformed, length: transformed ? head.base128() : original });
  }
  const body = bytesOf(brotliDecompressSync(head.take(compressed)));
  const tables = new Map<string, Buffer>();
  for (const { tag, length } of entries) tables.set(tag, body.take(length));
  return { tables, isTransformed: new Set(entries.filter((each) => each.transformed).map((each) => each.tag)) };
}

/** The two coordinates of a point as they are packed together (section 5.2, table of triplets). */
function readTriplet(flag: number, from: Bytes): readonly [number, number] {
  const kind = flag & 0x7f;
  const sign = (bit: number, value: number) => ((flag >> bit) & 1 ? value : -value);
  if (kind < 10) return [0, sign(0, ((kind & 14) << 7) + from.u8())];
  if (kind < 20) return [sign(0, (((kind - 10) & 14) << 7) + from.u8()), 0];
  if (kind < 84) {
    const base = kind - 20;
    const byte = from.u8();
    return [sign(0, 1 + (base & 0x30) + (byte >> 4)), sign(1, 1 + ((base & 0x0c) << 2) + (byte & 0x0f))];
  }
  if (kind < 120) {
    const base = kind - 84;
    const dx = 1 + (Math.floor(base / 12) << 8) + from.u8();
    const dy = 1 + (((base % 12) >> 2) << 8) + from.u8();
    return [sign(0, dx), sign(1, dy)];
  }
  if (kind < 124) {
    const first = from.u8();
    const second = from.u8();
    const third = from.u8();
    return [sign(0, (first << 4) + (second >> 4)), sign(1, ((second & 0x0f) << 8) + third)];
  }
  const dx = from.u16();
  const dy = from.u16();
  return [sign(0, dx), sign(1, dy)];
}

function readPart(from: Bytes): { readonly part: Part; readonly more: boolean; readonly hasInstructions: boolean } {
  const flags = from.u16();
  const glyph = from.u16();
  const isWord = (flags & 1) !== 0;
  const offset = () => (isWord ? from.i16() : (from.u8() << 24) >> 24);
  const [dx, dy] = [offset(), offset()];
  const scale = () => from.i16() / 16384;
  let [a, b, c, d] = [1, 0, 0, 1];
  if (flags & 0x08) a = d = scale();
  else if (flags & 0x40) [a, d] = [scale(), scale()];
  else if (flags & 0x80) [a, b, c, d] = [scale(), scale(), scale(), scale()];
  return { part: { glyph, dx, dy, a, b, c, d }, more: (flags & 0x20) !== 0, hasInstructions: (flags & 0x100) !== 0 };
}

function readShapes(glyf: Buffer): readonly Shape[] {
  const head = bytesOf(glyf);
  head.at = 4;
  const count = head.u16();
  head.at = 8;
  const sizes = Array.from({ length: 7 }, () => head.u32());
  let at = head.at;
  const [contours, points, flags, glyphs, composites, , instructions] = sizes.map((size) => {
    const stream = bytesOf(glyf, at);
    at += size;
    return stream;
  });
  if (!contours || !points || !flags || !glyphs || !composites || !instructions) throw new Error("font: no outlines");
  return Array.from({ length: count }, (): Shape => {
    const number = contours.i16();
    if (number < 0) {
      const parts: Part[] = [];
      let hasInstructions = false;
      for (let more = true; more; ) {
        const read = readPart(composites);
        parts.push(read.part);
        more = read.more;
        hasInstructions ||= read.hasInstructions;
      }
      if (hasInstructions) instructions.at += glyphs.packed16();
      return { parts };
    }
    const ends: number[] = [];
    let last = -1;
    for (let n = 0; n < number; n += 1) {
      last += points.packed16();
      ends.push(last);
    }
    const x = new Int16Array(last + 1);
    const y = new Int16Array(last + 1);
    const on = new Uint8Array(last + 1);
    let [penX, penY] = [0, 0];
    for (let n = 0; n <= last; n += 1) {
      const flag = flags.u8();
      const [dx, dy] = readTriplet(flag, glyphs);
      penX += dx;
      penY += dy;
      x[n] = penX;
      y[n] = penY;
      on[n] = flag & 0x80 ? 0 : 1;
    }
    if (number > 0) instructions.at += glyphs.packed16();
    return { outline: { x, y, on, ends } };
  });
}

function readAdvances(tables: ReadonlyMap<string, Buffer>, isTransformed: boolean, glyphCount: number): number[] {
  const count = tables.get("hhea")?.readUInt16BE(34) ?? 0;
  const metrics = bytesOf(tables.get("hmtx") ?? Buffer.alloc(0), isTransformed ? 1 : 0);
  const advances: number[] = [];
  for (let n = 0; n < count; n += 1) {
    advances.push(metrics.u16());
    if (!isTransformed) metrics.at += 2;
  }
  while (advances.length < glyphCount) advances.push(advances[count - 1] ?? 0);
  return advances;
}

/** Formats 4 and 12 of `cmap`: the ones that carry Unicode. */
function readGlyphs(cmap: Buffer): Map<number, number> {
  const found = new Map<number, number>();
  const count = cmap.readUInt16BE(2);
  for (let n = 0; n < count; n += 1) {
    const at = cmap.readUInt32BE(4 + n * 8 + 4);
    const format = cmap.readUInt16BE(at);
    if (format === 12) {
      const groups = cmap.readUInt32BE(at + 12);
      for (let g = 0; g < groups; g += 1) {
        const from = cmap.readUInt32BE(at + 16 + g * 12);
        const to = cmap.readUInt32BE(at + 20 + g * 12);
        const glyph = cmap.readUInt32BE(at + 24 + g * 12);
        for (let code = from; code <= to; code += 1) found.set(code, glyph + code - from);
      }
    } else if (format === 4) {
      const segments = cmap.readUInt16BE(at + 6) / 2;
      for (let s = 0; s < segments; s += 1) {
        const to = cmap.readUInt16BE(at + 14 + s * 2);
        const from = cmap.readUInt16BE(at + 16 + (segments + s) * 2);
        const delta = cmap.readUInt16BE(at + 16 + (2 * segments + s) * 2);
        const rangeAt = at + 16 + (3 * segments + s) * 2;
        const range = cmap.readUInt16BE(rangeAt);
        for (let code = from; code <= to && code < 0xffff; code += 1) {
          const glyph = range === 0 ? code : cmap.readUInt16BE(rangeAt + range + (code - from) * 2);
          if (glyph !== 0) found.set(code, (glyph + delta) & 0xffff);
        }
      }
    }
  }
  return found;
}

export function readWoff2(file: Buffer): FontFile {
  const { tables, isTransformed } = readTables(file);
  const glyf = tables.get("glyf");
  const cmap = tables.get("cmap");
  const head = tables.get("head");
  if (glyf === undefined || cmap === undefined || head === undefined || !isTransformed.has("glyf"))
    throw new Error("font: expected TrueType outlines in a WOFF2 file");
  const shapes = readShapes(glyf);
  const advances = readAdvances(tables, isTransformed.has("hmtx"), shapes.length);
  return { tables, shapes, advances, unitsPerEm: head.readUInt16BE(18), glyphs: readGlyphs(cmap) };
}
