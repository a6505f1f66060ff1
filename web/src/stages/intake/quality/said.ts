import type { QualityCheck, QualityFinding } from "@biaochi/contract";
import { day, quantity } from "@biaochi/words";
import type { Say } from "../../../frame/preferences.tsx";

/** Which of the sentences of its kind fits. */
function sentenceOf({ kind, subject, told }: QualityFinding): string {
  if (kind === "absent") return subject === null ? "absent.whole" : "absent";
  if (kind === "jump") return `jump.${told.direction}`;
  if (kind === "outlier") return `outlier.${told.basis}`;
  return kind === "cross" ? `cross.${told.check}` : kind;
}

/** Figures that were compared; identifiers stay as they are. */
const figures: readonly string[] = ["value", "middle", "spread", "left", "right"];
const isDay = (value: string | number): value is string => /^\d{4}-\d{2}-\d{2}$/.test(String(value));

/** What was found, as one sentence. */
export function findingInWords(say: Say, finding: QualityFinding): string {
  const asRead = (name: string, value: string | number) =>
    isDay(value) ? day(say.language, value) : figures.includes(name) ? quantity(String(value), 4) : value;
  const told = Object.entries(finding.told).map(([name, value]) => [name, asRead(name, value)]);
  return say.composed(`finding.says.${sentenceOf(finding)}`, Object.fromEntries(told));
}

/** What must hold, as one line. */
export function checkInWords(say: Say, check: QualityCheck, nameOf: (indicator: string) => string): string {
  if (check.kind === "due") return say("quality.says.due", { indicator: nameOf(check.indicator), days: check.days });
  const tolerance = check.tolerance === "0" ? "" : say("quality.says.tolerance", { tolerance: check.tolerance });
  if (check.kind === "at-most")
    return say("quality.says.at-most", { indicator: nameOf(check.indicator), other: nameOf(check.other) }) + tolerance;
  const parts = check.parts.map(nameOf).join(say("quality.plus"));
  if (check.kind === "sum") return say("quality.says.sum", { indicator: nameOf(check.indicator), parts }) + tolerance;
  return say("quality.says.shares", { parts, total: check.total }) + tolerance;
}
