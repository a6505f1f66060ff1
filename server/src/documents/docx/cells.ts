import { tones } from "./drawing.ts";
import { paragraph } from "./runs.ts";
import { twips } from "./xml.ts";

export const rule = (side: string, size: number) =>
  `<w:${side} w:val="single" w:sz="${size}" w:space="0" w:color="${tones.grey}"/>`;

export function cellOf(content: string, width: number, extra = ""): string {
  return `<w:tc><w:tcPr><w:tcW w:w="${twips(width)}" w:type="dxa"/>${extra}<w:vAlign w:val="center"/></w:tcPr>${content}</w:tc>`;
}

export function tableOf(widths: readonly number[], rows: string, borders: string): string {
  const grid = widths.map((width) => `<w:gridCol w:w="${twips(width)}"/>`).join("");
  const whole = widths.reduce((sum, each) => sum + twips(each), 0);
  return `<w:tbl><w:tblPr><w:tblW w:w="${whole}" w:type="dxa"/><w:jc w:val="left"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows}</w:tbl>`;
}

/** Two tables must not touch, or they become one. */
export const spacer = (height: number, keepNext = false) =>
  paragraph("", { leading: Math.max(1, height) }, { keepNext });
