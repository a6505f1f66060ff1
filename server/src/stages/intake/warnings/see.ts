import { givenTargets, type Subject } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { figuresOn, targetsFor, unitsOn } from "./figure-store.ts";
import { type Look, lookAt, type Seen } from "./look.ts";
import { monthOfDay, schemeOn } from "./scheme-on.ts";
import { thresholdsOf } from "./threshold-store.ts";
import { type Watched, watchedOf } from "./watched.ts";

export type Seeing = {
  readonly programme: string;
  /** By whose calendar it is known what is over and what was there. */
  readonly day: string;
  /** In which period: of a period that is over, the last day of it. */
  readonly of: string;
};

/** Everything that can be seen of a programme's units on a day. The same day, figures and thresholds give the same. */
export async function see(tx: Transaction, { programme, day, of }: Seeing): Promise<readonly Look[]> {
  const on = await schemeOn(tx, programme, of);
  if (on === undefined) return [];
  const units = await unitsOn(tx, wholeCity, { programme, day: of });
  const { scheme, cycle, isCarriedOver } = on;
  const watched = units.map((unit) => [unit, watchedOf(scheme, unit, cycle, monthOfDay(of))] as const);
  const indicators = [...new Set(watched.flatMap(([, each]) => each.flatMap(indicatorsOf)))];
  const figures = await figuresOn(tx, wholeCity, { programme, indicators, day });
  const targets = givenTargets(await targetsFor(tx, wholeCity, { programme, indicators }), units);
  const rows = new Map(units.map(({ id }, row) => [id, row]));
  const seen: Seen = {
    ...{ scheme, isCarriedOver, month: monthOfDay(day), figures },
    targetOf: (indicator, period, subject) => targets.of(indicator, period, rows.get(subject) ?? -1)?.value,
    thresholds: await thresholdsOf(tx, wholeCity, programme),
  };
  return watched.flatMap(([unit, each]) => looksAt(seen, unit, each));
}

const looksAt = (seen: Seen, unit: Subject, watched: readonly Watched[]): readonly Look[] =>
  watched.flatMap((each) => lookAt(seen, unit, each) ?? []);

function indicatorsOf({ indicator, cases, line }: Watched): readonly string[] {
  return [
    indicator.id,
    ...(cases === undefined ? [] : [cases.indicator.id]),
    ...("targetOf" in line ? [line.targetOf] : []),
  ];
}
