import type { Assessment, Event } from "../../facts/model.ts";
import type { Case } from "./case.ts";
import { absent, eventsOf, type Known, known, monthsOf, trimmed } from "./city.ts";
import {
  atLeast,
  atMost,
  average,
  highest,
  lowest,
  minus,
  nought,
  product,
  quotient,
  type Rational,
  ratio,
  sign,
  sum,
  unit,
  versus,
} from "./rational.ts";

/** Rule kinds that read events, sheets of assessors and ballots. */
type Settings = Readonly<Record<string, unknown>>;

const total = <T>(all: readonly T[], value: (one: T) => Rational): Rational => sum(...all.map(value));
const persons = (events: readonly Event[]): Rational => total(events, (e) => e.count);

/** Of every matter the event that is worth most, the first of equals. */
function matters(events: readonly Event[], worth: (event: Event) => Rational): readonly Event[] {
  return events.filter((event, i) =>
    event.matter === undefined
      ? true
      : !events.some(
          (other, j) =>
            other.matter === event.matter &&
            (versus(worth(other), worth(event)) > 0 || (versus(worth(other), worth(event)) === 0 && j < i)),
        ),
  );
}

type Amount =
  | Rational
  | { byLevel: Record<string, Rational>; otherwise: Rational }
  | { byCount: readonly Rational[] }
  | { inTotal: readonly Rational[] };

function cost(amount: Amount, events: readonly Event[]): Rational {
  if ("num" in amount) return total(events, (e) => product(amount, e.count));
  if ("byLevel" in amount)
    return total(events, (e) => product(amount.byLevel[e.level ?? ""] ?? amount.otherwise, e.count));
  const n = persons(events);
  /** The loss at n, on straight lines between whole numbers of events. */
  const at = (whole: number): Rational => {
    if ("inTotal" in amount)
      return whole === 0 ? nought : (amount.inTotal[Math.min(whole, amount.inTotal.length) - 1] ?? nought);
    return sum(
      ...Array.from({ length: whole }, (_, i) => amount.byCount[Math.min(i, amount.byCount.length - 1)] ?? nought),
    );
  };
  const whole = Number(n.num / n.den);
  return sum(at(whole), product(minus(n, ratio(whole)), minus(at(whole + 1), at(whole))));
}

interface CauseShape {
  readonly type: readonly string[];
  readonly deduct: Amount;
  readonly most?: Rational;
  readonly nothingFrom?: Rational;
}

/** max(floor, W − min(most, Σ d × n)). */
export function eventDeduction(rule: Settings, own: Case): Known {
  const causes = rule.causes as readonly CauseShape[];
  const all = eventsOf(
    own.city,
    own.subject,
    causes.flatMap((c) => c.type),
    own.period.from,
    own.period.to,
  );
  const events = matters(all, (e) =>
    total(
      causes.filter((c) => c.type.includes(e.type)),
      (c) => cost(c.deduct, [e]),
    ),
  );
  const of = (cause: CauseShape): readonly Event[] => events.filter((e) => cause.type.includes(e.type));
  const lost = atMost(
    total(causes, (c) => atMost(cost(c.deduct, of(c)), c.most)),
    rule.most as Rational | undefined,
  );
  const left = atLeast(minus(own.weight, lost), rule.floor as Rational);
  const reaches = (found: readonly Event[], from: Rational | undefined): boolean =>
    from !== undefined && found.length > 0 && versus(persons(found), from) >= 0;
  const isNothing =
    reaches(events, rule.nothingFrom as Rational | undefined) || causes.some((c) => reaches(of(c), c.nothingFrom));
  return known(isNothing ? lowest([left, nought]) : left);
}

interface AwardShape {
  readonly type: readonly string[];
  readonly points: Rational;
  readonly levels?: Record<string, Rational>;
  readonly most?: Rational;
}

