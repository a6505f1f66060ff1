import type { Subject } from "../facts/model.ts";
import { isFor } from "../kernel/select.ts";
import { type Exact, over, plus, times, zero } from "../number/exact.ts";
import { type Block, isBlock, type List, type SchemeNode as Node, type Scheme } from "./document.ts";

type Weighed = Exclude<Node, { use: string }>;

/** `undefined` where a published coefficient decides, which only a subject has. */
type Points = Exact | undefined;

const join = (path: string, id: string): string => (path === "" ? id : `${path}/${id}`);

/**
 * Points of the whole that every node of a list is worth to `subject`, by path: a child's part of its block is its weight
 * of what the block is out of (of the sum of its weights where they are proportional), and so on down from the root. What
 * is absent in a run moves weight afterwards; this is the scheme alone. Nodes that are not for the subject are not there.
 */
export function worthOf(scheme: Scheme, list: List, subject: Subject): ReadonlyMap<string, Points> {
  const found = new Map<string, Points>();
  const children = (nodes: readonly Node[]): readonly Weighed[] =>
    nodes.flatMap((node) => ("use" in node ? children(scheme.blocks?.[node.use] ?? []) : [node]));

  const walk = (block: Block, path: string, worth: Points | "own"): Points => {
    const own = children(block.items).filter((node) => isFor(node.for, subject));
    const weights = own.map((node) => weightFor(node.weight, subject));
    const sum = weights.reduce<Points>((all, each) => (all && each ? plus(all, each) : undefined), zero);
    const outOf = block.outOf ?? sum;
    const divisor = block.weights === "proportional" ? sum : outOf;
    const whole = worth === "own" ? outOf : worth;
    own.forEach((node, at) => {
      const weight = weights[at];
      const isKnown = weight !== undefined && divisor !== undefined && divisor.num !== 0n && whole !== undefined;
      const part = isKnown ? times(whole, over(weight, divisor)) : undefined;
      const inner = join(path, isBlock(node) ? node.block : node.item);
      found.set(inner, part);
      if (isBlock(node)) walk(node, inner, part);
    });
    return whole;
  };

  const full = walk(list.score, "", "own");
  found.set("", full);
  return found;
}

function weightFor(weight: Weighed["weight"], subject: Subject): Points {
  if (weight === undefined) return zero;
  if ("num" in weight) return weight;
  if ("coefficient" in weight) return undefined;
  return weight.values[subject.attributes[weight.by] ?? ""] ?? weight.default ?? zero;
}

/** The attributes on which weights and conditions inside a list depend, in the order in which they are met. */
export function attributesOf(scheme: Scheme, list: List): readonly string[] {
  const found = new Set<string>();
  const see = (node: Node): void => {
    if ("use" in node) {
      for (const each of scheme.blocks?.[node.use] ?? []) see(each);
      return;
    }
    const { weight } = node;
    if (weight !== undefined && "by" in weight) found.add(weight.by);
    for (const name of Object.keys(node.for?.where ?? {})) found.add(name);
    if (isBlock(node)) for (const each of node.items) see(each);
  };
  see(list.score);
  return [...found];
}
