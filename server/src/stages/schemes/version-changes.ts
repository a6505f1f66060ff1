import type { Name, OutputOf, routes } from "@biaochi/contract";
import type { Scheme } from "@biaochi/engine";
import { type ListNode, listNode, type NameUnit } from "./list-node.ts";
import { nodesOf } from "./nodes.ts";

type Changes = OutputOf<typeof routes.compareSchemeVersions>["changes"];
type What = Changes[number]["what"][number];

/** Node by node what two versions of a scheme have differently, in the order of the later one; what went stands last in its list. */
export function versionChanges(before: Scheme, after: Scheme, nameUnit: NameUnit): Changes {
  const ids = [...new Set([...after.lists, ...before.lists].map(({ id }) => id))];
  return ids.flatMap((id) => {
    const [old, now] = [listOf(before, id, nameUnit), listOf(after, id, nameUnit)];
    const list = { id, name: now.name ?? old.name ?? { "zh-CN": id, en: id } };
    const [root] = [...(now.nodes.size > 0 ? now : old).nodes.values()];
    // A list that only one version has is one difference, not as many as it has nodes.
    if (root !== undefined && (old.nodes.size === 0 || now.nodes.size === 0)) {
      const whole = { ...root, name: list.name };
      const isNew = old.nodes.size === 0;
      return [
        {
          list,
          what: [isNew ? ("added" as const) : ("removed" as const)],
          before: isNew ? null : whole,
          after: isNew ? whole : null,
        },
      ];
    }
    const paths = [...new Set([...now.nodes.keys(), ...old.nodes.keys()])];
    return paths.flatMap((path) => {
      const [was, is] = [old.nodes.get(path) ?? null, now.nodes.get(path) ?? null];
      const what = differences(was, is);
      return what.length === 0 ? [] : [{ list, what, before: was, after: is }];
    });
  });
}

function listOf(
  scheme: Scheme,
  id: string,
  nameUnit: NameUnit,
): { name: Name | undefined; nodes: Map<string, ListNode> } {
  const list = scheme.lists.find((each) => each.id === id);
  const nodes = list === undefined ? [] : nodesOf(scheme, list).map((node) => listNode(scheme, nameUnit, node));
  return { name: list?.name, nodes: new Map(nodes.map((node) => [node.path, node])) };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function differences(was: ListNode | null, is: ListNode | null): What[] {
  if (was === null || is === null) return was === is ? [] : [was === null ? "added" : "removed"];
  const found: What[] = [];
  if (!isSame(was.weight, is.weight)) found.push("weight");
  if (!isSame(was.rule, is.rule)) found.push("rule");
  if (!isSame(was.name, is.name)) found.push("name");
  if (!isSame(was.indicator, is.indicator)) found.push("indicator");
  if (!isSame(was.basis, is.basis)) found.push("basis");
  return found;
}
