import { State } from "../facts/state.ts";
import { compare, type Exact } from "../number/exact.ts";
import { type CityScores, scoresAt } from "./city-scores.ts";
import { measuredPoints, nodeOf } from "./draft.ts";
import type { CityNodes } from "./node-columns.ts";

/** Points that differ by more than this from a line are on the side of it where their doubles are. */
const certain = 1e-8;

/**
 * Whether the points of a node of the subject's own list are below a line; not where the node was not measured. Decided by
 * columns, which are within 10⁻⁹, and exactly near the line.
 */
export function pointsBelow(city: CityScores, nodes: CityNodes, path: string, line: Exact): (i: number) => boolean {
  const columns = nodes.lists.map((list) => list.nodes.filter((node) => node.path === path));
  const about = Number(line.num) / Number(line.den);
  return (i) => {
    const m = nodes.memberOf[i] as number;
    const own = columns[city.list[i] as number]?.find(({ full }) => !Number.isNaN(full[m]));
    if (!own) return false;
    const points = own.points[m] as number;
    const isCertain = Math.abs(points - about) > certain * Math.max(1, Math.abs(about)) && own.full[m] !== 0;
    if (isCertain) return own.states[m] === State.present && points < about;
    const { scores, place } = scoresAt(city, i);
    const exactly = measuredPoints(
      scores.leaves.filter((leaf) => leaf.path === path).flatMap((leaf) => nodeOf(leaf, place))[0],
    );
    return exactly !== undefined && compare(exactly, line) < 0;
  };
}
