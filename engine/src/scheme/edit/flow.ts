import { isMap, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { endOf, endOfPair, indentOf, isFirstOnLine, type Layout, outerStartOf, splice, startOf } from "./layout.ts";

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where each member of a collection in braces or brackets stands. */
const spansOf = (text: string, collection: YAMLMap | YAMLSeq): readonly Span[] =>
  isMap(collection)
    ? (collection.items as Pair[]).map((pair) => ({ from: startOf(pair.key), to: endOfPair(pair) }))
    : collection.items.map((each) => ({ from: outerStartOf(text, each), to: endOf(each) }));

/** Puts a member, already written, among those in braces or brackets. */
export function insertInFlow(
  { text, eol }: Layout,
  collection: YAMLMap | YAMLSeq,
  index: number,
  written: string,
): string {
  const spans = spansOf(text, collection);
  const next = spans[index];
  const last = spans.at(-1);
  const between = (span: Span): string =>
    isFirstOnLine(text, span.from) ? `,${eol}${" ".repeat(indentOf(text, span.from))}` : ", ";
  if (next !== undefined) return splice(text, next.from, next.from, written + between(next));
  if (last !== undefined) return splice(text, last.to, last.to, between(last) + written);
  const [open, shut] = isMap(collection) ? ["{ ", " }"] : ["[", "]"];
  return splice(text, startOf(collection), endOf(collection), open + written + shut);
}

/** Takes a member from those in braces or brackets, with its comma. */
export function removeInFlow({ text }: Layout, collection: YAMLMap | YAMLSeq, index: number): string {
  const spans = spansOf(text, collection);
  const [own, before, next] = [spans[index], spans[index - 1], spans[index + 1]];
  if (own === undefined) return text;
  if (next !== undefined) return splice(text, own.from, next.from, "");
  if (before !== undefined) return splice(text, before.to, own.to, "");
  return splice(text, startOf(collection), endOf(collection), isMap(collection) ? "{}" : "[]");
}
