import { type Alias, isAlias, isCollection, isScalar, type Node, visit } from "yaml";
import { anchorOf, below, endOf, indentOf, type Layout, layoutOf, outerStartOf, splice, startOf } from "./layout.ts";
import type { SchemePath } from "./on-values.ts";
import { inFlow } from "./written.ts";

/**
 * An edit changes the place that it names and no other. Where a value is shared by anchor and alias, the place gets a copy
 * of its own first, or hands the anchor on to the next who uses it, so that everybody else reads what they read before.
 *
 * @param isGone The value at the path is replaced or removed: the anchors inside it are handed on too.
 */
export function owned(layout: Layout, at: SchemePath, isGone: boolean): Layout {
  let now = layout;
  for (let round = 0; round < mostRounds; round++) {
    const next = ownedOnce(now, at, isGone);
    if (next === undefined) return now;
    now = layoutOf(next);
  }
  return now;
}
const mostRounds = 500;

/** The text with one sharing less on the way to a path; undefined when none is left. */
function ownedOnce(layout: Layout, at: SchemePath, isGone: boolean): string | undefined {
  let node: unknown = layout.root;
  for (let depth = 0; ; depth++) {
    const isEnd = depth === at.length;
    if (isAlias(node)) {
      if (isEnd && isGone) return undefined;
      return splice(layout.text, startOf(node), endOf(node), copyOf(layout, node.resolve(layout.document)));
    }
    const handed = handedOn(layout, node);
    if (handed !== undefined) return handed;
    const step = at[depth];
    if (step === undefined) break;
    node = below(layout, node, step);
    if (node == null) return undefined;
  }
  if (!isGone) return undefined;
  let found: string | undefined;
  visit(node as Node, {
    Node(_key, inner) {
      found ??= handedOn(layout, inner, node);
      return found === undefined ? undefined : visit.BREAK;
    },
  });
  return found;
}

/** The text in which the next alias of a node's anchor holds the value, and the node none; undefined without an alias. */
function handedOn(layout: Layout, node: unknown, within: unknown = node): string | undefined {
  const anchor = anchorOf(node);
  if (anchor === undefined) return undefined;
  const heir = nextAlias(layout, anchor, endOf(within), endOf(node));
  if (heir === undefined) return undefined;
  const value = copyOf(layout, node);
  const later = splice(layout.text, startOf(heir), endOf(heir), `&${anchor} ${value}`);
  return withoutAnchor(later, node);
}

/** The first alias of an anchor after an offset, before the anchor is given again. */
function nextAlias(layout: Layout, anchor: string, from: number, since: number): Alias | undefined {
  let heir: Alias | undefined;
  let isAgain = false;
  visit(layout.document, {
    Node(_key, node) {
      if (startOf(node) < since || heir || isAgain) return;
      if (isAlias(node)) {
        if (node.source === anchor && startOf(node) >= from) heir = node;
      } else if (anchorOf(node) === anchor) isAgain = true;
    },
  });
  return heir;
}

function withoutAnchor(text: string, node: unknown): string {
  const from = outerStartOf(text, node);
  const to = startOf(node);
  const between = text.slice(from, to);
  if (!between.includes("\n")) return splice(text, from, to, "");
  // A block below its anchor: "- &a" joins the first key where the indentation is the usual one, "key: &a" only loses it.
  const isDash = /- *$/.test(text.slice(0, from)) && /^&\S+ *\r?\n *$/.test(between);
  if (isDash && indentOf(text, to) === indentOf(text, from)) return splice(text, from, to, "");
  const name = /^&\S+ */.exec(between)?.[0].length ?? 0;
  const space = text[from - 1] === " " ? 1 : 0;
  return splice(text, from - space, from + name, "");
}

/** A value as text for another place: its own characters where it stands on one line, otherwise written anew. */
export function copyOf({ text, document, isJson }: Layout, node: unknown): string {
  if (!isScalar(node) && !isCollection(node)) return "null";
  const own = text.slice(startOf(node), endOf(node));
  const isFlow = isScalar(node) ? /^[^|>]/.test(own) : node.flow === true;
  let hasAnchor = false;
  visit(node, {
    Node(_key, inner) {
      if (inner !== node && anchorOf(inner) !== undefined) hasAnchor = true;
    },
  });
  if (isFlow && !hasAnchor && !/[\n#]/.test(own)) return own;
  return inFlow(node.toJS(document), isJson);
}
