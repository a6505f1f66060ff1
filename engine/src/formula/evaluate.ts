import { State, type States } from "../facts/state.ts";
import {
  add,
  choose,
  clamp,
  divide,
  larger,
  type Mask,
  multiply,
  order,
  roundColumn,
  scale,
  smaller,
  subtract,
} from "../number/arithmetic.ts";
import { at, type Column, constant, fromExacts } from "../number/column.ts";
import { type Exact, exact, zero } from "../number/exact.ts";
import { exponential, naturalLogarithm, power, squareRoot } from "../number/transcendental.ts";
import type { Measured } from "../rules/rule-kind.ts";
import type { Comparison, Formula, Term, Test } from "./tree.ts";

/** A formula's value; `undefinedRows` is 1 where it has none although all its data are there: zero divisor, √ of −1, ln 0. */
export interface Evaluated extends Measured {
  readonly undefinedRows: Mask;
}

/**
 * The value of a formula in every row, exact but for sqrt, exp, ln and pow.
 *
 * A row is absent where an operand is. Of a ternary only the test and the branch that it takes count, so that
 * `W > 0 ? A / W : 0` is safe; `&&` and `||` need only one side where that side decides, whichever it is. A row whose
 * value is not defined is not applicable, and marked.
 */
export function evaluateFormula(formula: Formula, resolve: (variable: string) => Measured, rows: number): Evaluated {
  const seen = new Map<string, Measured>();
  const variable = (name: string): Measured => {
    const known = seen.get(name) ?? resolve(name);
    seen.set(name, known);
    return known;
  };
  const { value, states } = evaluateTerm(formula.tree, { rows, variable });
  return {
    value,
    states: states.map((state) => (state === notDefined ? State.notApplicable : state)),
    undefinedRows: states.map((state) => (state === notDefined ? 1 : 0)),
  };
}

interface World {
  readonly rows: number;
  variable(name: string): Measured;
}
interface Truth {
  readonly truth: Mask;
  readonly states: States;
}

/** Only inside an evaluation: data are there and the value is not. */
const notDefined = 5;
/** Which of two causes a row shows: as in presence.ts, and any absence before a value that is not defined. */
const rank = [0, 3, 4, 5, 2, 1];

function joint(a: States, b: States): States {
  const states = new Uint8Array(a.length);
  for (let i = 0; i < states.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    states[i] = (rank[x] ?? 0) >= (rank[y] ?? 0) ? x : y;
  }
  return states;
}

const pick = (mask: Mask, a: States, b: States): States =>
  a.map((state, i) => (mask[i] === 1 ? state : (b[i] as number)));

/** A test that is absent hides what its branches lack. */
const after = (test: States, branch: States): States =>
  test.map((state, i) => (state === State.present ? (branch[i] as number) : state));

function evaluateTerm(term: Term, world: World): Measured {
  const { rows } = world;
  switch (term.op) {
    case "number":
      return { value: constant(term.value, rows), states: new Uint8Array(rows) };
    case "variable":
      return world.variable(term.name);
    case "negate": {
      const of = evaluateTerm(term.of, world);
      return { value: scale(of.value, exact(-1)), states: of.states };
    }
    case "if": {
      const test = evaluateTest(term.test, world);
      const yes = evaluateTerm(term.yes, world);
      const no = evaluateTerm(term.no, world);
      return {
        value: choose(test.truth, yes.value, no.value),
        states: after(test.states, pick(test.truth, yes.states, no.states)),
      };
    }
    case "call":
      return evaluateCall(term, world);
    case "/": {
      const [left, right] = [evaluateTerm(term.left, world), evaluateTerm(term.right, world)];
      const none = constant(zero, rows);
      const states = joint(left.states, right.states);
      const isZero = order(right.value, none);
      for (let i = 0; i < rows; i++) if (states[i] === State.present && isZero[i] === 0) states[i] = notDefined;
      return { value: divide(left.value, right.value, none), states };
    }
    default: {
      const [left, right] = [evaluateTerm(term.left, world), evaluateTerm(term.right, world)];
      const operate = term.op === "+" ? add : term.op === "-" ? subtract : multiply;
      return { value: operate(left.value, right.value), states: joint(left.states, right.states) };
    }
  }
}

