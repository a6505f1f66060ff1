import type { WarningBasis, WarningState, WarningThresholds } from "@biaochi/contract";
import { inside, type Period, type Scheme, type Subject, show } from "@biaochi/engine";
import { compare, type Exact, plus, zero } from "@biaochi/engine/exact";
import { costOf } from "./cost.ts";
import type { Figures } from "./figure-store.ts";
import { historyOf } from "./history.ts";
import { judge, type Line } from "./judge.ts";
import { type Figure, project, type Silence } from "./project.ts";
import type { Watched } from "./watched.ts";

/** What a look needs beside the unit and what is watched of it. */
export type Seen = {
  readonly scheme: Scheme;
  readonly isCarriedOver: boolean;
  /** The month of the day, counted from year 0: what is not over yet is no figure. */
  readonly month: number;
  readonly figures: Figures;
  readonly targetOf: (indicator: string, period: Period, subject: string) => Exact | undefined;
  readonly thresholds: WarningThresholds;
};

export type Look = {
  readonly watched: Watched;
  readonly subject: string;
  readonly state: WarningState;
  readonly basis: WarningBasis;
  /** Every figure that is due is there: this is no projection any more. */
  readonly final: Exact | undefined;
  readonly line: Line | undefined;
};

/** What can be said of one red line or target of one unit; undefined where it is not due. */
export function lookAt(seen: Seen, subject: Subject, watched: Watched): Look | undefined {
  const { scheme, isCarriedOver, thresholds } = seen;
  const { indicator, how, period, sense, kind } = watched;
  const parts = partsOf(seen, subject.id, watched, period);
  const { yearAgo, yearBefore, earlier } = historyOf((each) => partsOf(seen, subject.id, watched, each), how, period);
  const projected = project({ how, parts, yearBefore, earlier, leastFigures: thresholds.leastFigures });
  if (projected.is === "not-due") return undefined;
  const at = lineAt(seen, subject.id, watched);
  const line = at === undefined ? undefined : ({ kind, sense, at } satisfies Line);
  const projection = projected.is === "projected" ? projected : undefined;
  const why = silence(seen, subject.id, watched, projected.is === "unsaid" ? projected.why : undefined, line);
  const state =
    why !== undefined || projection === undefined || line === undefined
      ? "unsaid"
      : judge(line, projection, thresholds);
  const isWarned = state === "red" || state === "yellow";
  const basis: WarningBasis = {
    name: watched.name,
    indicator: {
      ...{ id: indicator.id, name: indicator.name, measure: indicator.measure ?? null, decimals: indicator.decimals },
    },
    ...{ how, sense, line: shown(at), why: why ?? null, method: projection?.method ?? null },
    ...{ value: shown(projection?.value), low: shown(projection?.low), high: shown(projection?.high) },
    figures: parts.map(figureShown),
    before: (projection?.method === "seasonal-share" || projection?.method === "year-before" ? yearAgo : earlier).map(
      figureShown,
    ),
    cost:
      isWarned && projection !== undefined && at !== undefined
        ? costOf(scheme, watched, subject, { value: projection.value, line: at })
        : null,
    scheme: { id: scheme.id, version: scheme.version, title: scheme.title, isCarriedOver },
  };
  const final = why === undefined && projection?.method === "final" ? projection.value : undefined;
  return { watched, subject: subject.id, state, basis, final, line };
}

const shown = (value: Exact | undefined): string | null => (value === undefined ? null : show(value));
const figureShown = ({ period, value }: Figure) => ({ period, value: shown(value) });

/** The parts of a period for which a figure is due, each with it where it is over and the figure is there. */
function partsOf({ figures, month }: Seen, subject: string, { indicator }: Watched, period: Period): readonly Figure[] {
  return inside(period, indicator.period).flatMap((part) => {
    const found = figures(subject, indicator.id, part.id);
    if (found !== undefined && !found.isDue) return [];
    return [{ period: part.id, value: part.to < month ? found?.value : undefined }];
  });
}

function lineAt({ targetOf }: Seen, subject: string, { line, period }: Watched): Exact | undefined {
  return "targetOf" in line ? targetOf(line.targetOf, period, subject) : line;
}

/** Why nothing can be said: no line, too few cases by the scheme's own rule, or too few figures. */
function silence(
  { figures, month }: Seen,
  subject: string,
  { cases, period }: Watched,
  unsaid: Silence | undefined,
  line: Line | undefined,
): WarningBasis["why"] | undefined {
  if (line === undefined) return "no-target";
  if (unsaid !== undefined) return unsaid;
  if (cases === undefined) return undefined;
  const counts = inside(period, cases.indicator.period).flatMap(({ id, to }) =>
    to < month ? (figures(subject, cases.indicator.id, id)?.value ?? []) : [],
  );
  return counts.length > 0 && compare(counts.reduce(plus, zero), cases.atLeast) < 0 ? "few-cases" : undefined;
}
