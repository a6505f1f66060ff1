import { type Figure, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Scope } from "../../platform/scope.ts";
import { indicatorsOf } from "../schemes/store.ts";
import {
  type FigureRow,
  listFigurePeriods,
  listFigures,
  listOfficialFigures,
  type WhichFigures,
} from "./figure-store.ts";
import { provisionalOf } from "./quality/provisional.ts";

type Asked = Omit<WhichFigures, "after"> & { readonly cursor?: string | undefined };
type Named = {
  readonly id: string;
  readonly name: { readonly "zh-CN": string; readonly en: string };
  readonly measure: string | null;
};
type Figures = {
  readonly figures: z.input<typeof Figure>[];
  readonly next: string | null;
  readonly total: number | null;
  readonly missing: number | null;
  readonly indicators: Named[];
  readonly periods: string[];
};

/** Of the scheme's indicators those that the scope reaches; whoever reaches subjects reaches all of them. */
function inReach(scope: Scope, programme: string, id: string): boolean {
  return scope.some(({ reach }) => {
    if (reach.kind === "indicators") return reach.programme === programme && reach.indicators.includes(id);
    return reach.kind === "city" && (reach.programme ?? programme) === programme;
  });
}

function figureOf(row: FigureRow, named: ReadonlyMap<string, Named>): z.input<typeof Figure> {
  const { subject, type, name, indicator, period, fact, value, absence, source, recorded_at } = row;
  return {
    subject: { id: subject, type, name },
    indicator: named.get(indicator) ?? { id: indicator, name: { "zh-CN": indicator, en: indicator }, measure: null },
    ...{ period, fact, value, absence, source, recordedAt: recorded_at?.toISOString() ?? null },
    provisional: fact === null ? [] : provisionalOf(period, row),
  };
}

/** The figures in reach, page by page. */
export async function figuresOf(
  tx: Transaction,
  scope: Scope,
  asked: Asked,
): Promise<Outcome<Figures, Refusal<"outside-scope" | "indicator-required">>> {
  const { programme, type, indicator, period, cursor, limit } = asked;
  const all = await indicatorsOf(tx, scope, programme);
  const indicators = [...all.values()]
    .filter(({ id }) => inReach(scope, programme, id))
    .map(({ id, name, measure }): Named => ({ id, name, measure: measure ?? null }));
  if (indicators.length === 0) return refuse({ code: "outside-scope" });
  const named = new Map(indicators.map((each) => [each.id, each]));
  const after = cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0;
  const which = { ...asked, after, limit: limit + 1 };
  const isOfOfficials = type === "official";
  if (isOfOfficials && (indicator === undefined || period === undefined)) return refuse({ code: "indicator-required" });
  const found =
    isOfOfficials && indicator !== undefined && period !== undefined
      ? await listOfficialFigures(tx, scope, { ...which, indicator, period })
      : await listFigures(tx, scope, which, [...named.keys()]);
  const rows = found.slice(0, limit);
  const [first] = rows;
  return ok({
    figures: rows.map((row) => figureOf(row, named)),
    next: found.length > limit ? String(after + limit) : null,
    total: isOfOfficials ? null : (first?.total ?? 0),
    missing: isOfOfficials ? null : (first?.missing ?? 0),
    indicators,
    periods: [...(await listFigurePeriods(tx, scope, programme))],
  });
}
