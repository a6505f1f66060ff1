import { isCollection, isMap, isSeq, type Pair } from "yaml";
import { insertInFlow, removeInFlow } from "./flow.ts";
import {
  below,
  dashOf,
  endOf,
  endOfPair,
  indentOf,
  isFirstOnLine,
  type Layout,
  lineEnd,
  lineStart,
  nodeAt,
  splice,
  startOf,
} from "./layout.ts";
import type { SchemePath } from "./on-values.ts";
import { setValue } from "./set.ts";
import { asMember, inFlow } from "./written.ts";

/** Members of lists in a text: put in, taken out, moved. Each answers the new text, or undefined where that cannot be written. */

/** A key with its value. Comments stay. */
export function removePair(layout: Layout, at: SchemePath): string | undefined {
  const { text } = layout;
  const map = resolved(layout, at.slice(0, -1));
  if (!isMap(map)) return undefined;
  const pairs = map.items as Pair[];
  const index = pairs.findIndex(({ key }) => String(key) === String(at.at(-1)));
  const pair = pairs[index];
  if (pair === undefined) return undefined;
  if (map.flow === true) return removeInFlow(layout, map, index);
  if (pairs.length === 1) return setValue(layout, at.slice(0, -1), {});
  const start = startOf(pair.key);
  if (isFirstOnLine(text, start)) return splice(text, lineStart(text, start), lineEnd(text, endOfPair(pair)), "");
  const next = pairs[index + 1];
  return next && splice(text, start, startOf(next.key), "");
}

/** A member of a list. Comments between members stay. */
export function removeMember(layout: Layout, at: SchemePath): string | undefined {
  const { text } = layout;
  const list = resolved(layout, at.slice(0, -1));
  const index = Number(at.at(-1));
  if (!isSeq(list)) return undefined;
  if (list.flow === true) return removeInFlow(layout, list, index);
  if (list.items.length === 1) return setValue(layout, at.slice(0, -1), []);
  const dash = dashOf(text, list.items[index]);
  if (isFirstOnLine(text, dash))
    return splice(text, lineStart(text, dash), lineEnd(text, endOf(list.items[index])), "");
  const next = list.items[index + 1];
  return next == null ? undefined : splice(text, dash, dashOf(text, next), "");
}

/** Puts a member into a list. `written` gives it as lines that begin with a dash at an indentation, where it has lines of its own. */
export function insertMember(
  layout: Layout,
  at: SchemePath,
  index: number,
  value: unknown,
  written?: (indent: number) => string,
): string | undefined {
  const { text, eol, isJson } = layout;
  const list = resolved(layout, at);
  if (!isSeq(list)) return undefined;
  if (list.flow === true) {
    const above = resolved(layout, at.slice(0, -1));
    if (list.items.length === 0 && isMap(above) && above.flow !== true) return setValue(layout, at, [value]);
    return insertInFlow(layout, list, index, inFlow(value, isJson));
  }
  const indent = indentOf(text, startOf(list));
  const lines = written?.(indent) ?? asMember(value, indent, eol) + eol;
  const before = index === 0 ? undefined : list.items[index - 1];
  if (before == null) {
    const dash = startOf(list);
    if (isFirstOnLine(text, dash)) return splice(text, lineStart(text, dash), lineStart(text, dash), lines);
    return splice(text, dash, dash, lines.slice(indent) + " ".repeat(indent));
  }
  const place = lineEnd(text, endOf(before));
  const isCut = place === text.length && !text.endsWith("\n");
  return splice(text, place, place, isCut ? eol + lines.trimEnd() : lines);
}

/** The lines of a member as they stand, to be put elsewhere; undefined where it has no lines of its own. */
export function linesOf(layout: Layout, at: SchemePath): ((indent: number) => string) | undefined {
  const { text, eol } = layout;
  const list = resolved(layout, at.slice(0, -1));
  if (!isSeq(list) || list.flow === true) return undefined;
  const member = list.items[Number(at.at(-1))];
  const dash = dashOf(text, member);
  if (!isFirstOnLine(text, dash)) return undefined;
  const own = text.slice(lineStart(text, dash), lineEnd(text, endOf(member)));
  const whole = own.endsWith("\n") ? own : own + eol;
  const old = indentOf(text, dash);
  return (indent) =>
    indent === old
      ? whole
      : whole.replaceAll(/^( *)(?=[^\r\n])/gm, (_, space: string) =>
          " ".repeat(Math.max(0, space.length + indent - old)),
        );
}

/** The collection at a path, through an alias. */
function resolved(layout: Layout, at: SchemePath): unknown {
  const above = at.slice(0, -1);
  const last = at.at(-1);
  const node = last === undefined ? layout.root : below(layout, nodeAt(layout, above), last);
  return isCollection(node) ? node : undefined;
}
