/**
 * A stretch of whole months: "2025", "2025H1", "2025Q3", "2025-03", or a term of years "2021..2025".
 * `from` and `to` count months since year 0 and are both inside the period.
 */
export interface Period {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly grain: Grain;
}
export const grains = ["month", "quarter", "half", "year", "term"] as const;
export type Grain = (typeof grains)[number];
const monthsIn: Record<Exclude<Grain, "term">, number> = { month: 1, quarter: 3, half: 6, year: 12 };

const known = new Map<string, Period>();

/** Reads a period name; `undefined` when it is none ("2025Q5", "March"). */
export function readPeriod(id: string): Period | undefined {
  const seen = known.get(id);
  if (seen) return seen;
  const period = parse(id);
  if (period) known.set(id, period);
  return period;
}

function parse(id: string): Period | undefined {
  const term = /^(\d{4})\.\.(\d{4})$/.exec(id);
  if (term) {
    const [from, to] = [Number(term[1]), Number(term[2])];
    return to >= from ? { id, from: from * 12, to: to * 12 + 11, grain: "term" } : undefined;
  }
  const match = /^(\d{4})(?:-(\d{2})|Q([1-4])|H([12]))?$/.exec(id);
  if (!match) return undefined;
  const [, year, month, quarter, half] = match;
  const start = Number(year) * 12;
  if (month) {
    const m = Number(month);
    return m >= 1 && m <= 12 ? { id, from: start + m - 1, to: start + m - 1, grain: "month" } : undefined;
  }
  if (quarter)
    return { id, from: start + Number(quarter) * 3 - 3, to: start + Number(quarter) * 3 - 1, grain: "quarter" };
  if (half) return { id, from: start + Number(half) * 6 - 6, to: start + Number(half) * 6 - 1, grain: "half" };
  return { id, from: start, to: start + 11, grain: "year" };
}

/** As {@link readPeriod}, for names that were checked at the door. Throws otherwise. */
export function periodOf(id: string): Period {
  const period = readPeriod(id);
  if (!period) throw new TypeError(`not a period: ${id}`);
  return period;
}

/** The name of the period of `grain` that begins at month `from`. */
function named(from: number, grain: Exclude<Grain, "term">): string {
  const year = String(Math.floor(from / 12)).padStart(4, "0");
  const month = from % 12;
  if (grain === "year") return year;
  if (grain === "half") return `${year}H${month / 6 + 1}`;
  if (grain === "quarter") return `${year}Q${month / 3 + 1}`;
  return `${year}-${String(month + 1).padStart(2, "0")}`;
}

/** The periods of `grain` inside `period`, in order. A period finer than `grain` has none. */
export function inside(period: Period, grain: Grain): readonly Period[] {
  if (grain === "term") return period.grain === "term" ? [period] : [];
  const length = monthsIn[grain];
  const parts: Period[] = [];
  for (let from = Math.ceil(period.from / length) * length; from + length - 1 <= period.to; from += length) {
    parts.push(periodOf(named(from, grain)));
  }
  return parts;
}

/** The period of the same length just before: "2025Q1" → "2024Q4". */
export function before(period: Period): Period {
  if (period.grain === "term") {
    const years = (period.to - period.from + 1) / 12;
    const year = period.from / 12;
    return periodOf(`${year - years}..${year - 1}`);
  }
  return periodOf(named(period.from - monthsIn[period.grain], period.grain));
}

/** The same months a year earlier: "2025Q3" → "2024Q3"; of a term, the term before it. */
export function yearBefore(period: Period): Period {
  if (period.grain === "term") return before(period);
  return periodOf(named(period.from - 12, period.grain));
}

export const covers = (outer: Period, inner: Period): boolean => outer.from <= inner.from && inner.to <= outer.to;
