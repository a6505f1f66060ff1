import type { Tone } from "../model.ts";
import type { Line, Piece } from "./line-break.ts";
import type { Frame } from "./paper.ts";

/** What stands on a page, in points from its top left corner. */
export type Mark =
  | {
      readonly kind: "text";
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly pieces: readonly Piece[];
      readonly size: number;
      /** Added after each character. */
      readonly spacing: number;
      readonly tone: Tone | "red";
    }
  | {
      readonly kind: "line";
      readonly from: readonly [number, number];
      readonly to: readonly [number, number];
      readonly width: number;
      readonly tone: Tone | "red";
      readonly dashed: boolean;
    }
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: Tone;
      readonly edge?: Tone;
    }
  | { readonly kind: "curve"; readonly points: readonly (readonly [number, number])[]; readonly tone: Tone }
  /** Pale, across the page, behind everything. */
  | { readonly kind: "watermark"; readonly pieces: readonly Piece[]; readonly size: number; readonly width: number };

/** A part of the document for those who do not see it: standard structure types of ISO 32000-1, 14.8.4. */
export type Element = {
  readonly type: "Document" | "H1" | "H2" | "H3" | "H4" | "P" | "Caption" | "Table" | "TR" | "TH" | "TD" | "Figure";
  readonly alternative?: string;
  readonly children: Element[];
};

/** Marks that belong to one element; without an element they are decoration (page numbers, rules, the watermark). */
export type Group = { readonly element: Element | undefined; readonly marks: readonly Mark[] };

export type Page = { readonly groups: Group[] };

/** What a reader must be told about a page that could not be set as it should be. */
export type Finding =
  | { readonly code: "character-missing"; readonly characters: string }
  /** A table needs more width than the paper has: something in it was cut or pressed together. */
  | { readonly code: "column-cut"; readonly page: number; readonly text: string };

export type Layout = {
  readonly frame: Frame;
  readonly pages: readonly Page[];
  readonly root: Element;
  /** How far down the last page is filled: 0 to 1. */
  readonly filled: number;
  readonly findings: readonly Finding[];
};

export function element(type: Element["type"], alternative?: string): Element {
  return { type, children: [], ...(alternative === undefined ? {} : { alternative }) };
}

/** Characters stand on the baseline with 88 % of their size above it; the line's leading is split above and below. */
export const baselineIn = (size: number, leading: number): number => (leading - size) / 2 + 0.88 * size;

export const charactersIn = (line: Pick<Line, "pieces">): number =>
  line.pieces.reduce((sum, { glyphs }) => sum + glyphs.length, 0);
