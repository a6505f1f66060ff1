// A JSON Schema as a person reads it: `Decimal`, `list of Threshold`, `{ of, atLeast? }`. For the generated references.

import type { Shape } from "../engine/src/scheme/form/shape.ts";

export type { Shape };

/** zod numbers what has no name of its own; only the union of all rules has none. */
export const nameOf = (ref: string): string => (ref.endsWith("/__schema0") ? "Rule" : ref.replace("#/$defs/", ""));

const code = (value: unknown): string => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

/** One cell of a table; bars are escaped because they divide its columns. */
export function shapeInWords(shape: Shape): string {
  if (shape.$ref !== undefined) {
    const name = nameOf(shape.$ref);
    return `[${name}](#${name === "Rule" ? "the-22-rule-kinds" : name.toLowerCase()})`;
  }
  if (shape.const !== undefined) return code(shape.const);
  if (shape.enum !== undefined) return shape.enum.map(code).join(" \\| ");
  const alternatives = shape.anyOf ?? shape.oneOf;
  if (alternatives !== undefined) return [...new Set(alternatives.map(shapeInWords))].join(" or ");
  if (shape.prefixItems !== undefined) return `[${shape.prefixItems.map(shapeInWords).join(", ")}]`;
  if (shape.type === "array") return `list of ${shape.items ? shapeInWords(shape.items) : "anything"}`;
  if (shape.properties !== undefined) return objectInWords(shape);
  if (typeof shape.additionalProperties === "object") return `by name: ${shapeInWords(shape.additionalProperties)}`;
  return shape.type === "integer" ? "whole number" : (shape.type ?? "anything");
}

function objectInWords({ properties = {}, required = [] }: Shape): string {
  const keys = Object.entries(properties).map(([key, inner]) => {
    const isWanted = required.includes(key);
    const only = inner.const === undefined ? `: ${shapeInWords(inner)}` : `: ${code(inner.const)}`;
    return `\`${key}\`${isWanted ? "" : "?"}${only}`;
  });
  return `{ ${keys.join(", ")} }`;
}

/** One row per key: what it holds, and whether it must be there or what stands for it. */
export function keysOf(shape: Shape, leaveOut: readonly string[] = []): readonly string[] {
  const rows = Object.entries(shape.properties ?? {})
    .filter(([key]) => !leaveOut.includes(key))
    .map(([key, inner]) => {
      const unless = inner.default === undefined ? "" : code(inner.default);
      const otherwise = shape.required?.includes(key) ? "**required**" : unless;
      const words = shapeInWords(inner) + (inner.description === undefined ? "" : `: ${inner.description}`);
      return `| \`${key}\` | ${words} | ${otherwise} |`;
    });
  return rows.length === 0 ? [] : ["| key | what it holds | if absent |", "| --- | --- | --- |", ...rows];
}