/** min(cap, Σ b × ratio(level) × n). */
export function cappedBonus(rule: Settings, own: Case): Known {
  const awards = rule.awards as readonly AwardShape[];
  const worthIn = (award: AwardShape, e: Event): Rational =>
    product(award.points, award.levels ? (award.levels[e.level ?? ""] ?? nought) : unit, e.count);
  const worth = (e: Event): Rational =>
    total(
      awards.filter((a) => a.type.includes(e.type)),
      (a) => worthIn(a, e),
    );
  let events = matters(
    eventsOf(
      own.city,
      own.subject,
      awards.flatMap((a) => a.type),
      own.period.from,
      own.period.to,
    ),
    worth,
  );
  if (rule.counts === "highest" && events.length > 0) {
    const top = highest(events.map(worth));
    events = events.filter((e) => versus(worth(e), top) === 0).slice(0, 1);
  }
  const earned = total(awards, (award) =>
    atMost(
      total(
        events.filter((e) => award.type.includes(e.type)),
        (e) => worthIn(award, e),
      ),
      award.most,
    ),
  );
  const cap = rule.cap as "weight" | "none" | Rational;
  return known(atMost(earned, cap === "none" ? undefined : cap === "weight" ? own.weight : cap));
}

interface Line {
  readonly id?: string;
  readonly full?: Rational | undefined;
}

export function checklist(rule: Settings, own: Case): Known {
  const criteria = rule.criteria as readonly { id: string; full: Rational }[];
  const full =
    (rule.outOf as Rational | undefined) ?? (criteria.length > 0 ? total(criteria, (c) => c.full) : undefined);
  const mine = own.city.facts.assessments.filter((a) => {
    const when = monthsOf(a.period);
    return (
      a.subject === own.subject.id &&
      a.indicator === own.indicator &&
      when.from >= own.period.from &&
      when.to <= own.period.to
    );
  });
  const isTaken = rule.gives === "deductions";
  const mark = (line: Line, sheet: readonly Assessment[]): Rational | undefined => {
    const points = sheet.filter((a) => line.id === undefined || a.criterion === line.id).map((a) => a.points);
    if (points.length === 0) return undefined;
    if (!isTaken) return atMost(average(points), line.full);
    return line.full ? atLeast(minus(line.full, sum(...points)), nought) : sum(...points);
  };
  const lines: readonly Line[] = criteria.length > 0 ? criteria : [{ full }];
  const sheets = [...new Set(mine.map((a) => a.assessor))].flatMap((assessor) => {
    const marks = lines.map((line) =>
      mark(
        line,
        mine.filter((a) => a.assessor === assessor),
      ),
    );
    return marks.includes(undefined) ? [] : [{ assessor, marks: sum(...marks.map((m) => m ?? nought)) }];
  });
  const how = rule.assessors as { by: string; weights: Record<string, Rational> };
  if (sheets.length < (rule.minimumAssessors as number)) return absent("missing");
  let value: Rational;
  if (how.by === "weights") {
    const weights = sheets.map((s) => how.weights[s.assessor] ?? nought);
    if (sign(sum(...weights)) <= 0) return absent("missing");
    value = quotient(sum(...sheets.map((s, i) => product(s.marks, weights[i] ?? nought))), sum(...weights));
  } else value = (how.by === "trimmed-mean" ? trimmed : average)(sheets.map((s) => s.marks));
  if (full) return known(product(own.weight, quotient(value, full)));
  return known(isTaken ? atLeast(minus(own.weight, value), nought) : atMost(value, own.weight));
}

/** W × Σ v × n/(valid × outOf). */
export function voteShare(rule: Settings, own: Case): Known {
  const options = rule.options as Readonly<Record<string, Rational>>;
  const ballots = own.city.facts.ballots.filter(
    (b) =>
      b.subject === own.subject.id &&
      b.campaign === rule.campaign &&
      (rule.item === undefined || b.item === rule.item) &&
      (rule.group === undefined || b.group === rule.group),
  );
  const votes = (wanted: (option: string) => boolean): number =>
    ballots.filter((b) => wanted(b.option ?? "")).reduce((n, b) => n + b.votes, 0);
  if (votes(() => true) === 0) return absent("missing");
  const abstained = votes((option) => (rule.abstain as readonly string[]).includes(option));
  const valid = votes((option) => option in options) + (rule.abstentions === "valid" ? abstained : 0);
  if (valid < (rule.minimum as number)) return absent("not-applicable");
  const worth = sum(
    ...Object.entries(options).map(([option, value]) => product(value, ratio(votes((o) => o === option)))),
  );
  const outOf = (rule.outOf as Rational | undefined) ?? highest([nought, ...Object.values(options)]);
  return known(product(own.weight, quotient(worth, product(ratio(valid), outOf))));
}
