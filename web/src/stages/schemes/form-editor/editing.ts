import type { SchemeEdit, SchemeFinding, SchemePath } from "@biaochi/engine";
import { createContext, use } from "react";

export type Named = { readonly "zh-CN": string; readonly en: string };
/** An indicator that may be chosen. `entry` is what is put into the document where it is not there yet. */
export type IndicatorChoice = { readonly id: string; readonly name: Named; readonly entry?: object | undefined };
export type UnitChoice = { readonly id: string; readonly name: Named };

/** The document that is being edited, for every field of the form. */
export type Editing = {
  readonly raw: unknown;
  /** All of them as one step, or none. */
  readonly edit: (...edits: readonly SchemeEdit[]) => void;
  readonly findingsAt: (at: SchemePath) => readonly SchemeFinding[];
  /** How many findings concern something at or below a place, and how grave the gravest is. */
  readonly findingsBelow: (at: SchemePath) => readonly SchemeFinding[];
  readonly lineOf: (at: SchemePath) => number;
  readonly toLine?: ((line: number) => void) | undefined;
  readonly indicators: readonly IndicatorChoice[];
  readonly units: readonly UnitChoice[];
  readonly opened: string;
  readonly open: (id: string) => void;
  /** Opens what a place stands in, and takes the focus there. */
  readonly leadTo: (at: SchemePath) => void;
};

export const EditingHere = createContext<Editing | undefined>(undefined);

export function useEditing(): Editing {
  const editing = use(EditingHere);
  if (!editing) throw new Error("no document is being edited here");
  return editing;
}

/** The identifier of a field on the page. */
export const idOf = (at: SchemePath): string => `s-${at.join(".")}`;

export const mapOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

/** A text as the document has it: one for both languages, or one for each. */
export function namedOf(value: unknown, otherwise: string): Named {
  if (typeof value === "string") return { "zh-CN": value, en: value };
  const { "zh-CN": chinese, en } = mapOf(value);
  return { "zh-CN": textOf(chinese) || textOf(en) || otherwise, en: textOf(en) || textOf(chinese) || otherwise };
}

/** What stands in a list is known by its position, and by nothing else. */
export const placed = <T>(list: readonly T[]): readonly (readonly [number, T])[] => [...list.entries()];

/** A name that none of the others has: "item", "item-2" … */
export function freeName(wish: string, taken: Iterable<string>): string {
  const all = new Set(taken);
  if (!all.has(wish)) return wish;
  for (let n = 2; ; n++) if (!all.has(`${wish}-${n}`)) return `${wish}-${n}`;
}

/** A figure that somebody typed, as it is written down: whole numbers as such, others with the digits that they have. */
export const figureOf = (typed: string): string | number =>
  /^-?(0|[1-9]\d{0,14})$/.test(typed.trim()) ? Number(typed.trim()) : typed.trim();