function evaluateCall(term: Term & { readonly op: "call" }, world: World): Measured {
  const of = term.of.map((one) => evaluateTerm(one, world));
  const states = of.map((one) => one.states).reduce(joint);
  const columns = of.map((one) => one.value);
  const [x, y, z] = columns as [Column, Column, Column];
  const rounded = (value: Column): Column =>
    term.places === undefined ? value : roundColumn(value, term.places, "half-up");
  switch (term.name) {
    case "min":
      return { value: columns.reduce(smaller), states };
    case "max":
      return { value: columns.reduce(larger), states };
    case "abs":
      return { value: larger(x, scale(x, exact(-1))), states };
    case "clamp":
      return { value: clamp(x, y, z), states };
    case "round":
      return { value: roundColumn(x, term.places ?? 0, "half-up"), states };
    case "floor":
    case "ceil":
      return { value: roundColumn(x, 0, term.name), states };
    case "pow":
    case "sqrt":
    case "exp":
    case "ln": {
      const found = byRow(columns, states, scalar[term.name]);
      return { value: rounded(found.value), states: found.states };
    }
  }
}

const scalar: Readonly<Record<"pow" | "sqrt" | "exp" | "ln", (x: Exact, y: Exact) => Exact | undefined>> = {
  pow: power,
  sqrt: squareRoot,
  exp: exponential,
  ln: naturalLogarithm,
};

function byRow(
  columns: readonly Column[],
  states: States,
  operate: (x: Exact, y: Exact) => Exact | undefined,
): Measured {
  const after = states.slice();
  const [first, second] = columns;
  const values = Array.from(states, (state, row) => {
    if (state !== State.present || !first) return zero;
    const found = operate(at(first, row), second ? at(second, row) : zero);
    if (!found) after[row] = notDefined;
    return found ?? zero;
  });
  return { value: fromExacts(values), states: after };
}

const holds: Readonly<Record<Comparison, (sign: number) => boolean>> = {
  "<": (sign) => sign < 0,
  "<=": (sign) => sign <= 0,
  ">": (sign) => sign > 0,
  ">=": (sign) => sign >= 0,
  "==": (sign) => sign === 0,
  "!=": (sign) => sign !== 0,
};

function evaluateTest(test: Test, world: World): Truth {
  const { rows } = world;
  switch (test.op) {
    case "is":
      return { truth: new Uint8Array(rows).fill(test.value ? 1 : 0), states: new Uint8Array(rows) };
    case "not": {
      const of = evaluateTest(test.of, world);
      return { truth: of.truth.map((t) => 1 - t), states: of.states };
    }
    case "and":
    case "or":
      return decide(evaluateTest(test.left, world), evaluateTest(test.right, world), test.op === "or" ? 1 : 0);
    case "same": {
      const [left, right] = [evaluateTest(test.left, world), evaluateTest(test.right, world)];
      return {
        truth: left.truth.map((t, i) => (t === right.truth[i] ? 1 : 0)),
        states: joint(left.states, right.states),
      };
    }
    case "if": {
      const condition = evaluateTest(test.test, world);
      const [yes, no] = [evaluateTest(test.yes, world), evaluateTest(test.no, world)];
      return {
        truth: pick(condition.truth, yes.truth, no.truth),
        states: after(condition.states, pick(condition.truth, yes.states, no.states)),
      };
    }
    case "in":
      return test.list
        .map((one) => compareTerms("==", test.of, one, world))
        .reduce((any, one) => decide(any, one, 1), { truth: new Uint8Array(rows), states: new Uint8Array(rows) });
    default:
      return compareTerms(test.op, test.left, test.right, world);
  }
}

function compareTerms(op: Comparison, left: Term, right: Term, world: World): Truth {
  const [a, b] = [evaluateTerm(left, world), evaluateTerm(right, world)];
  return {
    truth: Uint8Array.from(order(a.value, b.value), (sign) => (holds[op](sign) ? 1 : 0)),
    states: joint(a.states, b.states),
  };
}

/** && and ||: a side that is there and equals `deciding` settles the row; otherwise both must be there. */
function decide(left: Truth, right: Truth, deciding: 0 | 1): Truth {
  const states = joint(left.states, right.states);
  const truth = left.truth.map((l, i) => {
    const settled =
      (left.states[i] === State.present && l === deciding) ||
      (right.states[i] === State.present && right.truth[i] === deciding);
    if (settled) states[i] = State.present;
    return settled ? deciding : 1 - deciding;
  });
  return { truth, states };
}
