import { cases } from "./cases.ts";
import type { Plan } from "./plan.ts";

/** CASES.md: the hard cases that a city of this size contains, with identifiers to type. */
export function casesDocument(plan: Plan): string {
  const idOf = subjectOf(plan);
  const rows = cases.flatMap((one) => {
    const who = one.who.flatMap((place) => idOf(place) ?? []);
    return who.length === 0
      ? []
      : [`| ${one.id} | ${who.map((id) => `\`${id}\``).join(" ")} | ${one.special} | ${one.see} |`];
  });
  return [
    "# 疑难情形 · hard cases",
    "",
    "全部虚构。由生成器写出，勿手改;`server/src/demo-city/cases.test.ts` 逐条核对。All synthetic; written by the generator and checked one by one by its tests.",
    "",
    "| 情形 case | 对象 subjects | 特殊之处 what is special | 应当看到 what one should see |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

/** The identifier of a unit or of the official at a place; undefined where this city has none. */
export function subjectOf(plan: Plan): (place: string) => string | undefined {
  const units = new Set(plan.units.map((unit) => unit.id));
  const officials = new Map(plan.officials.map((official) => [official.place, official.id]));
  return (place) => (place.includes("/") ? officials.get(place) : units.has(place) ? place : undefined);
}
