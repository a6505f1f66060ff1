import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, visit } from "yaml";
import type { Remark } from "./read.ts";
import { compose, hasMoreTokens, SyntaxFault } from "./syntax.ts";

/** A place in a text, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A scheme document as plain values, with the way back from each value to its place in the text. */
export interface Source {
  /** Absent when the text cannot be read at all; `faults` then says why. */
  readonly raw?: unknown;
  readonly faults: readonly { readonly remark: Remark; readonly place: Place }[];
  /** Where a value stands: at its key in a map, at itself in a list; where there is none, at the nearest value above. */
  place(path: readonly PropertyKey[]): Place;
}

/** Larger documents are not written by people, and would stop the reader. Values are counted with aliases expanded. */
export const limits = { characters: 1_000_000, tokens: 300_000, depth: 60, values: 100_000, aliases: 2_000 } as const;

/**
 * Reads YAML or JSON (which is YAML). Never throws: a text that cannot be read gives faults. Numbers and keys keep the
 * digits they were written with: 0.1 is one tenth, 007 is no 7. A byte order mark is passed over.
 */
export function readSource(written: string): Source {
  const known = recent.get(written);
  if (known !== undefined) return known;
  const source = readAnew(written);
  if (written.length > mostRemembered) return source;
  const [oldest] = recent.keys();
  if (recent.size >= 4 && oldest !== undefined) recent.delete(oldest);
  recent.set(written, source);
  return source;
}

/** The last texts that were read: with each change a form reads the same text several times. */
const recent = new Map<string, Source>();
const mostRemembered = 200_000;

function readAnew(written: string): Source {
  const text = written.startsWith("\uFEFF") ? written.slice(1) : written;
  const lines = new LineCounter();
  const lastLine = Math.max(1, text.split("\n").length - (text.endsWith("\n") ? 1 : 0));
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.max(0, Math.min(offset, text.length)));
    return line < 1 ? { line: 1, column: 1 } : line > lastLine ? { line: lastLine, column: 1 } : { line, column: col };
  };
  const first: Place = { line: 1, column: 1 };
  const refused = (remark: Omit<Remark, "severity" | "at">, place: Place = first): Source => ({
    faults: [{ remark: { severity: "error", at: [], ...remark }, place }],
    place: () => place,
  });
  if (text.length > limits.characters) {
    return refused({ code: "document-too-large", expected: `≤ ${limits.characters}`, found: String(text.length) });
  }
  try {
    if (hasMoreTokens(text, limits.tokens))
      return refused({ code: "document-too-large", expected: `≤ ${limits.tokens}`, found: `> ${limits.tokens}` });
    const document = compose(text, lines);
    if (!document) return refused({ code: "document-empty" });
    const faults = [...keysTwice(document), ...aliasesOf(document)];
    if (faults.length > 0) {
      const [kind] = faults.map(({ remark }) => remark.code);
      const shown = faults.filter(({ remark }) => remark.code === kind).slice(0, 20);
      return {
        faults: shown.map(({ remark, offset }) => ({
          remark: { severity: "error", at: [], ...remark },
          place: placeOf(offset),
        })),
        place: () => first,
      };
    }
    keepDigits(document);
    const place = (path: readonly PropertyKey[]): Place => placeOf(offsetOf(document, path));
    const raw: unknown = document.toJS({ maxAliasCount: 10_000 });
    const tooMuch = beyondLimits(raw);
    return tooMuch ? refused(tooMuch.remark, place(tooMuch.at)) : { raw, faults: [], place };
  } catch (error) {
    if (error instanceof SyntaxFault) {
      const { code, offset, message } = error;
      const values = code === "yaml-syntax" ? { values: { reason: message } } : {};
      return refused(
        { code, ...(code === "document-too-deep" ? { expected: `≤ ${limits.depth}` } : values) },
        placeOf(offset),
      );
    }
    // The parser recurses, and counts aliases, by throwing: both mean a document that nobody wrote by hand.
    const isDeep = error instanceof RangeError;
    if (isDeep) return refused({ code: "document-too-deep", expected: `≤ ${limits.depth}` });
    if (error instanceof ReferenceError)
      return refused({ code: "document-too-large", expected: `≤ ${limits.values}`, found: "*" });
    return refused({ code: "yaml-syntax", values: { reason: error instanceof Error ? error.message : String(error) } });
  }
}

interface Fault {
  readonly remark: Omit<Remark, "severity" | "at">;
  readonly offset: number;
}

/** Keys that stand twice in one map. (The parser's own check takes quadratic time.) */
function keysTwice(document: Document): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Map(_key, node) {
      const seen = new Set<string>();
      for (const { key } of node.items) {
        if (!isScalar(key)) continue;
        const name = String(key.source ?? key.value);
        if (seen.has(name)) faults.push({ remark: { code: "yaml-key-twice", found: name }, offset: startOf(key) ?? 0 });
        seen.add(name);
      }
    },
  });
  return faults;
}

/** An alias before its anchor, or more aliases than are ever needed: each is looked up through the whole document. */
function aliasesOf(document: Document): readonly Fault[] {
  const anchors = new Set<string>();
  const faults: Fault[] = [];
  let count = 0;
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) {
        const offset = startOf(node) ?? 0;
        if (!anchors.has(node.source))
          faults.push({ remark: { code: "yaml-alias-unknown", found: node.source }, offset });
        else if (++count === limits.aliases + 1) {
          faults.push({
            remark: { code: "document-too-large", expected: `≤ ${limits.aliases}`, found: `* > ${limits.aliases}` },
            offset,
          });
        }
      } else if ("anchor" in node && node.anchor) anchors.add(node.anchor);
    },
  });
  return faults;
}

/** Decimal fractions and keys become their own text, so that no digit passes through binary or is dropped. */
export function keepDigits(document: Document): void {
  visit(document, {
    Scalar(key, node) {
      if (node.source === undefined || typeof node.value === "string") return;
      if (key === "key") node.value = node.source;
      else if (typeof node.value !== "number") return;
      else if (!Number.isSafeInteger(node.value) || String(node.value) !== node.source) node.value = node.source;
    },
  });
}

/** "\0" and "\uD800" are good YAML, and no database keeps what they mean. */
const isText = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

/** Levels and values as a reader meets them, each alias expanded where it is used; a value inside itself has no end. */
function beyondLimits(
  raw: unknown,
): { readonly remark: Omit<Remark, "severity" | "at">; readonly at: readonly PropertyKey[] } | undefined {
  const open: { readonly value: unknown; readonly at: readonly PropertyKey[] }[] = [{ value: raw, at: [] }];
  let values = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, at } = next;
    if (++values > limits.values) {
      return {
        remark: { code: "document-too-large", expected: `≤ ${limits.values}`, found: `> ${limits.values}` },
        at: at.slice(0, 1),
      };
    }
    if (typeof value === "string" && !isText(value)) return { remark: { code: "text-unkept" }, at };
    if (typeof value !== "object" || value === null) continue;
    // Not named by the key itself: what says where it stands is kept, too.
    if (Object.keys(value).some((key) => !isText(key))) return { remark: { code: "text-unkept" }, at };
    if (at.length > limits.depth) return { remark: { code: "document-too-deep", expected: `≤ ${limits.depth}` }, at };
    for (const [key, inner] of Object.entries(value)) open.push({ value: inner, at: [...at, key] });
  }
  return undefined;
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
      if (!pair) return offset;
      offset = startOf(pair.key) ?? startOf(pair.value) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (node === undefined) return offset;
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

const startOf = (node: unknown): number | undefined =>
  typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)
    ? Number(node.range[0])
    : undefined;
