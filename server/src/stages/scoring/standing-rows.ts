import type { StandingRow } from "@biaochi/contract";
import type { Scheme } from "@biaochi/engine";
import type { z } from "zod";
import { naming } from "../schemes/store.ts";
import { outcomeNames } from "./naming.ts";
import type { StandingLine } from "./result-store.ts";
import type { PlaceLine, TrendLine } from "./trend-store.ts";
import { showsGrade, showsRank } from "./visibility.ts";

/** What stands beside a line and is read for the lines of one page only. */
export type Beside = {
  readonly places: ReadonlyMap<string, PlaceLine>;
  readonly trends: ReadonlyMap<string, readonly TrendLine[]>;
};
const nothingBeside: Beside = { places: new Map(), trends: new Map() };

/** Lines of a standing as a reader may see them. */
export function standingRows(
  lines: readonly StandingLine[],
  scheme: Scheme,
  beside: Beside = nothingBeside,
): z.input<typeof StandingRow>[] {
  const names = outcomeNames(scheme);
  const lists = new Map<string, ReturnType<typeof naming>>();
  const listOf = (id: string) => {
    const known = lists.get(id) ?? naming(scheme, id);
    lists.set(id, known);
    return known;
  };
  return lines.map((line) => {
    const isRankShown = showsRank(line);
    const isGradeShown = showsGrade(line);
    const [path, lost] = line.largest_loss ?? [];
    const place = isRankShown && line.rank !== null ? beside.places.get(line.subject) : undefined;
    return {
      subject: { id: line.subject, type: line.type, name: line.name },
      sort: line.sort,
      unit: line.unit,
      cohort: line.cohort,
      standing: line.standing,
      score: line.score,
      rank: isRankShown ? line.rank : null,
      of: isRankShown ? line.rank_of : null,
      places: place === undefined ? null : [place.first, place.last],
      trend: (beside.trends.get(line.subject) ?? []).map(({ run, period, score }) => ({ run, period, score })),
      grade: isGradeShown ? names.grade(line.grade) : null,
      band: isGradeShown ? names.band(line.band, line.grade) : null,
      redLines: line.red_lines,
      missing: line.missing,
      largestLoss: path === undefined || lost === undefined ? null : { path, name: listOf(line.list).name(path), lost },
    };
  });
}
