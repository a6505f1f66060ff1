import { type Face, type FaceName, face, faceOfRareCharacters, type Glyph } from "../fonts/face.ts";

/**
 * Chinese and mixed lines (GB/T 15834 and JIS X 4051 habits): a line may break between any two Han characters, not inside
 * a word or number; closing punctuation never begins a line and opening punctuation never ends one (避头尾).
 */
export const neverFirst = new Set([..."、。，．,.：；:;！？!?）)〕】》〉」』’”…—％%‰℃·]｝}％"]);
export const neverLast = new Set([..."（(〔【《〈「『‘“[{￥¥$"]);
const joins = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}'’_\-−–+./,:%#@&*=]/u;

/** The sign that typesetters put where a character is missing (geta, 〓). */
const missingMark = 0x3013;

export type Piece = {
  readonly face: Face;
  readonly glyphs: readonly Glyph[];
};

export type Line = {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** In points, without spacing. */
  readonly width: number;
  /** The paragraph goes on after it. */
  readonly isBroken: boolean;
  /** A word wider than the line was cut. */
  readonly isCut: boolean;
};

export type Setting = {
  readonly face: FaceName;
  /** In points. */
  readonly size: number;
  /** Between characters, in points; below zero where 28 characters must stand on a line. */
  readonly tracking?: number;
};

export type Missing = Set<string>;

/** Where a face lacks a character, another one may have it (figures and brackets of the sans face, rare signs). */
function glyphOf(name: FaceName, codePoint: number, missing: Missing): { readonly face: Face; readonly glyph: Glyph } {
  const own = face(name);
  for (const faceOf of [() => own, () => face(name === "hei" ? "bold" : "hei"), faceOfRareCharacters]) {
    const found = faceOf();
    const glyph = found.find(codePoint);
    if (glyph !== undefined) return { face: found, glyph };
  }
  missing.add(String.fromCodePoint(codePoint));
  const mark = own.find(missingMark);
  if (mark === undefined) throw new Error("font: even the sign for missing characters is missing");
  return { face: own, glyph: { ...mark, codePoint } };
}

/** Roman numerals and other compatibility letters that no face has are written in plain letters; the rest stays. */
function readable(text: string): string {
  // The fonts' curly quotes are as wide as a Han character: right among those, a gap among letters.
  const quoted = /\p{Script=Han}/u.test(text) ? text : text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
  return quoted
    .replace(/[\u2150-\u217f\u3300-\u33ff]/gu, (each) => each.normalize("NFKC"))
    .replace(/[\t\u00a0\u202f]/g, " ");
}

export type Measured = { readonly char: string; readonly face: Face; readonly glyph: Glyph; readonly width: number };

export function measure(
  text: string,
  { face: name, size, tracking = 0 }: Setting,
  missing: Missing,
): readonly Measured[] {
  return [...readable(text)].map((char) => {
    const { face: used, glyph } = glyphOf(name, char.codePointAt(0) ?? 0x20, missing);
    return { char, face: used, glyph, width: (glyph.advance * size) / 1000 + tracking };
  });
}

export const widthOf = (measured: readonly Measured[]): number => measured.reduce((sum, each) => sum + each.width, 0);

/** Characters that stay together: a word or number with the punctuation that clings to it. */
export function clusters(measured: readonly Measured[]): readonly (readonly Measured[])[] {
  const all: Measured[][] = [];
  for (const each of measured) {
    const last = all.at(-1);
    const before = last?.at(-1)?.char;
    const clings =
      before !== undefined &&
      each.char !== " " &&
      ((joins.test(each.char) && joins.test(before)) || neverFirst.has(each.char) || neverLast.has(before)) &&
      before !== " ";
    if (last !== undefined && clings) last.push(each);
    else all.push([each]);
  }
  return all;
}

function lineOf(measured: readonly Measured[], isBroken: boolean, isCut: boolean): Line {
  let end = measured.length;
  while (end > 0 && measured[end - 1]?.char === " ") end -= 1;
  const kept = measured.slice(0, end);
  const pieces: { face: Face; glyphs: Glyph[] }[] = [];
  for (const { face: used, glyph } of kept) {
    const last = pieces.at(-1);
    if (last !== undefined && last.face === used) last.glyphs.push(glyph);
    else pieces.push({ face: used, glyphs: [glyph] });
  }
  return { text: kept.map(({ char }) => char).join(""), pieces, width: widthOf(kept), isBroken, isCut };
}

/**
 * As few lines as {@link breakLines} makes, about equally long: a heading of ten characters over 5 and 5 instead of 7
 * and 3.
 */
export function breakEvenly(
  text: string,
  setting: Setting,
  options: { readonly width: number; readonly missing: Missing },
): readonly Line[] {
  if (text.includes("\n")) return text.split("\n").flatMap((part) => breakEvenly(part, setting, options));
  const lines = breakLines(text, setting, options);
  if (lines.length < 2) return lines;
  let best = lines;
  let [narrow, wide] = [options.width / lines.length, options.width];
  while (wide - narrow > setting.size / 4) {
    const width = (narrow + wide) / 2;
    const tried = breakLines(text, setting, { ...options, width });
    if (tried.length > lines.length || tried.some(({ isCut }) => isCut)) narrow = width;
    else [wide, best] = [width, tried];
  }
  return best;
}

/** Lines of at most `width` points; the first one begins `indent` points further in. Always at least one line. */
export function breakLines(
  text: string,
  setting: Setting,
  { width, indent = 0, missing }: { readonly width: number; readonly indent?: number; readonly missing: Missing },
): readonly Line[] {
  const lines: Line[] = [];
  for (const paragraph of text.split("\n")) {
    let room = width - (lines.length === 0 ? indent : 0);
    let current: Measured[] = [];
    let used = 0;
    let before: (readonly Measured[])[] = [];
    let own: (readonly Measured[])[] = [];
    const close = (isBroken: boolean, isCut = false) => {
      lines.push(lineOf(current, isBroken, isCut));
      [before, own] = [own, []];
      current = [];
      used = 0;
      room = width;
    };
    for (const cluster of clusters(measure(paragraph, setting, missing))) {
      const wide = widthOf(cluster);
      const tolerance = 0.01 - (setting.tracking ?? 0);
      if (used + wide > room + tolerance && current.length > 0 && cluster[0]?.char !== " ") close(true);
      if (wide <= room + tolerance || cluster[0]?.char === " ") {
        if (current.length === 0 && cluster[0]?.char === " " && lines.length > 0) continue;
        current.push(...cluster);
        own.push(cluster);
        used += wide;
        continue;
      }
      for (const each of cluster) {
        if (used + each.width > room + tolerance && current.length > 0) close(true, true);
        current.push(each);
        used += each.width;
      }
    }
    const lent = before.at(-1);
    const fits = lent !== undefined && widthOf(lent) + used <= width + 0.01 - (setting.tracking ?? 0);
    if (isAlone(own) && fits && before.length > 2 && isHan(lent)) {
      // 单字不成行: a Han character does not end a paragraph alone; the one before comes down to it.
      lines[lines.length - 1] = lineOf(before.slice(0, -1).flat(), true, false);
      current = [...lent, ...current];
    }
    close(false);
  }
  return lines;
}

const isHan = (cluster: readonly Measured[]): boolean => /^\p{Script=Han}/u.test(cluster[0]?.char ?? "");
const isAlone = (line: readonly (readonly Measured[])[]): boolean => {
  const [only, ...others] = line;
  return only !== undefined && others.length === 0 && isHan(only);
};
