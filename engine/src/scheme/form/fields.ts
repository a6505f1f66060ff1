import { z } from "zod";
import { Scheme } from "../document.ts";
import type { Shape } from "./shape.ts";

/** What a key of a scheme document holds, as a form asks for it. Read from the format itself, so that a new rule kind has its fields. */
export type FormField =
  | { readonly kind: "decimal" | "quantity" | "text" | "word" | "day" | "whole" | "flag" | "rule" | "true" }
  | { readonly kind: "choice"; readonly of: readonly string[] }
  /** One word or several. */
  | { readonly kind: "words" }
  | { readonly kind: "list"; readonly of: FormField }
  /** By name: each with a value of its own. */
  | { readonly kind: "table"; readonly of: FormField }
  | { readonly kind: "group"; readonly keys: readonly FormKey[] }
  /** One of several forms; each has a name, the word of a key or of a value. */
  | { readonly kind: "either"; readonly forms: readonly { readonly name: string; readonly field: FormField }[] }
  /** What no field stands for: lists within lists. It is edited in the text. */
  | { readonly kind: "other" };

export interface FormKey {
  readonly key: string;
  readonly isRequired: boolean;
  /** What stands for it where it is left out, as it would be written. */
  readonly usual?: unknown;
  readonly field: FormField;
}

let known: Readonly<Record<string, Shape>> | undefined;
const shapes = (): Readonly<Record<string, Shape>> => {
  known ??= (z.toJSONSchema(Scheme, { io: "input" }) as Shape).$defs ?? {};
  return known;
};

const named: Readonly<Record<string, FormField>> = {
  Decimal: { kind: "decimal" },
  Quantity: { kind: "quantity" },
  Text: { kind: "text" },
  Id: { kind: "word" },
  Day: { kind: "day" },
  __schema0: { kind: "rule" },
};

/** The keys of a rule of this kind, "ratio" or "ratio@1". */
export function ruleKeys(kind: string): readonly FormKey[] {
  const [id, version] = kind.split("@");
  const name = Object.keys(shapes()).find((each) => each === `Rule-${id}-${version ?? ""}` || isKind(each, id ?? ""));
  return keysOf(shapes()[name ?? ""] ?? {}).filter(({ key }) => key !== "kind");
}
const isKind = (name: string, id: string): boolean =>
  name.startsWith("Rule-") && name.slice(5).replace(/-\d+$/, "") === id;

/** The keys of a named part of the format: Item, Block, Indicator, RedLine … */
export const partKeys = (name: string): readonly FormKey[] => keysOf(shapes()[name] ?? {});

function keysOf({ properties = {}, required = [] }: Shape): readonly FormKey[] {
  return Object.entries(properties).map(([key, shape]) => ({
    key,
    isRequired: required.includes(key),
    ...(shape.default === undefined ? {} : { usual: shape.default }),
    field: fieldOf(shape),
  }));
}

function fieldOf(shape: Shape, depth = 0): FormField {
  if (depth > 8) return { kind: "other" };
  if (shape.$ref !== undefined) {
    const name = shape.$ref.replace("#/$defs/", "");
    return named[name] ?? fieldOf(shapes()[name] ?? {}, depth + 1);
  }
  if (shape.const === true) return { kind: "true" };
  if (shape.const !== undefined) return { kind: "choice", of: [String(shape.const)] };
  if (shape.enum !== undefined) return { kind: "choice", of: shape.enum.map(String) };
  const forms = shape.anyOf ?? shape.oneOf;
  if (forms !== undefined) return eitherOf(forms, depth);
  if (shape.prefixItems !== undefined) return { kind: "other" };
  if (shape.type === "array")
    return { kind: "list", of: shape.items ? fieldOf(shape.items, depth + 1) : { kind: "other" } };
  if (shape.properties !== undefined)
    return {
      kind: "group",
      keys: Object.entries(shape.properties).map(([key, inner]) => ({
        key,
        isRequired: shape.required?.includes(key) ?? false,
        ...(inner.default === undefined ? {} : { usual: inner.default }),
        field: fieldOf(inner, depth + 1),
      })),
    };
  if (typeof shape.additionalProperties === "object")
    return { kind: "table", of: fieldOf(shape.additionalProperties, depth + 1) };
  if (shape.type === "integer") return { kind: "whole" };
  if (shape.type === "boolean") return { kind: "flag" };
  if (shape.type === "number") return { kind: "decimal" };
  return shape.type === "string" ? { kind: "word" } : { kind: "other" };
}

