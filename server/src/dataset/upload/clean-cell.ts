import type { CellKind } from "../table-shape.ts";

/** What offices write where nothing ends. */
const open = new Set(["至今", "现在", "在任", "现任", "长期", "—", "-", "--", "/", "无", "present", "now"]);
const narrow = (text: string): string => text.normalize("NFKC").trim();
const two = (text: string): string => text.padStart(2, "0");

const chineseQuarters: Readonly<Record<string, string>> = { 一: "1", 二: "2", 三: "3", 四: "4" };

function dayOf(text: string): string | undefined {
  const found =
    /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ].*)?$/.exec(text) ??
    /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return found === null ? undefined : `${found[1]}-${two(found[2] ?? "")}-${two(found[3] ?? "")}`;
}

function monthOf(text: string): string | undefined {
  const found =
    /^(\d{4})[-./](\d{1,2})$/.exec(text) ?? /^(\d{4})年(\d{1,2})月?$/.exec(text) ?? /^(\d{4})(\d{2})$/.exec(text);
  if (found !== null) return `${found[1]}-${two(found[2] ?? "")}`;
  return dayOf(text)?.slice(0, 7);
}

function periodOf(text: string): string {
  const bare = text.replace(/度$/, "");
  const year = /^(\d{4})年?$/.exec(bare);
  if (year !== null) return year[1] ?? text;
  const quarter = /^(\d{4})年?第?([一二三四1-4])季$/.exec(bare);
  if (quarter !== null) return `${quarter[1]}Q${chineseQuarters[quarter[2] ?? ""] ?? quarter[2]}`;
  const half = /^(\d{4})年?([上下])半年$/.exec(bare);
  if (half !== null) return `${half[1]}H${half[2] === "上" ? "1" : "2"}`;
  return monthOf(bare) ?? text;
}

const chinese = "[\\p{Script=Han}〇]";
/** "张  三" is written so that names stand under each other; "Anna Li" is not. */
const between = new RegExp(`(?<=${chinese})[\\s\\u3000]+(?=${chinese})`, "gu");

/**
 * A cell as an office writes it, in the spelling that the tables read: full-width digits, dates with dots or signs, names
 * with spaces in them. What is not understood stays as it is, for the finding to quote.
 */
export function cleanCell(raw: string, kind: CellKind): string {
  const text = raw.replaceAll("\u00a0", " ").trim();
  switch (kind) {
    case "day": {
      const plain = narrow(text).replaceAll(" ", "");
      return open.has(plain) ? "" : (dayOf(plain) ?? dayOf(narrow(text)) ?? text);
    }
    case "month": {
      const plain = narrow(text).replaceAll(" ", "");
      return open.has(plain) ? "" : (monthOf(plain) ?? monthOf(narrow(text)) ?? text);
    }
    case "period":
      return periodOf(narrow(text).replaceAll(" ", ""));
    case "number":
    case "value":
    case "whole":
      return narrow(text).replaceAll(" ", "");
    case "id":
      return narrow(text).replaceAll(" ", "");
    default:
      return text.replaceAll(between, "").replaceAll(/[\s\u3000]+/g, " ");
  }
}

/** How names of people and units are compared: width and spaces do not matter. */
export const plainName = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s·•・‧]/gu, "");
