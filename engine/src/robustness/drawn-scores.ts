import { apart } from "../number/apart.ts";
import { crossed, limitCount, limitedAt, type Shape } from "./shape.ts";
import type { Weighing } from "./weighings.ts";

/** The members of a cohort who have one weighing. */
interface Party {
  readonly weighing: Weighing;
  /** Their positions in the cohort. */
  readonly members: Int32Array;
  /** A row of points for each of them. */
  readonly points: Float64Array;
  readonly limits: Float64Array;
}

/** The scores of a cohort, of whatever draw the weighings hold. */
export interface DrawnScores {
  readonly parties: readonly Party[];
  /** Whom red lines struck, by position in the cohort. */
  readonly struck: readonly (readonly [member: number, lines: Shape["lines"]])[];
  readonly scores: Float64Array;
}

export function drawnScores(shapes: readonly Shape[], weighings: ReadonlyMap<Shape, Weighing>): DrawnScores {
  const parties = Map.groupBy(shapes.keys(), (i) => weighings.get(shapes[i] as Shape) as Weighing);
  return {
    parties: Array.from(parties, ([weighing, members]) => ({
      weighing,
      members: Int32Array.from(members),
      points: rowsOf(members, weighing.full.length, (i) => (shapes[i] as Shape).points),
      limits: rowsOf(members, limitCount, (i) => (shapes[i] as Shape).limits),
    })),
    struck: shapes.flatMap(({ lines }, i) => (lines.length > 0 ? [[i, lines] as const] : [])),
    scores: new Float64Array(shapes.length),
  };
}

function rowsOf(members: readonly number[], width: number, of: (member: number) => Float64Array): Float64Array {
  const rows = new Float64Array(members.length * width);
  for (const [k, member] of members.entries()) rows.set(of(member), k * width);
  return rows;
}

/** Makes `scores` those of the draw at hand, before anything is rounded. */
export function scoreDraw({ parties, struck, scores }: DrawnScores): Float64Array {
  for (const party of parties) scoreParty(party, party.weighing.worth, scores);
  for (const [member, lines] of struck) scores[member] = crossed(lines, scores[member] as number);
  return scores;
}

const scoreParty = apart(({ members, points, limits }: Party, worth: Float64Array, scores: Float64Array): void => {
  const width = worth.length;
  let at = 0;
  for (let k = 0; k < members.length; k++) {
    let items = 0;
    for (let i = 0; i < width; i++) items += (points[at + i] as number) * (worth[i] as number);
    at += width;
    scores[members[k] as number] = limitedAt(limits, k * limitCount, items);
  }
});
