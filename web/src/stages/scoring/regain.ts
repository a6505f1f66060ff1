import type { ExplainedLoss, Fact } from "@biaochi/contract";
import { day, isCode, percent, periodName, quantity, rules, score } from "@biaochi/words";
import type { z } from "zod";
import { eventInWords } from "../../frame/in-words.ts";
import type { Say } from "../../frame/preferences.tsx";

type Loss = z.output<typeof ExplainedLoss>;
type One = Loss["regain"][number];

export type RegainInWords = { readonly lead: string | undefined; readonly lines: readonly string[] };

/** Kinds whose own sentence is certain for every setting; of all others nothing is said unless the engine computed it. */
const alwaysTrue = ["checklist", "grade-points", "rank-points", "group-constraint", "veto", "period-rollup"];

/**
 * What would have given the points back: as computed by the engine from rule and facts; for absent data, red lines and the
 * kinds above by a sentence of their own. Undefined where nothing certain can be said.
 */
export function regainInWords(
  say: Say,
  loss: Loss,
  facts: readonly z.output<typeof Fact>[],
): RegainInWords | undefined {
  const lost = score(loss.lost);
  if (loss.absence) return { lead: undefined, lines: [say(`regain.${loss.absence}`)] };
  if (loss.path.startsWith("#red-line:")) return { lead: undefined, lines: [say("regain.red-line", { lost })] };
  if (loss.regain.length > 0) {
    const lines = [
      ...loss.regain.map((each) => oneRegain(say, each, measureOf(facts))),
      ...eventDays(say, loss, facts),
    ];
    const isByPeriod = loss.regain.some((each) => each.period !== null);
    return { lead: isByPeriod ? say("regain.periods", { lost }) : undefined, lines };
  }
  const kind = loss.rule.split("@")[0] ?? "";
  const own = alwaysTrue.includes(kind) ? rules.regain(say.language, loss) : undefined;
  return own === undefined ? undefined : { lead: undefined, lines: [own] };
}

const pointsNamed = new Set(["full", "points", "back", "each", "had", "outOf"]);

/** The unit that the values of the loss are measured in. */
const measureOf = (facts: readonly z.output<typeof Fact>[]): string =>
  facts.find((fact) => fact.kind === "observation")?.indicator?.measure ?? "";

function oneRegain(say: Say, { code, period, values }: One, measure: string): string {
  const [, group, of = "actual", base = code] =
    /^(group\.)?(?:(composite|level|growth)\.)?(?:group\.)?(.*)$/.exec(code) ?? [];
  const isGroup = group !== undefined || code.includes("group.");
  const read = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      name === "rate" ? percent(value) : pointsNamed.has(name) ? pointsShown(name, value) : quantity(value),
    ]),
  );
  const ofCode = `regain.of.${of}`;
  const isPlain = of === "actual";
  const unit = !isPlain || measure === "" ? "" : measure === "%" ? "%" : ` ${measure}`;
  const one = unit === "%" ? say("regain.one-point") : `1${unit}`;
  const measured = Object.fromEntries(
    ["actual", "at"].flatMap((name) => (read[name] === undefined ? [] : [[name, `${read[name]}${unit}`]])),
  );
  const said = say.composed(`regain.${base}`, {
    ...read,
    ...(code === "linked" ? {} : measured),
    ...{ one, of: isCode(ofCode) ? say(ofCode) : "" },
  });
  const whole = isGroup ? say("regain.if-group", { said }) : said;
  if (period === null) return whole;
  const { had = "0", outOf = "0" } = values;
  return say("regain.period", {
    period: periodName(say.language, period),
    points: score(had),
    full: score(outOf),
    how: whole,
  });
}

/** A gain per unit may be far below a hundredth of a point: it keeps four decimals. */
const pointsShown = (name: string, value: string): string => (name === "each" ? quantity(value) : score(value));

/** "14 July 2025 safety accident": the events that took the points, where that is what did. */
function eventDays(say: Say, loss: Loss, facts: readonly z.output<typeof Fact>[]): readonly string[] {
  if (!loss.regain.some((each) => each.code === "events")) return [];
  const counted = facts.filter((fact) => fact.kind === "event" && fact.details.standing === "confirmed");
  if (counted.length === 0) return [];
  const named = counted.map((fact) =>
    [fact.period ? day(say.language, fact.period) : "", eventInWords(say, fact.details.type ?? "", fact.event)]
      .filter(Boolean)
      .join(" "),
  );
  return [say("regain.event-days", { events: named.join(say("list.separator")) })];
}
