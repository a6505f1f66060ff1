import { type Document, isAlias, isCollection, isMap, isScalar, isSeq, LineCounter, type Node, type Pair } from "yaml";
import { keepDigits } from "../source.ts";
import { compose } from "../syntax.ts";
import type { SchemePath } from "./on-values.ts";

/** A text with the places of all its values. */
export interface Layout {
  readonly text: string;
  readonly document: Document;
  readonly root: Node;
  readonly eol: string;
  /** Written as JSON: every word needs its quotes. */
  readonly isJson: boolean;
}

/** Throws for a text that cannot be read; callers have read it before. */
export function layoutOf(text: string): Layout {
  const document = compose(text, new LineCounter());
  if (!document?.contents) throw new Error("no document");
  keepDigits(document);
  return {
    text,
    document,
    root: document.contents,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
    isJson: text.trimStart().startsWith("{"),
  };
}

export const startOf = (node: unknown): number => rangeOf(node)[0];
const rangeOf = (node: unknown): readonly [number, number] => {
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
  return Array.isArray(range) ? [Number(range[0]), Number(range[1])] : [0, 0];
};

/** Where the last character of a value ends, without the comment behind it. */
export function endOf(node: unknown): number {
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (last !== undefined) return isMap(node) ? endOfPair(last as Pair) : endOf(last);
  }
  return rangeOf(node)[1];
}
export const endOfPair = ({ key, value }: Pair): number => (value == null ? endOf(key) + 1 : endOf(value));

/** The start of a value with its anchor. */
export function outerStartOf(text: string, node: unknown): number {
  const start = startOf(node);
  const anchor = anchorOf(node);
  return anchor === undefined ? start : text.lastIndexOf(`&${anchor}`, start);
}

export const anchorOf = (node: unknown): string | undefined =>
  typeof node === "object" && node !== null && "anchor" in node && typeof node.anchor === "string"
    ? node.anchor
    : undefined;

export const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;
/** Past the line feed of the line on which the character before `offset` stands. */
export function lineEnd(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === "\n") return offset;
  const found = text.indexOf("\n", offset);
  return found < 0 ? text.length : found + 1;
}
export const indentOf = (text: string, offset: number): number => offset - lineStart(text, offset);
/** Only spaces stand before it on its line. */
export const isFirstOnLine = (text: string, offset: number): boolean =>
  /^ *$/.test(text.slice(lineStart(text, offset), offset));

/** Where the dash of a member in block style stands. */
export const dashOf = (text: string, member: unknown): number => text.lastIndexOf("-", outerStartOf(text, member) - 1);

export const pairOf = (map: unknown, key: string | number): Pair | undefined =>
  isMap(map)
    ? map.items.find((each) => String(isScalar(each.key) ? each.key.value : each.key) === String(key))
    : undefined;

/** One step down; through an alias to what it stands for. */
export function below({ document }: Layout, node: unknown, step: string | number): unknown {
  const here = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(here)) return here.items[Number(step)];
  return pairOf(here, step)?.value;
}

export const nodeAt = (layout: Layout, at: SchemePath): unknown =>
  at.reduce<unknown>((node, step) => below(layout, node, step), layout.root);

export const splice = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to);
