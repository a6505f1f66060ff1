import { isAlias, isCollection, isMap, isScalar, type Pair } from "yaml";
import { Scheme } from "../document.ts";
import { keysAt } from "../vocabulary.ts";
import { insertInFlow } from "./flow.ts";
import {
  endOf,
  endOfPair,
  indentOf,
  type Layout,
  lineEnd,
  nodeAt,
  outerStartOf,
  pairOf,
  splice,
  startOf,
} from "./layout.ts";
import type { SchemePath } from "./on-values.ts";
import { asKey, asMember, asPair, inFlow } from "./written.ts";

/** The text with another value at a path, or with a key that was not there. Undefined where that cannot be written. */
export function setValue(layout: Layout, at: SchemePath, value: unknown): string | undefined {
  const last = at.at(-1);
  if (last === undefined) return undefined;
  const holder = nodeAt(layout, at.slice(0, -1));
  if (typeof last === "number") return replaceMember(layout, holder, last, value);
  if (!isMap(holder)) return undefined;
  const pair = pairOf(holder, last);
  if (pair !== undefined) return replaceInPair(layout, holder.flow === true, pair, value);
  return addPair(layout, at, value);
}

const isLined = (node: unknown): boolean => isCollection(node) && node.flow !== true;
/** A text in the style of | or >: it ends with a line feed, which belongs to what comes after. */
const isFolded = (text: string, node: unknown): boolean =>
  isScalar(node) && /^[|>]/.test(text.slice(startOf(node), endOf(node)));

function replaceInPair(layout: Layout, isFlow: boolean, pair: Pair, value: unknown): string {
  const { text, eol, isJson } = layout;
  const line = inFlow(value, isJson);
  const old = pair.value;
  if (old == null || (startOf(old) === endOf(old) && !isAlias(old))) {
    const colon = text.indexOf(":", endOf(pair.key)) + 1;
    return splice(text, colon, colon, ` ${line}`);
  }
  if (isFlow) return splice(text, startOf(old), endOf(old), line);
  const indent = indentOf(text, startOf(pair.key));
  const written = asPair(String(pair.key), value, indent, eol).slice(asKey(String(pair.key), false).length + 1);
  const isLong = written.includes("\n") || (Array.isArray(value) && value.length > 0 && !isCollection(old));
  const colon = text.indexOf(":", endOf(pair.key)) + 1;
  const end = isFolded(text, old) ? endOf(old) - eol.length : endOf(old);
  if (isLined(old)) {
    const comment = /#.*?(?=\r?\n)/.exec(text.slice(colon, startOf(old)).split("\n")[0]?.concat("\n") ?? "")?.[0];
    const [first = "", ...rest] = written.split("\n");
    return splice(text, colon, end, [first + (comment === undefined ? "" : ` ${comment}`), ...rest].join("\n"));
  }
  if (isLong || isGrowing(old, value)) return splice(text, colon, end, listed(written, value, indent, eol));
  return splice(text, startOf(old), end, line);
}

/** An empty list in brackets that gets its first member: from now on one member per line. */
const isGrowing = (old: unknown, value: unknown): boolean =>
  isCollection(old) && old.items.length === 0 && Array.isArray(value) && value.length > 0;

const listed = (written: string, value: unknown, indent: number, eol: string): string =>
  Array.isArray(value) && !written.includes("\n")
    ? eol + value.map((each) => asMember(each, indent + 2, eol)).join(eol)
    : written;

function replaceMember(layout: Layout, holder: unknown, index: number, value: unknown): string | undefined {
  const { text, eol, isJson } = layout;
  if (!isCollection(holder) || isMap(holder)) return undefined;
  const old = holder.items[index];
  if (old == null) return undefined;
  if (holder.flow === true) return splice(text, startOf(old), endOf(old), inFlow(value, isJson));
  const indent = indentOf(text, startOf(holder));
  const end = isFolded(text, old) ? endOf(old) - eol.length : endOf(old);
  return splice(text, outerStartOf(text, old), end, asMember(value, indent, eol).slice(indent + 2));
}

/** A new key, after those that stand before it in the description of the format. */
function addPair(layout: Layout, at: SchemePath, value: unknown): string | undefined {
  const { text, eol, isJson, document } = layout;
  const key = String(at.at(-1));
  const above = at.slice(0, -1);
  const map = nodeAt(layout, above);
  if (!isMap(map)) return undefined;
  const pairs = map.items as Pair[];
  const order = keysAt(Scheme, above, document.toJS({ maxAliasCount: 10_000 }), new Map());
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const index = pairs.findLastIndex((each) => rank(String(each.key)) <= rank(key)) + 1;
  if (map.flow === true) {
    const written = `${asKey(key, isJson)}: ${inFlow(value, isJson)}`;
    return insertInFlow(layout, map, index, written);
  }
  const [first] = pairs;
  const before = pairs[index - 1];
  if (first === undefined) return undefined;
  const indent = indentOf(text, startOf(first.key));
  const written = asPair(key, value, indent, eol);
  if (before === undefined)
    return splice(text, startOf(first.key), startOf(first.key), `${written}${eol}${" ".repeat(indent)}`);
  const place = lineEnd(text, endOfPair(before));
  const isCut = place === text.length && !text.endsWith("\n");
  const lines = " ".repeat(indent) + written;
  return splice(text, place, place, isCut ? eol + lines : lines + eol);
}
