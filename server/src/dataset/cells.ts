import { readExact, readPeriod, show } from "@biaochi/engine";
import { isKept } from "../platform/kept-text.ts";
import { absenceWords, type ColumnOf } from "./table-shape.ts";

/**
 * A cell as a file holds it: a text from CSV, or a text with what a workbook knows about it. `isDay` marks a date cell:
 * spreadsheets turn "2025-03" into one by themselves.
 */
export type RawCell = string | SheetCell;
export interface SheetCell {
  readonly text: string;
  readonly fault?: "cell-formula" | "cell-percent" | "cell-error";
  readonly isDay?: true;
  /** "2021.10" that was typed as a number is the number 2021.1: which month was meant nobody can tell any more. */
  readonly isNumber?: true;
}

/** What a cell means, in canonical text, or why it means nothing. */
export type CellRead =
  | { readonly text: string }
  | { readonly code: string; readonly expected?: string; readonly values?: Readonly<Record<string, string>> };

export const longestCell = 100_000;
const idPattern = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthPattern = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const separated = /^[+-]?\d{1,3}(?:[,，'\s]\d{3})+(?:\.\d+)?$/;

/** Text that a spreadsheet would run instead of show. A signed number is a number. */
export const readsAsFormula = (text: string): boolean => /^[=+@\t\r]/.test(text) && readExact(text) === undefined;

function isDay(text: string): boolean {
  const match = dayPattern.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1;
}

const seen = new Map<string, CellRead>();

/** A number in its shortest exact text: "095.30" → "95.3". */
function readNumber(text: string): CellRead {
  const known = seen.get(text);
  if (known) return known;
  const read = parseNumber(text);
  if (seen.size < 50_000) seen.set(text, read);
  return read;
}

function parseNumber(text: string): CellRead {
  const narrow = text.normalize("NFKC");
  if (text.length > 60) return { code: "number-too-long", expected: "expected.number" };
  if (/[%％]$/.test(text)) {
    return { code: "number-percent", expected: narrow.slice(0, -1) };
  }
  const value = readExact(text);
  if (value) return { text: show(value) };
  if (separated.test(text)) return { code: "number-separators", expected: narrow.replace(/[,'\s]/g, "") };
  if (narrow !== text && readExact(narrow)) return { code: "number-full-width", expected: narrow };
  if (separated.test(narrow)) return { code: "number-separators", expected: narrow.replace(/[,'\s]/g, "") };
  return { code: "number-text", expected: "expected.number" };
}

function readWord(text: string, column: ColumnOf): CellRead {
  const words = column.words ?? {};
  const chinese = words[text];
  if (chinese !== undefined) return { text: chinese };
  const english = Object.values(words);
  const wanted = english.find((word) => word.toLowerCase() === text.toLowerCase());
  if (wanted !== undefined) return { text: wanted };
  if (column.isOpen) return readsAsFormula(text) ? { code: "text-formula", expected: "expected.text" } : { text };
  return { code: "word-unknown", expected: [...new Set(english)].join(" | ") };
}

const readAbsence = (text: string): string | undefined =>
  absenceWords[text] ?? Object.values(absenceWords).find((word) => word === text.toLowerCase().replace(/[_\s]/g, "-"));

/**
 * Reads a cell that is not empty. References (subject, unit, indicator …) come back as they were written: whether
 * they exist is asked by whoever knows the others.
 */
export function readCell(raw: RawCell, column: ColumnOf): CellRead {
  const text = (typeof raw === "string" ? raw : raw.text).trim();
  const fault = typeof raw === "string" ? undefined : raw.fault;
  if (fault === "cell-percent" && column.kind !== "number" && column.kind !== "value") return { text };
  if (fault)
    return {
      code: fault,
      ...(fault === "cell-percent" ? { expected: "expected.not-percent" } : { expected: "expected.plain-value" }),
    };
  if (!isKept(text)) return { code: "cell-not-text", expected: "expected.signs" };
  if (text.length > longestCell) return { code: "cell-too-long", expected: "expected.short-cell" };
  switch (column.kind) {
    case "number":
      return readNumber(text);
    case "value": {
      const absence = /^[\d.+-]/.test(text) ? undefined : readAbsence(text);
      return absence === undefined ? readNumber(text) : { text: absence };
    }
    case "whole": {
      const read = readNumber(text);
      return "code" in read || /^\d{1,15}$/.test(read.text)
        ? read
        : { code: "number-not-whole", expected: "expected.whole" };
    }
    case "absence": {
      const absence = readAbsence(text);
      return absence === undefined
        ? { code: "word-unknown", expected: Object.values(absenceWords).join(" | ") }
        : { text: absence };
    }
    case "word":
      return readWord(text, column);
    case "period": {
      const period = monthOfDay(raw) ?? text;
      return readPeriod(period) ? { text: period } : { code: "period-malformed", expected: "expected.period" };
    }
    case "month": {
      const month = monthOfDay(raw) ?? text;
      return monthPattern.test(month) ? { text: month } : { code: "month-malformed", expected: "expected.month" };
    }
    case "day":
      return isDay(text) ? { text } : { code: "day-malformed", expected: "expected.day" };
    case "subject-or-all":
      return { text: text === "全部" ? "*" : text };
    case "id":
      return idPattern.test(text) ? { text } : { code: "id-malformed", expected: "expected.id" };
    default:
      return readsAsFormula(text) ? { code: "text-formula", expected: "expected.text" } : { text };
  }
}

/** A date cell on the first of a month stands for that month. */
const monthOfDay = (raw: RawCell): string | undefined =>
  typeof raw !== "string" && raw.isDay && raw.text.endsWith("-01") ? raw.text.slice(0, 7) : undefined;
