import type { Subject } from "../../facts/model.ts";
import type { RedLine } from "../../rules/veto.ts";
import type { Condition } from "../../scheme/outcome.ts";
import { type Case, quantityOf } from "./case.ts";
import { absent, attribute, type City, companyOf, concerns, eventsOf, type Months, monthOf, monthsOf } from "./city.ts";
import { atMost, minus, nought, type Rational, sum, unit, versus } from "./rational.ts";
import type { Node } from "./valued.ts";

/** Red lines and the conditions of grading: kind 20. */
export interface Crossing {
  readonly line: RedLine;
  readonly through: string | undefined;
}
interface Answer {
  readonly holds: boolean;
  /** Days of the events that make it hold. */
  readonly days: readonly string[];
}

const many = (one: string | readonly string[]): readonly string[] => (typeof one === "string" ? [one] : one);

/**
 * @param influence Months after its own in which an event still counts.
 * @param until The last day of an event that counts.
 */
export function judged(
  city: City,
  condition: Condition,
  subject: Subject,
  period: Months,
  points: (path: string) => Rational | undefined,
  gradeOf: (of: "unit" | "team") => string | undefined,
  influence = 0,
  until = "9999",
): Answer {
  const plain = (holds: boolean): Answer => ({ holds, days: [] });
  if ("event" in condition) {
    const events = eventsOf(city, subject, many(condition.event), period.from - influence, period.to).filter(
      (e) => e.on <= until,
    );
    const holds = events.length > 0 && versus(sum(...events.map((e) => e.count)), condition.atLeast ?? unit) >= 0;
    return { holds, days: events.map((e) => e.on) };
  }
  if ("attribute" in condition) return plain(many(condition.is).includes(attribute(subject, condition.attribute)));
  if ("node" in condition) {
    const found = points(condition.node);
    return plain(found !== undefined && versus(found, condition.below) < 0);
  }
  if ("gradeOf" in condition) return plain(many(condition.is).includes(gradeOf(condition.gradeOf) ?? ""));
  if ("decided" in condition) throw new Error("oracle: decided grades are not in the random schemes");
  const own: Case = {
    city,
    subject,
    weight: nought,
    period,
    indicator: "",
    values: "latest",
    actual: undefined,
    observes: "self",
    byMonths: false,
    instead: undefined,
    peers: city.facts.subjects,
    company: (s) => companyOf(city, s, undefined),
    weightOf: () => nought,
    carried: () => absent("not-applicable"),
    short: () => undefined,
  };
  const value = quantityOf(own, condition.quantity).n;
  if (!value) return plain(false);
  if ("below" in condition) return plain(versus(value, condition.below as Rational) < 0);
  if ("above" in condition) return plain(versus(value, condition.above as Rational) > 0);
  if ("atMost" in condition) return plain(versus(value, condition.atMost as Rational) <= 0);
  return plain(versus(value, condition.atLeast as Rational) >= 0);
}

/** The total after all red lines in their order, and those that struck. */
export function crossed(
  city: City,
  subject: Subject,
  period: Months,
  nodes: readonly Node[],
  before: Rational,
): { readonly total: Rational; readonly crossings: readonly Crossing[] } {
  let total = before;
  const crossings: Crossing[] = [];
  const zeroed: string[] = [];
  for (const line of city.scheme.redLines) {
    const strikes = struck(city, line, subject, period, nodes);
    if (!strikes) continue;
    crossings.push({ line, through: strikes.through });
    const { effect } = line;
    if (effect.does === "set-score") total = effect.to;
    else if (effect.does === "cap-score") total = atMost(total, effect.at);
    else if (effect.does === "deduct") total = minus(total, effect.points);
    else if (effect.does === "zero-item" && !zeroed.includes(effect.item)) {
      zeroed.push(effect.item);
      const own = nodes.filter((n) => n.kind !== "block" && n.path.split("/").at(-1) === effect.item);
      total = minus(total, sum(...own.map((n) => n.points)));
    }
  }
  return { total, crossings };
}

/** The points of a node that is there: what is absent, or neither could bring nor brought anything, is not below anything. */
export const pointsOf = (node: Node | undefined): Rational | undefined =>
  node?.isPresent && (node.full.num !== 0n || node.points.num !== 0n) ? node.points : undefined;

function struck(
  city: City,
  line: RedLine,
  subject: Subject,
  period: Months,
  nodes: readonly Node[],
): { readonly through: string | undefined } | undefined {
  const crosses = (who: Subject): Answer => {
    if (!concerns(line.for, who)) return { holds: false, days: [] };
    const points = (path: string): Rational | undefined => {
      const node = who === subject ? nodes.find((n) => n.path === path) : undefined;
      return pointsOf(node);
    };
    if (line.expires !== undefined && !("event" in line.when) && monthOf(line.expires) < period.to)
      return { holds: false, days: [] };
    return judged(city, line.when, who, period, points, () => undefined, line.influence, line.expires);
  };
  if (line.strikes !== "leaders" && crosses(subject).holds) return { through: undefined };
  if (line.strikes === "self" || subject.type !== "official") return undefined;
  const through = city.facts.subjects.filter((unit) => {
    if (unit.type !== "unit") return false;
    const answer = crosses(unit);
    return answer.holds && led(subject, unit.id, answer.days, line.leaders);
  });
  return through.length > 0 ? { through: through.at(-1)?.id } : undefined;
}

/** Whether an official led a unit on one of these days; without days or service, whether it does now. */
function led(official: Subject, unit: string, days: readonly string[], leaders: readonly string[]): boolean {
  const main = official.service.filter((s) => s.kind === "main");
  const role = official.attributes.roleClass ?? "";
  if (days.length === 0 || main.length === 0) return official.unit === unit && leaders.includes(role);
  return days.some((day) => {
    const then = main.find((s) => monthsOf(s.from).from <= monthOf(day) && monthOf(day) <= monthsOf(s.to).to);
    return then?.unit === unit && leaders.includes(then.roleClass ?? role);
  });
}
