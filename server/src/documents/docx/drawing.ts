import { breakLines } from "../layout/line-break.ts";
import type { Drawing, Drawn, Tone } from "../model.ts";
import { paragraph, run } from "./runs.ts";
import { emu, escaped } from "./xml.ts";

/** As in the PDF. */
export const tones: Readonly<Record<Tone, string>> = {
  ink: "1A1A1F",
  grey: "61666E",
  pale: "EDF0F2",
  mid: "9EA8B3",
  blue: "1F5499",
  amber: "C77A1A",
  white: "FFFFFF",
};

const noLine = "<a:ln><a:noFill/></a:ln>";
const solid = (tone: Tone) => `<a:solidFill><a:srgbClr val="${tones[tone]}"/></a:solidFill>`;
const stroke = (tone: Tone, width: number, isDashed: boolean) =>
  `<a:ln w="${emu(width)}">${solid(tone)}${isDashed ? '<a:prstDash val="dash"/>' : ""}</a:ln>`;

type Placing = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

function shape(
  id: number,
  { x, y, width, height }: Placing,
  geometry: string,
  paint: string,
  text = "",
  flip = "",
): string {
  const place = `<a:xfrm${flip}><a:off x="${emu(x)}" y="${emu(y)}"/><a:ext cx="${emu(width)}" cy="${emu(height)}"/></a:xfrm>`;
  const body = text === "" ? "" : `<wps:txbx><w:txbxContent>${text}</w:txbxContent></wps:txbx>`;
  return `<wps:wsp><wps:cNvPr id="${id}" name="s${id}"/><wps:cNvSpPr${text === "" ? "" : ' txBox="1"'}/><wps:spPr>${place}${geometry}${paint}</wps:spPr>${body}<wps:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr></wps:wsp>`;
}

const preset = (name: string) => `<a:prstGeom prst="${name}"><a:avLst/></a:prstGeom>`;

function drawn(each: Drawn, id: number): string {
  switch (each.kind) {
    case "line": {
      const [[x1, y1], [x2, y2]] = [each.from, each.to];
      const place = { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
      const flip = (x2 - x1) * (y2 - y1) < 0 ? ' flipV="1"' : "";
      return shape(id, place, preset("line"), stroke(each.tone, each.width ?? 0.6, each.dashed ?? false), "", flip);
    }
    case "box":
      return shape(
        id,
        each,
        preset("rect"),
        `${solid(each.fill)}${each.edge === undefined ? noLine : stroke(each.edge, 0.6, false)}`,
      );
    case "curve": {
      const xs = each.points.map(([x]) => x);
      const ys = each.points.map(([, y]) => y);
      const [left, top] = [Math.min(...xs), Math.min(...ys)];
      const place = { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
      const path = each.points
        .map(([x, y], n) => {
          const point = `<a:pt x="${emu(x - left)}" y="${emu(y - top)}"/>`;
          return n === 0 ? `<a:moveTo>${point}</a:moveTo>` : `<a:lnTo>${point}</a:lnTo>`;
        })
        .join("");
      const geometry = `<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="${emu(place.width)}" h="${emu(place.height)}" fill="none">${path}</a:path></a:pathLst></a:custGeom>`;
      return shape(id, place, geometry, `<a:noFill/>${stroke(each.tone, 1.2, false)}`);
    }
    case "label": {
      const lettering = { face: "song", size: each.size, leading: each.size * 1.25 } as const;
      const [line] = breakLines(each.text, lettering, { width: 10_000, missing: new Set() });
      const width = (line?.width ?? 0) * 1.12 + 4;
      const x = each.align === "left" ? each.x : each.align === "right" ? each.x - width : each.x - width / 2;
      const text = paragraph(run(each.text, lettering, { colour: tones[each.tone ?? "ink"] }), lettering, {
        align: each.align,
      });
      const place = { x, y: each.y - each.size, width, height: lettering.leading + 1 };
      return shape(id, place, preset("rect"), `<a:noFill/>${noLine}`, text);
    }
  }
}

/**
 * A chart as a group of vector shapes (ECMA-376 with the wordprocessingGroup of Word 2010, which WPS and LibreOffice read
 * too). A program that does not know them shows the text alternative.
 */
export function drawingRun(drawing: Drawing, width: number, alternative: string, id: number): string {
  const scale = Math.min(1, width / drawing.width);
  const [cx, cy] = [emu(drawing.width * scale), emu(drawing.height * scale)];
  const shapes = drawing.shapes.map((each, n) => drawn(each, id * 1000 + n + 1)).join("");
  const group = `<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/><a:chOff x="0" y="0"/><a:chExt cx="${emu(drawing.width)}" cy="${emu(drawing.height)}"/></a:xfrm></wpg:grpSpPr>${shapes}</wpg:wgp>`;
  const inline = `<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${cx}" cy="${cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="${id}" name="chart${id}" descr="${escaped(alternative)}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup">${group}</a:graphicData></a:graphic></wp:inline></w:drawing>`;
  return `<w:r><mc:AlternateContent><mc:Choice Requires="wpg">${inline}</mc:Choice><mc:Fallback><w:t xml:space="preserve">${escaped(alternative)}</w:t></mc:Fallback></mc:AlternateContent></w:r>`;
}
