import type { Language } from "@biaochi/words";

/**
 * A document as data: what it says and in which order, before anybody has decided on a page or a file format. Every text
 * is finished: sentences come from `words/`, numbers are formatted by it.
 */
export type Document = {
  readonly language: Language;
  readonly title: string;
  /** Below the title: whom it is about, which period. */
  readonly subtitle?: string;
  /** The red head of an official paper (发文机关标志); without it the document is a plain sheet. */
  readonly head?: {
    readonly issuer: string;
    readonly number?: string;
    /** Above the red rule, as periodicals and briefs have it: who made it on the left, the day on the right. */
    readonly line?: { readonly left: string; readonly right: string };
  };
  readonly paper: Paper;
  readonly style: Style;
  readonly blocks: readonly Block[];
  /** Beside the page number: number of the copy, run, digest. A line breaks between them only. */
  readonly footer: readonly string[];
  /** Across each page: for sheets about a person. */
  readonly watermark?: string;
  /** Said at the top of every page: “synthetic data”, “not witnessed”. */
  readonly marks: readonly string[];
  readonly properties: Properties;
};

export type Properties = {
  readonly subject: string;
  readonly issuer: string;
  /** The moment that the file bears; the same input at the same moment gives the same bytes. */
  readonly at: Date;
  /** Which run the figures are of: "run 12 · 3f2a…". */
  readonly source: string;
};

/** portrait A4 as GB/T 9704—2012 has it, portrait A4 with the margins of a form, or landscape A3 for summary tables. */
export type Paper = "a4-official" | "a4-form" | "a3-landscape";

/**
 * official: 三号 on 22 lines. summary: a table to be read at arm's length. form: small print of a sheet with tables.
 * compact: a form that would not fit otherwise.
 */
export type Style = "official" | "summary" | "form" | "compact";

export type Align = "left" | "right" | "center";

export type Block =
  /** Numbered by its level: 一、 （一） 1. （1）; `plain` has no number. */
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3 | 4; readonly text: string; readonly plain?: true }
  | { readonly kind: "paragraph"; readonly text: string; readonly strong?: true; readonly align?: Align }
  /** Small print below a table or chart. */
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "figures"; readonly items: readonly { readonly label: string; readonly value: string }[] }
  | TableBlock
  | { readonly kind: "chart"; readonly title: string; readonly alternative: string; readonly drawing: Drawing }
  | { readonly kind: "signature"; readonly places: readonly string[]; readonly statement?: string }
  /** 署名 and 成文日期: centred under each other, four characters from the right edge. */
  | { readonly kind: "closing"; readonly issuer: string; readonly day: string }
  /** 附件：1. … 2. … */
  | { readonly kind: "attachments"; readonly titles: readonly string[] }
  /** Begins a page: 附件 1 on its first line, its title in the middle of the third. Headings count anew. */
  | { readonly kind: "attachment"; readonly label: string; readonly title: string }
  | { readonly kind: "page-break" };

export type Column = {
  readonly title: string;
  /** Share of what is left after the columns' least widths. */
  readonly share: number;
  readonly align: Align;
  /** Cells of this column are figures, and a workbook keeps them as numbers: points 96.60, change +1.20, count 12. */
  readonly figures?: "points" | "change" | "count";
};

export type Cell = { readonly text: string; readonly strong?: true; readonly indent?: number };

export type TableBlock = {
  readonly kind: "table";
  readonly caption?: string;
  /** Of the figures, above the right corner: “单位：分”. */
  readonly measure?: string;
  /** Its heading is repeated on every page. */
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
};

/** A chart in points, origin at the top left. Drawn as vectors in PDF and DOCX alike. */
export type Drawing = { readonly width: number; readonly height: number; readonly shapes: readonly Drawn[] };

/** ink: text and lines. pale: the background of a range. mid: neutral bars. blue: the subject. amber: what was lost. */
export type Tone = "ink" | "grey" | "pale" | "mid" | "blue" | "amber" | "white";

export type Drawn =
  | {
      readonly kind: "line";
      readonly from: readonly [number, number];
      readonly to: readonly [number, number];
      readonly tone: Tone;
      readonly width?: number;
      readonly dashed?: true;
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
  | {
      readonly kind: "label";
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly align: Align;
      readonly tone?: Tone;
    };
