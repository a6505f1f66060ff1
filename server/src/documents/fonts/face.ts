import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { emptyOutline, joinOutlines, type Outline, placed } from "./outline.ts";
import { movesOf, positionOf } from "./variation.ts";
import { type FontFile, readWoff2 } from "./woff2.ts";

/**
 * The faces that a page is set in. The official ones are not free and are named in the DOCX; a PDF carries open
 * substitutes of the SIL Open Font License and says so: Noto Serif SC for 仿宋, 小标宋 and 楷体, Noto Sans SC for 黑体.
 */
export const faceNames = ["song", "title", "kai", "bold", "hei"] as const;
export type FaceName = (typeof faceNames)[number];

/**
 * For characters that none of them has: rare ones of names and places, among them 33 of GB 2312. LXGW WenKai, a 楷体 of the same
 * licence, has all of GB 2312 and of the 8,105 characters in general use (通用规范汉字表).
 */
const rareFace = "rare";

export type Glyph = {
  readonly codePoint: number;
  /** In thousandths of the size. */
  readonly advance: number;
  readonly outline: Outline;
};

export type Face = {
  readonly name: FaceName | typeof rareFace;
  /** As the PDF names it, without the tag of the subset. */
  readonly postScriptName: string;
  /** `undefined`: the font has no such character, and the page must say so instead of showing a box. */
  find(codePoint: number): Glyph | undefined;
};

type Source = {
  readonly directory: string;
  /** `undefined` where the font is one file and not many slices. */
  readonly file: ((slice: string) => string) | undefined;
  readonly weight: number;
  readonly postScriptName: string;
};

const require = createRequire(import.meta.url);
const folderOf = (name: string) => dirname(require.resolve(`${name}/LICENSE`));

function serif(weight: number, style: string): Source {
  return {
    directory: folderOf("@fontsource-variable/noto-serif-sc"),
    file: (slice) => `noto-serif-sc-${slice}-wght-normal.woff2`,
    weight,
    postScriptName: `NotoSerifSC-${style}`,
  };
}

const rareFile = "lxgw-wenkai-latin-500-normal.woff2";

const sources: Readonly<Record<Face["name"], () => Source>> = {
  song: () => serif(420, "Regular"),
  title: () => serif(720, "Title"),
  kai: () => serif(560, "Medium"),
  bold: () => serif(680, "Bold"),
  hei: () => ({
    directory: folderOf("@fontsource/noto-sans-sc"),
    file: (slice) => `noto-sans-sc-${slice}-600-normal.woff2`,
    weight: 600,
    postScriptName: "NotoSansSC-SemiBold",
  }),
  rare: () => ({
    directory: folderOf("@fontsource/lxgw-wenkai"),
    file: undefined,
    weight: 500,
    postScriptName: "LXGWWenKai-Regular",
  }),
};

/** Code point → part of the font that has it, read from the package's own table of ranges. */
function rangesOf(directory: string): ReadonlyMap<number, string> {
  const table: unknown = JSON.parse(readFileSync(join(directory, "unicode.json"), "utf8"));
  const slices = new Map<number, string>();
  for (const [slice, ranges] of Object.entries(table ?? {}))
    for (const range of String(ranges).split(",")) {
      const [from = "", to = from] = range.trim().replace(/^U\+/i, "").split("-");
      for (let code = Number.parseInt(from, 16); code <= Number.parseInt(to, 16); code += 1)
        if (!slices.has(code)) slices.set(code, slice.replace(/^\[(.*)\]$/, "$1"));
    }
  return slices;
}

const files = new Map<string, FontFile>();
function fileAt(path: string): FontFile {
  const known = files.get(path);
  if (known !== undefined) return known;
  const read = readWoff2(readFileSync(path));
  files.set(path, read);
  return read;
}

/** Figures stand under each other in a table only when all are equally wide; those of the font are not. */
const figureAdvance = 550;
const isFigure = (codePoint: number) => codePoint >= 0x30 && codePoint <= 0x39;

function shiftedToWidth(outline: Outline, advance: number): Outline {
  const by = Math.round((figureAdvance - advance) / 2);
  return { ...outline, x: outline.x.map((each) => each + by) };
}

function outlineOf(font: FontFile, glyph: number, position: number): { outline: Outline; widened: number } {
  const shape = font.shapes[glyph];
  if (shape === undefined) return { outline: emptyOutline, widened: 0 };
  if ("parts" in shape) {
    const parts = shape.parts.map((part) => placed(outlineOf(font, part.glyph, position).outline, part));
    return { outline: joinOutlines(parts), widened: 0 };
  }
  const { outline } = shape;
  if (position === 0) return { outline, widened: 0 };
  const moves = movesOf(font, glyph, outline, position);
  const count = outline.x.length;
  return {
    outline: {
      ...outline,
      x: outline.x.map((each, n) => Math.round(each + (moves.x[n] ?? 0))),
      y: outline.y.map((each, n) => Math.round(each + (moves.y[n] ?? 0))),
    },
    widened: Math.round(moves.x[count + 1] ?? 0),
  };
}

function openFace(name: Face["name"]): Face {
  const { directory, file, weight, postScriptName } = sources[name]();
  const slices = file === undefined ? undefined : rangesOf(directory);
  const fileOf = (codePoint: number): string | undefined => {
    if (file === undefined) return rareFile;
    const slice = slices?.get(codePoint);
    return slice === undefined ? undefined : file(slice);
  };
  const found = new Map<number, Glyph | undefined>();
  const read = (codePoint: number): Glyph | undefined => {
    const path = fileOf(codePoint);
    if (path === undefined) return undefined;
    const font = fileAt(join(directory, "files", path));
    const glyph = font.glyphs.get(codePoint);
    if (glyph === undefined || glyph === 0) return undefined;
    const scale = 1000 / font.unitsPerEm;
    if (scale !== 1) throw new Error(`font: 1000 units were expected, found ${font.unitsPerEm}`);
    const { outline, widened } = outlineOf(font, glyph, positionOf(font, weight));
    const advance = (font.advances[glyph] ?? 0) + widened;
    if (isFigure(codePoint)) return { codePoint, advance: figureAdvance, outline: shiftedToWidth(outline, advance) };
    return { codePoint, advance, outline };
  };
  return {
    name,
    postScriptName,
    find(codePoint) {
      if (!found.has(codePoint)) found.set(codePoint, read(codePoint));
      return found.get(codePoint);
    },
  };
}

const opened = new Map<Face["name"], Face>();

/** Opened once for the life of the process; characters are read as they are first met. */
export function face(name: FaceName): Face {
  return openedFace(name);
}

/** Read when the first rare character is met, and only then: it is one large file. */
export const faceOfRareCharacters = (): Face => openedFace(rareFace);

function openedFace(name: Face["name"]): Face {
  const known = opened.get(name) ?? openFace(name);
  opened.set(name, known);
  return known;
}