function eitherOf(shapesOf: readonly Shape[], depth: number): FormField {
  const fields = shapesOf.map((each) => fieldOf(each, depth + 1));
  const kinds = fields.map(({ kind }) => kind);
  const isWord = (kind: string): boolean => kind === "word" || kind === "whole";
  const lists = fields.filter((each) => each.kind === "list");
  if (kinds.every(isWord)) return { kind: "word" };
  if (lists.length > 0 && lists.every(({ of }) => isWord(of.kind) || of.kind === "words"))
    if (fields.every((each) => isWord(each.kind) || each.kind === "list" || each.kind === "words"))
      return { kind: "words" };
  const choices = fields.flatMap((each) => (each.kind === "choice" ? each.of : []));
  if (choices.length > 0 && fields.every(({ kind }) => kind === "choice")) return { kind: "choice", of: choices };
  // A choice beside other forms is a form for each of its words.
  const forms = fields.flatMap((field, at) =>
    field.kind === "choice"
      ? field.of.map((word) => ({ name: `scheme-value.${word}`, field: { kind: "choice", of: [word] } as const }))
      : field.kind === "either"
        ? field.forms
        : [{ name: nameOf(field, shapesOf[at]), field }],
  );
  return forms.length === 1 && forms[0] ? forms[0].field : { kind: "either", forms };
}

/** A group is known by its discriminating word, else by the key that it must have. */
function nameOf(field: FormField, shape: Shape | undefined): string {
  if (field.kind !== "group") return `scheme-form.${field.kind}`;
  const fixed = field.keys.find((each) => each.field.kind === "choice" && each.field.of.length === 1);
  if (fixed?.field.kind === "choice") return `scheme-value.${fixed.field.of[0]}`;
  const needed = field.keys.filter(({ isRequired }) => isRequired);
  return `scheme-key.${(needed.at(-1) ?? field.keys[0])?.key ?? shape?.type}`;
}

/** Something to begin with, where a form asks for a value that is not there yet. */
export function firstValue(field: FormField): unknown {
  switch (field.kind) {
    case "decimal":
    case "whole":
      return 1;
    case "quantity":
      return { target: true };
    case "flag":
    case "true":
      return true;
    case "choice":
      return field.of[0];
    case "list":
      return field.of.kind === "other" ? [] : [firstValue(field.of)];
    case "table":
      return {};
    case "group":
      return Object.fromEntries(
        field.keys.filter(({ isRequired }) => isRequired).map(({ key, field: inner }) => [key, firstValue(inner)]),
      );
    case "either":
      return field.forms[0] && firstValue(field.forms[0].field);
    case "rule":
      return { kind: "completion-rate", target: { target: true } };
    case "day":
      return "2026-01-01";
    case "words":
      return "x";
    case "text":
    case "word":
      return "x";
    case "other":
      return undefined;
  }
}

/** Which of several forms a value has; the first where none fits. */
export function formOf(field: Extract<FormField, { kind: "either" }>, value: unknown): number {
  const found = field.forms.findIndex((form) => fits(form.field, value));
  return Math.max(0, found);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function fits(field: FormField, value: unknown): boolean {
  switch (field.kind) {
    case "group":
      return (
        isObject(value) &&
        field.keys.every(
          ({ key, isRequired, field: inner }) =>
            (value[key] === undefined && !isRequired) ||
            (value[key] !== undefined && (inner.kind !== "choice" || inner.of.includes(String(value[key])))),
        ) &&
        Object.keys(value).every((key) => field.keys.some((each) => each.key === key))
      );
    case "table":
      return isObject(value);
    case "list":
      return Array.isArray(value);
    case "choice":
      return field.of.includes(String(value));
    case "decimal":
      return (typeof value === "string" || typeof value === "number") && /\d/.test(String(value));
    case "quantity":
    case "rule":
      return value !== undefined;
    case "flag":
    case "true":
      return typeof value === "boolean";
    case "text":
      return typeof value === "string" || isObject(value);
    case "words":
      return typeof value === "string" || Array.isArray(value);
    default:
      return typeof value === "string" || typeof value === "number";
  }
}

let quantity: Extract<FormField, { kind: "either" }> | undefined;
/** The forms of a quantity, which may hold quantities themselves. */
export function quantityField(): Extract<FormField, { kind: "either" }> {
  if (quantity) return quantity;
  const found = eitherOf(shapes().Quantity?.anyOf ?? [], 0);
  if (found.kind !== "either") throw new Error("a quantity has several forms");
  quantity = found;
  return quantity;
}
