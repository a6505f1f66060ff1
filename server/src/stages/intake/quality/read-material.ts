import type { QualityCheck } from "@biaochi/contract";
import { periodOf, type Scheme } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { nodesOf } from "../../schemes/lists-store.ts";
import { findSchemeVersion, indicatorOf, listSchemeVersions, schemeOf } from "../../schemes/store.ts";
import type { ExaminedFigure, ExaminedIndicator, Material } from "./material.ts";
import { readEnded, readFigures, readSilent, readTargets } from "./material-store.ts";
import { readRecordDays } from "./record-days-store.ts";
import { listRules } from "./rule-store.ts";

/** Everything that the detectors look at, as it stands now; undefined: there is no scheme that says what the figures are. */
export async function readMaterial(tx: Transaction, programme: string, today: string): Promise<Material | undefined> {
  const newest = (await listSchemeVersions(tx, wholeCity, programme)).at(-1);
  const version = newest && (await findSchemeVersion(tx, wholeCity, { programme, ...newest }));
  if (version === undefined) return undefined;
  const figures = await readFigures(tx, programme);
  const rules = (await listRules(tx, wholeCity, programme)).filter(({ isEnded }) => !isEnded);
  return {
    ...{ today, since: periodOf(version.cycle).from, cycles: [version.cycle], figures },
    indicators: indicatorsExamined(schemeOf(version), figures),
    targets: await readTargets(tx, programme),
    ended: await readEnded(tx, programme),
    recordDays: await readRecordDays(tx, { programme, today, figures }),
    silent: await readSilent(tx, programme, today),
    rules: rules.map(({ rule, version: number, content }): { rule: string; version: number; check: QualityCheck } => ({
      ...{ rule, version: number, check: content },
    })),
  };
}

/** Sources whose facts are points, votes or incidents, and stand in tables of their own. */
const notObserved: readonly string[] = ["assessment", "ballot", "event"];

function indicatorsExamined(
  scheme: Scheme,
  figures: readonly ExaminedFigure[],
): ReadonlyMap<string, ExaminedIndicator> {
  const { asked, countedBy } = usesOf(scheme);
  const had = new Set(figures.map(({ indicator }) => indicator));
  return new Map(
    scheme.indicators.map(({ id, period, measure, direction, source, owner }) => {
      const isOfUnits = had.has(id) || asked.has(id);
      const isObserved = isOfUnits && !notObserved.includes(source?.kind ?? "");
      const feeds = { source: source?.system ?? null, owner: owner ?? null };
      const how = { grain: period, measure: measure ?? null, direction, countedBy: countedBy.get(id) ?? null };
      return [id, { id, ...how, ...feeds, isObserved }];
    }),
  );
}

/** Which indicators the lists of units and teams ask for, and which others count the cases behind them. */
function usesOf(scheme: Scheme): {
  readonly asked: ReadonlySet<string>;
  readonly countedBy: ReadonlyMap<string, string>;
} {
  const asked = new Set<string>();
  const countedBy = new Map<string, string>();
  for (const list of scheme.lists) {
    const isOfUnits = list.for?.type === "unit" || list.for?.type === "team";
    for (const { kind, node } of nodesOf(scheme, list)) {
      const indicator = kind === "item" && "item" in node && node.rule ? indicatorOf(scheme, node)?.id : undefined;
      if (indicator === undefined) continue;
      if (isOfUnits && !("actual" in node && node.actual !== undefined)) asked.add(indicator);
      const count = "minimumCases" in node ? node.minimumCases?.count : undefined;
      if (typeof count === "object" && "indicator" in count) countedBy.set(indicator, String(count.indicator));
    }
  }
  return { asked, countedBy };
}
