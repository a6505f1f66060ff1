/** Text inside an XML element or attribute. What XML 1.0 cannot hold at all (control characters) is left out. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Points in the units of WordprocessingML: twentieths, and half points for sizes. */
export const twips = (points: number): number => Math.round(points * 20);
export const halfPoints = (points: number): number => Math.round(points * 2);
/** English Metric Units of DrawingML: 12,700 a point. */
export const emu = (points: number): number => Math.round(points * 12_700);
