import type { Language } from "./language.ts";

/**
 * Numbers, money and days as they are printed. Values arrive as exact texts ("0.84", "26/3", "-12") and are rounded
 * half away from zero (四舍五入) on whole numbers of any length: no binary fraction is ever in between.
 */

const exactText = /^([+-]?)(\d+)(?:\.(\d+))?(?:\/(\d+)(?:\.(\d+))?)?$/;

type Fraction = { readonly negative: boolean; readonly num: bigint; readonly den: bigint };

function read(text: string): Fraction | undefined {
  const match = exactText.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = "0", part = "", below = "1", belowPart = ""] = match;
  const num = BigInt(whole + part) * 10n ** BigInt(belowPart.length);
  const den = BigInt(below + belowPart) * 10n ** BigInt(part.length);
  return den === 0n ? undefined : { negative: sign === "-" && num !== 0n, num, den };
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * `text` with exactly `places` decimals and thousands separated: ("26/3", 2) → "8.67". Text that is no number is given
 * back as it came.
 */
export function decimal(text: string | number, places: number): string {
  const value = read(String(text));
  if (!value) return String(text);
  const scale = 10n ** BigInt(places);
  const scaled = value.num * scale;
  const rounded = scaled / value.den + ((scaled % value.den) * 2n >= value.den ? 1n : 0n);
  const digits = rounded.toString().padStart(places + 1, "0");
  const whole = grouped(places === 0 ? digits : digits.slice(0, -places));
  const sign = value.negative && rounded !== 0n ? "−" : "";
  return places === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-places)}`;
}

/** At most `places` decimals, without closing zeros: ("95.00", 2) → "95", ("26/3", 4) → "8.6667". */
export function quantity(text: string | number, places = 4): string {
  const full = decimal(text, places);
  return full.includes(".") && read(String(text)) ? full.replace(/\.?0+$/, "") : full;
}

/** An exact figure with what it is measured in, as it was set and not rounded: "98%", "10个", "10 pieces". */
export const measured = (figure: string, measure: string): string =>
  /^[A-Za-z]/.test(measure) ? `${figure} ${measure}` : `${figure}${measure}`;

/** Points and scores: always two decimals. */
export const score = (text: string | number): string => decimal(text, 2);

/** As {@link decimal}, with a plus before what is above zero: "+1.20", "−0.30", "0.00". */
export function signed(text: string | number, places = 2): string {
  const shown = decimal(text, places);
  return shown.startsWith("−") || !/[1-9]/.test(shown) ? shown : `+${shown}`;
}

/** A ratio as a percentage with one decimal: "0.95" → "95.0%". */
export function percent(ratio: string | number): string {
  const value = read(String(ratio));
  return value ? `${decimal(`${value.negative ? "-" : ""}${value.num * 100n}/${value.den}`, 1)}%` : String(ratio);
}

/** Whole fen as yuan: 18616400 → "¥186,164.00". */
export const money = (fen: number): string => {
  const shown = decimal(`${fen}/100`, 2);
  return shown.startsWith("−") ? `−¥${shown.slice(1)}` : `¥${shown}`;
};

/** A day "2026-03-05" → "2026年3月5日", "5 March 2026". Anything else is given back as it came. */
export function day(language: Language, iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!match) return iso;
  const [, year, month, date] = match;
  if (language === "zh-CN") return `${year}年${Number(month)}月${Number(date)}日`;
  return `${Number(date)} ${months[Number(month) - 1] ?? month} ${year}`;
}
const months = "January February March April May June July August September October November December".split(" ");

/** An instant in the city's time zone: "2026年3月5日 14:30", "5 March 2026, 14:30". */
export function moment(language: Language, instant: string, timeZone = "Asia/Shanghai"): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at);
  const [date = "", time = ""] = parts.split(" ");
  return language === "zh-CN" ? `${day(language, date)} ${time}` : `${day(language, date)}, ${time}`;
}

const quarterNames = ["第一季度", "第二季度", "第三季度", "第四季度"];

/** A period by its code: "2025Q3" → "2025年第三季度", "Q3 2025". An unknown code is given back. */
export function periodName(language: Language, period: string): string {
  const term = /^(\d{4})\.\.(\d{4})$/.exec(period);
  if (term) return language === "zh-CN" ? `${term[1]}—${term[2]}年` : `${term[1]}–${term[2]}`;
  const match = /^(\d{4})(?:-(\d{2})|Q([1-4])|H([12]))?$/.exec(period);
  if (!match) return period;
  const [, year, month, quarter, half] = match;
  if (language === "zh-CN") {
    if (month) return `${year}年${Number(month)}月`;
    if (quarter) return `${year}年${quarterNames[Number(quarter) - 1]}`;
    if (half) return `${year}年${half === "1" ? "上" : "下"}半年`;
    return `${year}年`;
  }
  if (month) return `${months[Number(month) - 1] ?? month} ${year}`;
  if (quarter) return `Q${quarter} ${year}`;
  if (half) return `${half === "1" ? "first" : "second"} half of ${year}`;
  return year ?? period;
}
