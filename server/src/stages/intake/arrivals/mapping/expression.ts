import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import jsonata from "jsonata";

/** What an expression finds in one item. */
export type Expression = (item: unknown) => Promise<unknown>;

/** An expression works on one item, or on one answer: what takes longer or goes deeper goes round in circles. */
const limits = { timeout: 2_000, stack: 200, sequence: 1_000_000 };

/**
 * What a mapping must not use: the same item means the same tomorrow, nothing that was read is run, and a pattern could take
 * for ever (checks have patterns, with a time limit of their own).
 */
const barredNames = new Set(["now", "millis", "random", "shuffle", "eval", "pad"]);
const barredNodes = new Set(["regex", "transform"]);

const isNode = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

function findBarred(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  const { type, value } = node;
  if (typeof type === "string" && barredNodes.has(type)) return type;
  if (type === "variable" && typeof value === "string" && barredNames.has(value)) return `$${value}`;
  for (const part of Object.values(node)) {
    const found = findBarred(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

const plainPath = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;
const words = new Set(["and", "or", "in", "true", "false", "null"]);

/** The name at which a path begins, where an expression is nothing but a path. */
export const firstNameOf = (text: string): string | undefined =>
  plainPath.test(text) && !text.split(".").some((name) => words.has(name)) ? text.split(".")[0] : undefined;

/** Where a list stands on the way, the path means each of its members: then the whole language answers. */
function walk(item: unknown, names: readonly string[]): { readonly found: unknown } | "list" {
  let here = item;
  for (const name of names) {
    if (Array.isArray(here)) return "list";
    if (!isNode(here) || !Object.hasOwn(here, name)) return { found: undefined };
    here = here[name];
  }
  return { found: here };
}

type Unreadable = Refusal<"arrival-expression">;
const unreadable = (expression: string, reason: string) =>
  refuse({ code: "arrival-expression" as const, params: { expression, reason } });

export function openExpression(text: string): Outcome<Expression, Unreadable> {
  let parsed: jsonata.Expression;
  try {
    parsed = jsonata(text, limits);
  } catch (error) {
    return unreadable(text, isNode(error) && typeof error.message === "string" ? error.message : String(error));
  }
  const barred = findBarred(parsed.ast());
  if (barred !== undefined) return unreadable(text, barred);
  const names = firstNameOf(text) === undefined ? undefined : text.split(".");
  return ok(async (item) => {
    const walked = names === undefined ? "list" : walk(item, names);
    if (walked !== "list") return walked.found;
    const found: unknown = await parsed.evaluate(item);
    return Array.isArray(found) ? [...found] : found; // the library's own kind of list becomes a list
  });
}
