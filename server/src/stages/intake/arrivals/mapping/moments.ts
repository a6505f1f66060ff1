/** The city keeps no summer time: what is written without an offset is in its zone. */
const cityOffset = "+08:00";

type Part = "yyyy" | "MM" | "dd" | "HH" | "hh" | "mm" | "ss" | "a";
const digitsOf: Readonly<Record<Part, string>> = {
  ...{ yyyy: "(\\d{4})", MM: "(\\d{1,2})", dd: "(\\d{1,2})", HH: "(\\d{1,2})", hh: "(\\d{1,2})" },
  ...{ mm: "(\\d{1,2})", ss: "(\\d{1,2})", a: "(AM|PM|am|pm|上午|下午)" },
};
type Form = { readonly pattern: RegExp; readonly parts: readonly Part[] };
const forms = new Map<string, Form>();

function formOf(form: string): Form {
  const known = forms.get(form);
  if (known !== undefined) return known;
  const parts: Part[] = [];
  const pattern = form.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/yyyy|MM|dd|HH|hh|mm|ss|a/g, (part) => {
    parts.push(part as Part);
    return digitsOf[part as Part];
  });
  const made = { pattern: new RegExp(`^${pattern}$`), parts };
  forms.set(form, made);
  return made;
}

/** Whether a form says which day it is; of an instant also nothing twice. */
export function isForm(form: string): boolean {
  if (form === "iso") return true;
  const { parts } = formOf(form);
  return new Set(parts).size === parts.length && ["yyyy", "MM", "dd"].every((part) => parts.includes(part as Part));
}

const two = (value: number): string => String(value).padStart(2, "0");

/** A day that is in the calendar, "2027-02-29" is not. */
function calendarDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || year > 2200 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

type Read = { readonly day: string; readonly time: string };

function readByForm(text: string, form: string): Read | undefined {
  const { pattern, parts } = formOf(form);
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const of = (part: Part): string | undefined => {
    const at = parts.indexOf(part);
    return at < 0 ? undefined : match[at + 1];
  };
  const day = calendarDay(Number(of("yyyy")), Number(of("MM")), Number(of("dd")));
  const half = of("a");
  const twelve = Number(of("hh") ?? 0);
  if (half !== undefined && of("hh") !== undefined && (twelve < 1 || twelve > 12)) return undefined;
  const isLater = half === undefined ? 0 : /pm|下午/i.test(half) ? 12 : 0;
  const hour = of("hh") === undefined ? Number(of("HH") ?? 0) : half === undefined ? twelve : (twelve % 12) + isLater;
  const [minute, second] = [Number(of("mm") ?? 0), Number(of("ss") ?? 0)];
  if (day === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  return { day, time: `${two(hour)}:${two(minute)}:${two(second)}` };
}

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** An instant in UTC, "2027-03-31T00:30:00.000Z"; undefined: it is none, or not written so. */
export function readInstant(text: string, form = "iso"): string | undefined {
  if (form !== "iso") {
    const read = readByForm(text, form);
    return read === undefined ? undefined : new Date(`${read.day}T${read.time}${cityOffset}`).toISOString();
  }
  const match = iso.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", offset = cityOffset] = match;
  const known = calendarDay(Number(year), Number(month), Number(day));
  if (known === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const zone = offset === "Z" ? offset : `${offset.slice(0, 3)}:${offset.slice(3).replace(":", "").padEnd(2, "0")}`;
  const instant = new Date(`${known}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${zone}`);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

/** A day in the city, "2027-03-31": an instant with an offset of its own is the day that it is there. */
export function readDay(text: string, form = "iso"): string | undefined {
  if (form !== "iso") return readByForm(text, form)?.day;
  const instant = readInstant(text);
  if (instant === undefined) return undefined;
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
}
