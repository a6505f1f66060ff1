import type { Run } from "../kernel/appraise.ts";
import { childrenOf, indicatorOf } from "../kernel/nodes.ts";
import type { AbsencePolicies, Policy } from "../rules/not-applicable.ts";
import { type Block, isBlock, type Scheme } from "../scheme/document.ts";

/** An item for which the period has no figure of anybody whose list has it, and what the scheme then does with its weight. */
export interface WithoutFacts {
  readonly path: string;
  readonly list: string;
  readonly indicator: string;
  readonly policy: Policy;
  readonly subjects: number;
}

/** Items that nobody has a figure for: the scheme is new there, and the replay says nothing about them. */
export function withoutFacts({ columns, computing }: Run): readonly WithoutFacts[] {
  const { scheme } = computing.world;
  return columns.lists.flatMap(({ members, nodes }, l) => {
    const list = scheme.lists[l];
    if (list === undefined || members.length === 0) return [];
    const known = new Map(items(scheme, list.score, "", scheme.absent).map((item) => [item.path, item]));
    return nodes.flatMap(({ path, kind, full, points, states }) => {
      const item = known.get(path);
      if (kind !== "item" || item === undefined) return [];
      const own = Array.from(members.keys()).filter((m) => !Number.isNaN(full[m] as number) || states[m] === missing);
      const isMissing = own.length > 0 && own.every((m) => states[m] === missing && !(Number(points[m]) > 0));
      return isMissing ? [{ path, list: list.id, ...item.says, subjects: own.length }] : [];
    });
  });
}

const missing = 1;

function items(
  scheme: Scheme,
  block: Block,
  path: string,
  inherited: AbsencePolicies,
): readonly { readonly path: string; readonly says: { readonly indicator: string; readonly policy: Policy } }[] {
  const policies = block.absent ?? inherited;
  return childrenOf(scheme, block).flatMap((node) => {
    const at = (id: string): string => (path === "" ? id : `${path}/${id}`);
    if (isBlock(node)) return items(scheme, node, at(node.block), policies);
    const { missing: policy } = node.absent ?? policies;
    return [{ path: at(node.item), says: { indicator: indicatorOf(node), policy } }];
  });
}
