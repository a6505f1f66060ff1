import { type Document, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { lint } from "../lint/lint.ts";
import { Scheme } from "./document.ts";

/** Something in a scheme document that must or should be mended. The sentence is in `words`, under `lint.<code>`. */
export interface SchemeFinding {
  readonly code: string;
  /** Only an error keeps a scheme from being used. */
  readonly severity: "error" | "warning" | "advice";
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** "lists.0.score.items.2.rule.target" */
  readonly path: string;
  readonly expected?: string;
  readonly found?: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface ReadScheme {
  /** Absent when some finding is an error. */
  readonly scheme?: Scheme;
  readonly findings: readonly SchemeFinding[];
}

/** What a check says; the place is found from the path. */
export interface Remark {
  readonly code: string;
  readonly severity: SchemeFinding["severity"];
  readonly at: readonly PropertyKey[];
  readonly expected?: string;
  readonly found?: string;
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * Reads a scheme document in YAML or JSON (which is YAML). Numbers keep the digits they were written with: 0.1 is one
 * tenth. Every mistake that can be found is reported, not the first only.
 */
export function readScheme(text: string): ReadScheme {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const locate = (remark: Remark): SchemeFinding => {
    const { line, col } = lines.linePos(offsetOf(document, remark.at));
    const there = remark.found === undefined && remark.at.length > 0 ? document.getIn(remark.at) : undefined;
    const found = remark.found ?? (typeof there === "string" || typeof there === "number" ? String(there) : undefined);
    return {
      code: remark.code,
      severity: remark.severity,
      line,
      column: col,
      path: remark.at.map(String).join("."),
      ...(remark.expected === undefined ? {} : { expected: remark.expected }),
      ...(found === undefined ? {} : { found }),
      values: remark.values ?? {},
    };
  };
  if (document.errors.length > 0) {
    return {
      findings: document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return { code: "yaml-syntax", severity: "error" as const, line, column: col, path: "", found: error.code, values: { reason: error.message.split("\n")[0] ?? "" } };
      }),
    };
  }
  keepDigits(document);
  const parsed = Scheme.safeParse(document.toJS({ maxAliasCount: 1000 }));
  if (!parsed.success) return { findings: parsed.error.issues.flatMap((issue) => remarksOf(issue, [])).map(locate) };
  const findings = lint(parsed.data).map(locate).sort((a, b) => a.line - b.line || a.column - b.column);
  return findings.some((f) => f.severity === "error") ? { findings } : { scheme: parsed.data, findings };
}

/** Decimal fractions become their own text, so that no digit passes through binary. */
function keepDigits(document: Document): void {
  visit(document, {
    Scalar(key, node) {
      if (key === "key" || typeof node.value !== "number" || node.source === undefined) return;
      if (!Number.isSafeInteger(node.value) || String(node.value) !== node.source) node.value = node.source;
    },
  });
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const range = typeof node === "object" && node !== null && "range" in node ? (node.range as readonly number[] | null) : null;
    if (range) return range[0] ?? 0;
  }
  return 0;
}

/** The issues of a schema mismatch as remarks; of alternatives the one that came nearest is reported. */
function remarksOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): readonly Remark[] {
  const at = [...above, ...issue.path];
  const severity = "error" as const;
  switch (issue.code) {
    case "invalid_union": {
      const branches = issue.errors.filter((branch) => branch.length > 0);
      const nearest = branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
      if (!nearest) return [{ code: "unknown-rule-kind", severity, at }];
      if (branches.every((b) => depth(b) === 0) && branches.length > 1) return [{ code: "schema-no-alternative", severity, at, expected: expectedOf(branches), found: typeOf(issue.input) }];
      return nearest.flatMap((inner) => remarksOf(inner, at));
    }
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ code: "schema-unknown-key", severity, at: [...at, key], found: key }));
    case "invalid_type":
      return issue.message.includes("received undefined")
        ? [{ code: "schema-key-missing", severity, at, expected: issue.expected, values: { key: String(at.at(-1) ?? "") } }]
        : [{ code: "schema-wrong-type", severity, at, expected: issue.expected, found: issue.message.replace(/^.*received /, "") }];
    case "invalid_value":
      return [{ code: "schema-not-one-of", severity, at, expected: issue.values.map(String).join(" | "), found: typeOf(issue.input) }];
    case "custom":
      if (issue.message !== "decimal") return [{ code: issue.message, severity, at }];
      return [{ code: "schema-not-a-decimal", severity, at, expected: "95 | 0.5 | 15% | 2/3", found: String(issue.params?.["found"] ?? "") }];
    default:
      return [{ code: `schema-${issue.code.replaceAll("_", "-")}`, severity, at, expected: issue.message }];
  }
}

const depth = (issues: readonly z.core.$ZodIssue[]): number => Math.max(...issues.map((i) => i.path.length + (i.code === "invalid_union" ? Math.max(0, ...i.errors.map(depth)) : 0)));
const expectedOf = (branches: readonly (readonly z.core.$ZodIssue[])[]): string =>
  [...new Set(branches.flatMap((b) => b.map((i) => (i.code === "invalid_type" ? i.expected : i.code === "custom" ? "decimal" : i.code === "invalid_value" ? i.values.map(String).join(" | ") : ""))))].filter(Boolean).join(" | ");
const typeOf = (input: unknown): string => (input === undefined ? "" : typeof input === "object" ? "object" : String(input));
