import type { FaceName } from "../fonts/face.ts";
import type { Document, Paper, Style } from "../model.ts";
import { measure, type Setting, widthOf } from "./line-break.ts";

/** Millimetres to points. */
export const mm = (length: number): number => (length * 72) / 25.4;

export type Frame = {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** GB/T 9704—2012, 5.2: 37 mm above, 35 below, 28 left, 26 right. Forms and summary tables use more of the sheet. */
export const frames: Readonly<Record<Paper, Frame>> = {
  "a4-official": { width: mm(210), height: mm(297), left: mm(28), right: mm(26), top: mm(37), bottom: mm(35) },
  "a4-form": { width: mm(210), height: mm(297), left: mm(22), right: mm(20), top: mm(20), bottom: mm(20) },
  "a3-landscape": { width: mm(420), height: mm(297), left: mm(22), right: mm(20), top: mm(20), bottom: mm(20) },
};

export const innerWidth = ({ width, left, right }: Frame): number => width - left - right;

/** A way of setting lines: face, size and the distance from one line to the next, in points. */
export type Lettering = Setting & { readonly leading: number };

export type Letterings = {
  readonly title: Lettering;
  readonly subtitle: Lettering;
  readonly headings: readonly [Lettering, Lettering, Lettering, Lettering];
  readonly body: Lettering;
  readonly cell: Lettering;
  /** Above and below the text of a cell. */
  readonly cellPadding: number;
  readonly note: Lettering;
  readonly figureLabel: Lettering;
  readonly figure: Lettering;
  readonly pageNumber: Lettering;
  readonly footer: Lettering;
  /** Below a block. */
  readonly gap: number;
  /** Tables are ruled between their columns too, as summary tables are. */
  readonly isGrid?: true;
};

const letter = (face: FaceName, size: number, leading: number, tracking = 0): Lettering => ({
  face,
  size,
  leading,
  tracking,
});

/** The red head is as large as its line allows, 34 points at most: its width is that of its characters at 1 point. */
export const headLettering = (text: string, width: number): Lettering => {
  const atOne = widthOf(measure(text, { face: "title", size: 1 }, new Set()));
  const size = Math.min(34, (width * 0.92) / Math.max(1, atOne));
  return { face: "title", size, leading: size * 1.35, tracking: 0 };
};

/** 22 lines of 28 characters of size 三号 (16 pt): one line every 225 mm / 22, one character every 156 mm / 28. */
const officialLeading = mm(225) / 22;
const officialTracking = mm(156) / 28 - 16;

const official: Letterings = {
  title: letter("title", 22, 34),
  subtitle: letter("kai", 16, officialLeading),
  headings: [
    letter("hei", 16, officialLeading, officialTracking),
    letter("kai", 16, officialLeading, officialTracking),
    letter("bold", 16, officialLeading, officialTracking),
    letter("song", 16, officialLeading, officialTracking),
  ],
  body: letter("song", 16, officialLeading, officialTracking),
  cell: letter("song", 10.5, 14.5),
  cellPadding: 2.2,
  note: letter("song", 10.5, 16),
  figureLabel: letter("song", 10.5, 15),
  figure: letter("title", 18, 25),
  pageNumber: letter("song", 14, 18),
  footer: letter("song", 8, 11),
  gap: 6,
};

const form: Letterings = {
  title: letter("title", 18, 26),
  subtitle: letter("kai", 10.5, 17),
  headings: [letter("hei", 12, 21), letter("kai", 11, 18), letter("bold", 10.5, 17), letter("song", 10.5, 17)],
  body: letter("song", 10.5, 17),
  cell: letter("song", 9, 12.4),
  cellPadding: 2.2,
  note: letter("song", 8, 11.5),
  figureLabel: letter("song", 8.5, 12),
  figure: letter("title", 15, 20),
  pageNumber: letter("song", 10.5, 14),
  footer: letter("song", 7.5, 10),
  gap: 6,
};

const summary: Letterings = {
  ...form,
  title: letter("title", 22, 32),
  subtitle: letter("kai", 12, 20),
  headings: [letter("hei", 14, 26), letter("kai", 12, 20), letter("bold", 12, 20), letter("song", 12, 20)],
  cell: letter("song", 12, 16),
  cellPadding: 3.6,
  note: letter("song", 10, 15),
  gap: 8,
  isGrid: true,
};

const compact: Letterings = {
  ...form,
  title: letter("title", 16, 22),
  subtitle: letter("kai", 9.5, 14),
  headings: [letter("hei", 10.5, 16), letter("kai", 10, 15), letter("bold", 9.5, 14), letter("song", 9.5, 14)],
  body: letter("song", 9.5, 14),
  cell: letter("song", 8, 10.6),
  cellPadding: 1.3,
  note: letter("song", 7.5, 10),
  figureLabel: letter("song", 8, 11),
  figure: letter("title", 13, 17),
  gap: 3.5,
};

const letterings: Readonly<Record<Style, Letterings>> = { official, summary, form, compact };

export const letteringOf = ({ style }: Pick<Document, "style">): Letterings => letterings[style];
