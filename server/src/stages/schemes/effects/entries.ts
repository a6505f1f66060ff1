import { isFor, type Scheme, type Subject, show, worthOf } from "@biaochi/engine";
import { nodesOf, type SchemeNode } from "../nodes.ts";

type List = Scheme["lists"][number];
type Block = List["score"];
type Node = Block["items"][number];

/** A node as it stands on the list of one subject. */
export type Entry = {
  readonly node: SchemeNode;
  /** Points of the whole; null where a published coefficient says it, and for what is added or taken off. */
  readonly worth: string | null;
};

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** The list of a subject: the first that is for it, as the engine places everybody. */
export const listFor = (scheme: Scheme | undefined, subject: Subject): List | undefined =>
  scheme?.lists.find((list) => isFor(list.for, subject));

/** Everything on the list of a subject, by path: what is not for it is not there. */
export function entriesOf(scheme: Scheme, list: List, subject: Subject): ReadonlyMap<string, Entry> {
  const worth = worthOf(scheme, list, subject);
  const found = new Map<string, Entry>();
  const [_root, ...inside] = nodesOf(scheme, list);
  for (const each of inside) {
    const { path, kind, node } = each;
    if (kind === "block" || kind === "item") {
      if (!worth.has(path)) continue;
      const points = worth.get(path);
      found.set(path, { node: each, worth: points === undefined ? null : show(points) });
    } else {
      const parent = parentOf(path);
      if ((parent !== "" && !worth.has(parent)) || !isFor(node.for, subject)) continue;
      found.set(path, { node: each, worth: null });
    }
  }
  return found;
}

/** What decides which list somebody has and what is on it: attributes, and subjects that are named one by one. */
export type Deciding = { readonly attributes: readonly string[]; readonly subjects: readonly string[] };

export function decidingIn(schemes: readonly (Scheme | undefined)[]): Deciding {
  const attributes = new Set<string>();
  const subjects = new Set<string>();
  const select = (selector: List["for"] | undefined): void => {
    for (const name of Object.keys(selector?.where ?? {})) attributes.add(name);
    for (const id of [...(selector?.subjects ?? []), ...(selector?.except ?? [])]) subjects.add(id);
  };
  const see = (scheme: Scheme, node: Node): void => {
    if ("use" in node) {
      for (const each of scheme.blocks?.[node.use] ?? []) see(scheme, each);
      return;
    }
    select(node.for);
    if (node.weight !== undefined && "by" in node.weight) attributes.add(node.weight.by);
    if (!("block" in node)) return;
    for (const each of node.items) see(scheme, each);
    for (const each of [...(node.deductions?.items ?? []), ...(node.bonus?.items ?? [])]) {
      select(each.for);
      if (each.weight !== undefined && "by" in each.weight) attributes.add(each.weight.by);
    }
  };
  for (const scheme of schemes)
    for (const list of scheme?.lists ?? []) {
      select(list.for);
      see(scheme as Scheme, list.score);
    }
  return { attributes: [...attributes].sort(), subjects: [...subjects].sort() };
}
