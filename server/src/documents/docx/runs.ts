import type { FaceName } from "../fonts/face.ts";
import type { Lettering } from "../layout/paper.ts";
import { escaped, halfPoints, twips } from "./xml.ts";

/** The official fonts by name (GB/T 9704—2012 and its usual practice); whoever opens the file has them or is given others. */
export const officialFonts: Readonly<Record<FaceName, string>> = {
  song: "仿宋_GB2312",
  title: "方正小标宋简体",
  kai: "楷体_GB2312",
  bold: "仿宋_GB2312",
  hei: "黑体",
};

/** For who has no such font: a common one of the same kind. */
export const alternativeFonts: Readonly<Record<string, string>> = {
  仿宋_GB2312: "FangSong",
  方正小标宋简体: "SimSun",
  楷体_GB2312: "KaiTi",
  黑体: "SimHei",
  宋体: "SimSun",
};

type Letters = Pick<Lettering, "face" | "size" | "tracking">;

export type RunLook = {
  readonly colour?: string;
  /** Instead of the face's official font. */
  readonly font?: string;
};

export function runProperties({ face, size, tracking = 0 }: Letters, look: RunLook = {}): string {
  const east = look.font ?? officialFonts[face];
  const latin = face === "hei" ? "Arial" : "Times New Roman";
  const bold = face === "bold" ? "<w:b/><w:bCs/>" : "";
  const colour = look.colour === undefined ? "" : `<w:color w:val="${look.colour}"/>`;
  const half = halfPoints(size);
  // A grid of characters is not read alike by all programs; a spacing is. Rounded down, so that 28 characters have room.
  const spacing = tracking === 0 ? "" : `<w:spacing w:val="${Math.floor(tracking * 20)}"/>`;
  return `<w:rPr><w:rFonts w:ascii="${latin}" w:hAnsi="${latin}" w:eastAsia="${east}" w:cs="${latin}"/>${bold}${colour}${spacing}<w:sz w:val="${half}"/><w:szCs w:val="${half}"/></w:rPr>`;
}

export function run(text: string, lettering: Letters, look?: RunLook): string {
  const parts = text.split("\n").map((each) => `<w:t xml:space="preserve">${escaped(each)}</w:t>`);
  return `<w:r>${runProperties(lettering, look)}${parts.join("<w:br/>")}</w:r>`;
}

export type ParagraphLook = {
  readonly style?: string;
  readonly align?: "left" | "right" | "center" | "both";
  /** First line, in points; below zero it hangs out to the left. */
  readonly indent?: number;
  readonly left?: number;
  readonly right?: number;
  readonly before?: number;
  readonly after?: number;
  readonly keepNext?: boolean;
  readonly pageBreakBefore?: boolean;
  readonly bottomRule?: string;
  readonly tabs?: string;
};

/** A paragraph with fixed leading. The order of the properties is the schema's (ECMA-376, CT_PPr). */
export function paragraph(runs: string, { leading }: Pick<Lettering, "leading">, look: ParagraphLook = {}): string {
  const { style, align = "left", indent = 0, left = 0, right = 0, before = 0, after = 0 } = look;
  const rule =
    look.bottomRule === undefined
      ? ""
      : `<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="4" w:color="${look.bottomRule}"/></w:pBdr>`;
  const properties = [
    style === undefined ? "" : `<w:pStyle w:val="${style}"/>`,
    look.keepNext ? "<w:keepNext/>" : "",
    look.pageBreakBefore ? "<w:pageBreakBefore/>" : "",
    "<w:widowControl/>",
    rule,
    look.tabs ?? "",
    '<w:kinsoku w:val="1"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>',
    `<w:spacing w:before="${twips(before)}" w:after="${twips(after)}" w:line="${twips(leading)}" w:lineRule="exact"/>`,
    `<w:ind w:left="${twips(left)}" w:right="${twips(right)}" ${indent < 0 ? `w:hanging="${twips(-indent)}"` : `w:firstLine="${twips(indent)}"`}/>`,
    `<w:jc w:val="${align}"/>`,
  ];
  return `<w:p><w:pPr>${properties.join("")}</w:pPr>${runs}</w:p>`;
}
