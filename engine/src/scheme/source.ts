import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import type { Remark } from "./read.ts";

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

/** Larger documents are not written by people, and would stop the reader: characters, levels, values with aliases expanded. */
export const limits = { characters: 1_000_000, depth: 60, values: 200_000 } as const;

/**
 * Reads YAML or JSON (which is YAML). Never throws: a text that cannot be read gives faults. Numbers and keys keep the
 * digits they were written with: 0.1 is one tenth, 007 is no 7. A byte order mark is passed over.
 */
export function readSource(written: string): Source {
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
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
    if (document.errors.length > 0) return { faults: faultsOf(document, placeOf), place: () => first };
    const alias = unknownAlias(document);
    if (alias) return refused({ code: "yaml-alias-unknown", found: alias.name }, placeOf(alias.offset));
    keepDigits(document);
    const place = (path: readonly PropertyKey[]): Place => placeOf(offsetOf(document, path));
    const raw: unknown = document.toJS({ maxAliasCount: 10_000 });
    const tooMuch = beyondLimits(raw);
    return tooMuch ? refused(tooMuch.remark, place(tooMuch.at)) : { raw, faults: [], place };
  } catch (error) {
    // The parser recurses, and counts aliases, by throwing: both mean a document that nobody wrote by hand.
    const isDeep = error instanceof RangeError;
    if (isDeep) return refused({ code: "document-too-deep", expected: `≤ ${limits.depth}` });
    if (error instanceof ReferenceError) return refused({ code: "document-too-large", expected: `≤ ${limits.values}`, found: "*" });
    return refused({ code: "yaml-syntax", values: { reason: error instanceof Error ? error.message : String(error) } });
  }
}

const faultCodes: Readonly<Record<string, string>> = { TAB_AS_INDENT: "yaml-tab", DUPLICATE_KEY: "yaml-key-twice" };

/** Repeated keys are each a mistake; of other mistakes of syntax the first, since the rest are mostly its consequences. */
function faultsOf(document: Document, placeOf: (offset: number) => Place): Source["faults"] {
  const [first] = document.errors;
  const repeated = document.errors.filter((error) => error.code === "DUPLICATE_KEY");
  const shown = first?.code === "DUPLICATE_KEY" ? repeated.slice(0, 20) : document.errors.slice(0, 1);
  return shown.map((error) => {
    const reason = (error.message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
    const code = faultCodes[error.code] ?? "yaml-syntax";
    return { remark: { code, severity: "error", at: [], values: { reason } }, place: placeOf(error.pos[0]) };
  });
}

function unknownAlias(document: Document): { readonly name: string; readonly offset: number } | undefined {
  const anchors = new Set<string>();
  let found: { name: string; offset: number } | undefined;
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) {
        if (anchors.has(node.source)) return undefined;
        found = { name: node.source, offset: node.range?.[0] ?? 0 };
        return visit.BREAK;
      }
      if ("anchor" in node && node.anchor) anchors.add(node.anchor);
      return undefined;
    },
  });
  return found;
}

/** Decimal fractions and keys become their own text, so that no digit passes through binary or is dropped. */
function keepDigits(document: Document): void {
  visit(document, {
    Scalar(key, node) {
      if (node.source === undefined || typeof node.value === "string") return;
      if (key === "key") node.value = node.source;
      else if (typeof node.value !== "number") return;
      else if (!Number.isSafeInteger(node.value) || String(node.value) !== node.source) node.value = node.source;
    },
  });
}

/** Levels and values as a reader meets them, each alias expanded where it is used; a value inside itself has no end. */
function beyondLimits(raw: unknown): { readonly remark: Omit<Remark, "severity" | "at">; readonly at: readonly PropertyKey[] } | undefined {
  const open: { readonly value: unknown; readonly at: readonly PropertyKey[] }[] = [{ value: raw, at: [] }];
  let values = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, at } = next;
    if (++values > limits.values) {
      return { remark: { code: "document-too-large", expected: `≤ ${limits.values}`, found: `> ${limits.values}` }, at: at.slice(0, 1) };
    }
    if (typeof value !== "object" || value === null) continue;
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
  typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range) ? Number(node.range[0]) : undefined;
