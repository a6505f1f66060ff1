import type { Measure, MeasureSeen, Name, StreamMapping } from "@biaochi/contract";
import type { z } from "zod";
import type { MeasureRow } from "./measure-store.ts";
import type { Counted } from "./record-store.ts";

type Parts = Pick<Counted["figure"], "numerator" | "denominator" | "value">;
const partsOf = ({ numerator, denominator, value }: Counted["figure"]): Parts => ({ numerator, denominator, value });
const nothing: Parts = { numerator: null, denominator: null, value: null };
const isSame = (a: Parts, b: Parts): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator && a.value === b.value;

export const versionSeen = ({ version, content, isEnded, madeBy, madeByName, madeAt, reason }: MeasureRow) => ({
  ...{ version, content: plain(content), isEnded, reason },
  ...{ by: { id: madeBy, name: madeByName }, at: madeAt.toISOString() },
});

/** As the contract reads it: lists that may be changed. */
export const plain = (content: Measure): z.input<typeof MeasureSeen>["content"] => structuredClone(content);

export const titlesOf = ({ fields }: Pick<StreamMapping, "fields">): Record<string, Name> =>
  Object.fromEntries(Object.entries(fields).flatMap(([field, { title }]) => (title ? [[field, title] as const] : [])));

export function measureSeen(
  row: MeasureRow,
  indicatorName: (id: string) => { readonly id: string; readonly name: Name },
  mayKeep: boolean,
): z.input<typeof MeasureSeen> {
  const { id, name } = indicatorName(row.content.indicator);
  return {
    ...{ measure: row.id, ...versionSeen(row), indicator: { id, name }, isSimulated: row.isSimulated, mayKeep },
    stream: { id: row.content.stream, name: row.streamName },
    titles: titlesOf(row.mapping),
  };
}

type UnitNames = (id: string) => Name;

export function figureSeen(unitName: UnitNames, counted: Counted, before: Counted["figure"] | undefined) {
  const { subject, code, figure } = counted;
  const differs = before !== undefined && !isSame(before, figure);
  return {
    unit: subject === null ? null : { id: subject, type: "unit" as const, name: unitName(subject) },
    ...{ code, records: figure.records, ...partsOf(figure) },
    before: differs ? partsOf(before) : null,
  };
}

/** Units first, then what stands for nobody. Where a contest took the last record away, its unit stays to be seen. */
export function figuresSeen(unitName: UnitNames, now: readonly Counted[], before: readonly Counted[]) {
  const keyOf = ({ subject, code }: Counted): string => `${subject ?? ""} ${code ?? ""}`;
  const earlier = new Map(before.map((each) => [keyOf(each), each]));
  const here = new Set(now.map(keyOf));
  const gone = before.filter((each) => !here.has(keyOf(each)));
  const shown = [
    ...now.map((each) => figureSeen(unitName, each, earlier.get(keyOf(each))?.figure)),
    ...gone.map((each) => ({
      ...figureSeen(unitName, { ...each, figure: { ...nothing, records: 0 } }, each.figure),
    })),
  ];
  return shown.toSorted((a, b) => Number(a.unit === null) - Number(b.unit === null));
}
