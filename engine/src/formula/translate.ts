import type { ASTNode } from "@marcbachmann/cel-js";
import { readExact } from "../number/exact.ts";
import type { Names } from "./names.ts";
import {
  type Arithmetic,
  arithmetics,
  type Comparison,
  comparisons,
  type FunctionName,
  functions,
  type Refusal,
  type Term,
  type Test,
} from "./tree.ts";

export const isRefusal = (found: Term | Test | Refusal): found is Refusal => "ok" in found;

/** The checked syntax tree as a {@link Term}. Numbers are read again from their digits: the parser keeps only doubles. */
export function translate(root: ASTNode, names: Names, text: string): Term | Refusal {
  try {
    const whole = read(root, { names, text });
    return isTest(whole) ? refusal("formula-no-number", root, { found: text }) : whole;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** Carries a refusal up from the depth of a tree; it never leaves {@link translate}. */
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(found: Refusal) {
    super(found.code);
    this.refusal = found;
  }
}

interface Reading {
  readonly names: Names;
  readonly text: string;
}

const refusal = (code: Refusal["code"], node: ASTNode, values: Readonly<Record<string, string>>): Refusal => ({
  ok: false,
  code,
  at: node.start,
  values,
});

const tests = new Set(["is", "and", "or", "same", "not", "in", ...comparisons]);
function isTest(found: Term | Test): found is Test {
  return tests.has(found.op) || (found.op === "if" && isTest(found.yes));
}

function read(node: ASTNode, reading: Reading): Term | Test {
  const found = reading.text.slice(node.start, node.end);
  const refuse = (code: Refusal["code"], values: Readonly<Record<string, string>> = { found }): never => {
    throw new Refused(refusal(code, node, values));
  };
  const term = (child: ASTNode): Term => {
    const of = read(child, reading);
    if (isTest(of))
      throw new Refused(refusal("formula-type", child, { found: reading.text.slice(child.start, child.end) }));
    return of;
  };
  const test = (child: ASTNode): Test => {
    const of = read(child, reading);
    if (!isTest(of))
      throw new Refused(refusal("formula-type", child, { found: reading.text.slice(child.start, child.end) }));
    return of;
  };
  switch (node.op) {
    case "value": {
      if (typeof node.args === "boolean") return { op: "is", value: node.args };
      const value = readExact(reading.names.text.slice(node.start, node.end));
      return value
        ? { op: "number", value }
        : refuse(typeof node.args === "string" ? "formula-unsupported" : "formula-number");
    }
    case "id": {
      const variable = reading.names.meaning(node.args);
      return variable && variable !== "ambiguous"
        ? { op: "variable", name: variable.name }
        : refuse("formula-unknown-variable");
    }
    case "-_":
      return { op: "negate", of: term(node.args) };
    case "!_":
      return { op: "not", of: test(node.args) };
    case "&&":
      return { op: "and", left: test(node.args[0]), right: test(node.args[1]) };
    case "||":
      return { op: "or", left: test(node.args[0]), right: test(node.args[1]) };
    case "?:": {
      const condition = test(node.args[0]);
      const yes = read(node.args[1], reading);
      return isTest(yes)
        ? { op: "if", test: condition, yes, no: test(node.args[2]) }
        : { op: "if", test: condition, yes, no: term(node.args[2]) };
    }
    case "in": {
      const [of, list] = node.args;
      if (list.op !== "list") return refuse("formula-unsupported");
      return { op: "in", of: term(of), list: list.args.map(term) };
    }
    case "call":
      return call(node.args[0] as FunctionName, node, node.args[1], term);
    default:
      break;
  }
  if (isOne(arithmetics, node.op)) {
    const op: Arithmetic = node.op;
    const [first, second] = (node as ASTNode & { readonly args: readonly [ASTNode, ASTNode] }).args;
    const [left, right] = [term(first), term(second)];
    if (op === "/" && right.op === "number" && right.value.num === 0n) return refuse("formula-divides-by-zero");
    return { op, left, right };
  }
  if (isOne(comparisons, node.op)) {
    const op: Comparison = node.op;
    const [first, second] = (node as ASTNode & { readonly args: readonly [ASTNode, ASTNode] }).args;
    const left = read(first, reading);
    if (!isTest(left)) return { op, left, right: term(second) };
    const same: Test = { op: "same", left, right: test(second) };
    return op === "==" ? same : op === "!=" ? { op: "not", of: same } : refuse("formula-type");
  }
  return refuse("formula-unsupported");
}

const isOne = <T extends string>(names: readonly T[], name: string): name is T =>
  (names as readonly string[]).includes(name);

function call(name: FunctionName, node: ASTNode, given: readonly ASTNode[], term: (node: ASTNode) => Term): Term {
  const { least, most, places } = functions[name];
  const withPlaces = places && given.length === most + 1;
  const count = withPlaces ? most : given.length;
  if (count < least || count > most) {
    const values = {
      found: name,
      given: String(given.length),
      expected: least === most ? String(least) : `${least}–${most}`,
    };
    throw new Refused(refusal("formula-arguments", node, values));
  }
  const of = given.slice(0, count).map(term);
  if (!withPlaces) return { op: "call", name, of };
  const last = given[most] as ASTNode;
  const value = last.op === "value" ? readExact(String(last.args)) : undefined;
  if (value?.den !== 1n || value.num < 0n || value.num > 9n) {
    throw new Refused(refusal("formula-places", last, { found: name }));
  }
  return { op: "call", name, of, places: Number(value.num) };
}
