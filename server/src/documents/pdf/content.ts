import type { Mark } from "../layout/page.ts";
import type { Tone } from "../model.ts";
import type { useFonts } from "./fonts.ts";
import { num } from "./objects.ts";

/** Red, green, blue. Dark enough to be told apart in black and white. */
export const colours: Readonly<Record<Tone | "red", readonly [number, number, number]>> = {
  ink: [0.1, 0.1, 0.12],
  grey: [0.38, 0.4, 0.43],
  pale: [0.93, 0.94, 0.95],
  mid: [0.62, 0.66, 0.7],
  blue: [0.12, 0.33, 0.6],
  amber: [0.78, 0.48, 0.1],
  white: [1, 1, 1],
  red: [0.8, 0.05, 0.05],
};

const fill = (tone: Tone | "red") => `${colours[tone].map(num).join(" ")} rg`;
const stroke = (tone: Tone | "red") => `${colours[tone].map(num).join(" ")} RG`;

type Fonts = ReturnType<typeof useFonts>;

/** The operators that draw a mark on a page of this height (ISO 32000-1, annex A); PDF counts from the bottom. */
export function operators(mark: Mark, pageWidth: number, pageHeight: number, fonts: Fonts): string {
  const up = (y: number) => num(pageHeight - y);
  switch (mark.kind) {
    case "text": {
      const runs = mark.pieces.map(({ face, glyphs }) => {
        const font = fonts.of(face);
        return `/${font.name} ${num(mark.size)} Tf <${font.codes(glyphs)}> Tj`;
      });
      return `BT ${fill(mark.tone)} ${num(mark.spacing)} Tc ${num(mark.x)} ${up(mark.y)} Td ${runs.join(" ")} ET`;
    }
    case "line": {
      const dash = mark.dashed ? "[3 2] 0 d" : "[] 0 d";
      const [[x1, y1], [x2, y2]] = [mark.from, mark.to];
      return `${stroke(mark.tone)} ${num(mark.width)} w ${dash} ${num(x1)} ${up(y1)} m ${num(x2)} ${up(y2)} l S`;
    }
    case "box": {
      const shape = `${num(mark.x)} ${up(mark.y + mark.height)} ${num(mark.width)} ${num(mark.height)} re`;
      if (mark.edge === undefined) return `${fill(mark.fill)} ${shape} f`;
      return `${fill(mark.fill)} ${stroke(mark.edge)} 0.6 w [] 0 d ${shape} B`;
    }
    case "curve": {
      const path = mark.points.map(([x, y], n) => `${num(x)} ${up(y)} ${n === 0 ? "m" : "l"}`).join(" ");
      return `${stroke(mark.tone)} 1.2 w [] 0 d ${path} S`;
    }
    case "watermark": {
      const slope = Math.PI / 7;
      const [cos, sin] = [num(Math.cos(slope)), num(Math.sin(slope))];
      const runs = mark.pieces.map(({ face, glyphs }) => {
        const font = fonts.of(face);
        return `/${font.name} ${num(mark.size)} Tf <${font.codes(glyphs)}> Tj`;
      });
      return [0.2, 0.5, 0.8]
        .map((part) => {
          const x = pageWidth / 2 - (mark.width / 2) * Math.cos(slope);
          const y = pageHeight * part - (mark.width / 2) * Math.sin(slope);
          return `BT 0.88 0.89 0.9 rg 0 Tc ${cos} ${sin} -${sin} ${cos} ${num(x)} ${num(y)} Tm ${runs.join(" ")} ET`;
        })
        .join("\n");
    }
  }
}
