import { type ASTNode, Environment, type ParseError } from "@marcbachmann/cel-js";
import { allNames, type Names, namesOf } from "./names.ts";
import { isRefusal, translate } from "./translate.ts";
import { type Formula, type FunctionName, functionNames, functions, type Refusal } from "./tree.ts";

export { evaluateFormula } from "./evaluate.ts";
export type { Formula, Refusal, Variable } from "./tree.ts";

/**
 * Formulas in the Common Expression Language: + - * / comparisons, && || !, ?:, `in` over a list, and the functions of
 * tree.ts, over W, A, T, every indicator by its identifier (hyphens and dots written as underscores, an underscore before
 * a leading digit) and `previous_` with an identifier. cel-js parses and type-checks; every number is our exact Decimal.
 *
 * Differences from CEL that are on purpose: whole numbers and decimals are one type (1/3 is a third, 0.1 + 0.2 is 0.3),
 * identifiers may be of any script, and there are no strings, maps, fields or macros.
 */
export function compileFormula(
  text: string,
  knownIndicators: readonly string[],
): { readonly ok: true; readonly formula: Formula } | Refusal {
  if (text.length > longest)
    return { ok: false, code: "formula-too-long", at: longest, values: { most: String(longest) } };
  const names = namesOf(text, knownIndicators);
  const parsed = parse(names.text);
  if (!("op" in parsed)) return parsed;
  const unknown = unknownName(parsed, names, text);
  if (unknown) return unknown;
  const mistyped = checkTypes(parsed, names, text);
  if (mistyped) return mistyped;
  const tree = translate(parsed, names, text);
  if (isRefusal(tree)) return tree;
  return { ok: true, formula: { text, variables: names.used, tree } };
}

/** What a formula may name: every indicator, and `coefficient_x` and `target_x`, which are known only with the facts. */
export function formulaNames(text: string, indicators: Iterable<string>): readonly string[] {
  return [...indicators, ...(text.match(/\b(?:coefficient|target)_[\p{L}\p{N}_]+/gu) ?? [])];
}

const longest = 2000;
const limits = { maxAstNodes: 500, maxDepth: 50, maxListElements: 100, maxMapEntries: 1, maxCallArguments: 9 };
const decimal = "Decimal";

const environment = new Environment({ limits }).registerType(decimal, { ctor: class Decimal {}, fields: {} });
// Handlers are for cel-js's own evaluation, which is never used.
const never = (): never => {
  throw new Error("formulas are evaluated by evaluate.ts");
};
for (const op of ["+", "-", "*", "/"]) environment.registerOperator(`${decimal} ${op} ${decimal}: ${decimal}`, never);
for (const op of ["<", "<=", ">", ">=", "=="]) environment.registerOperator(`${decimal} ${op} ${decimal}: bool`, never);
environment.registerOperator(`-${decimal}: ${decimal}`, never);
for (const name of functionNames) {
  const { least, most, places } = functions[name];
  for (let count = least; count <= most + (places ? 1 : 0); count++) {
    environment.registerFunction(`${name}(${Array(count).fill(decimal).join(", ")}): ${decimal}`, never);
  }
}

const isParseError = (error: unknown): error is ParseError =>
  error instanceof Error && "range" in error && "code" in error;

function parse(text: string): ASTNode | Refusal {
  try {
    return environment.parse(text).ast;
  } catch (error) {
    if (!isParseError(error)) throw error;
    const at = error.range?.start ?? 0;
    const code = error.code === "limit_exceeded" ? "formula-too-long" : "formula-syntax";
    return { ok: false, code, at, values: { found: text.slice(at, at + 12), most: String(limits.maxAstNodes) } };
  }
}

/** The nodes directly below one node. */
function below(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case "!_":
    case "-_":
      return [node.args];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "map":
      return node.args.flat();
    case ".":
    case ".?":
      return [node.args[0]];
    default:
      return node.args;
  }
}

/** A name or a function that is not known, or a function called with too few or too many arguments. */
function unknownName(node: ASTNode, names: Names, text: string): Refusal | undefined {
  if (node.op === "id") {
    const written = text.slice(node.start, node.end);
    const meaning = names.meaning(node.args);
    if (meaning === undefined) {
      return {
        ok: false,
        code: "formula-unknown-variable",
        at: node.start,
        values: { found: written, known: allNames(names) },
      };
    }
    if (meaning === "ambiguous") {
      return { ok: false, code: "formula-ambiguous-variable", at: node.start, values: { found: written } };
    }
    return undefined;
  }
  if (node.op === "call" && !Object.hasOwn(functions, node.args[0])) {
    const values = { found: node.args[0], known: functionNames.join(", ") };
    return { ok: false, code: "formula-unknown-function", at: node.start, values };
  }
  const called = node.op === "call" ? functions[node.args[0] as FunctionName] : undefined;
  if (node.op === "call" && called) {
    const [given, most] = [node.args[1].length, called.most + (called.places ? 1 : 0)];
    if (given < called.least || given > most) {
      const expected = called.least === most ? String(most) : `${called.least}–${most}`;
      const values = { found: node.args[0], given: String(given), expected };
      return { ok: false, code: "formula-arguments", at: node.start, values };
    }
  }
  for (const child of below(node)) {
    const found = unknownName(child, names, text);
    if (found) return found;
  }
  return undefined;
}

/**
 * Lets cel-js check the types of the same text in which every number stands as a variable of equal length: so that 0 and
 * 0.5 and A are one type, and every position stays.
 */
function checkTypes(root: ASTNode, names: Names, text: string): Refusal | undefined {
  const own = environment.clone();
  let masked = names.text;
  const declared = new Set<string>();
  const declare = (name: string): void => {
    if (!declared.has(name)) own.registerVariable(name, decimal);
    declared.add(name);
  };
  const visit = (node: ASTNode): void => {
    if (node.op === "value" && (typeof node.args === "number" || typeof node.args === "bigint")) {
      const name = "_".repeat(node.end - node.start);
      masked = masked.slice(0, node.start) + name + masked.slice(node.end);
      declare(name);
    } else if (node.op === "id") declare(node.args);
    else for (const child of below(node)) visit(child);
  };
  visit(root);
  const checked = own.check(masked);
  if (checked.valid) return undefined;
  const range = checked.error?.range;
  const at = range?.start ?? 0;
  return { ok: false, code: "formula-type", at, values: { found: text.slice(at, range?.end ?? text.length) } };
}
