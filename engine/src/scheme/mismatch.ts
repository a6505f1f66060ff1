import type { z } from "zod";
import type { Remark } from "./read.ts";
import { below, keysAt, nearest } from "./vocabulary.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/**
 * What does not fit the schema, as remarks: one for each mistake of the author. Of several allowed forms the one that was
 * surely meant is the one whose keys are there; a misspelt key is one remark, not an unknown and a missing one.
 *
 * @param raw The document as plain values, against which the issues were raised.
 */
export function mismatches(issues: readonly Issue[], raw: unknown, schema: z.core.$ZodType): readonly Remark[] {
  const valueAt = (path: Path): unknown => path.reduce(below, raw);
  const chosen = new Map<string, number>();

  const explain = (list: readonly Issue[], above: Path): readonly Remark[] => {
    const missing = list.filter(
      (issue) => issue.code !== "unrecognized_keys" && isEmpty(valueAt([...above, ...issue.path])),
    );
    const meant = new Set<string>();
    const unknown = list.flatMap((issue): readonly Remark[] => {
      if (issue.code !== "unrecognized_keys") return [];
      const at = [...above, ...issue.path];
      const lacking = missing.filter((m) => m.path.length === issue.path.length + 1).map((m) => String(m.path.at(-1)));
      const here = valueAt(at);
      const allowed = keysAt(schema, at, raw, chosen).filter((key) => isEmpty(below(here, key)));
      return issue.keys.map((key): Remark => {
        const near = nearest(key, lacking) ?? nearest(key, allowed);
        if (near === undefined)
          return {
            code: "schema-unknown-key",
            severity: "error",
            at: [...at, key],
            found: key,
            expected: allowed.slice(0, 30).join(", "),
          };
        meant.add([...at, near].join("\n"));
        return { code: "schema-misspelt-key", severity: "error", at: [...at, key], found: key, expected: near };
      });
    });
    const others = list.filter(
      (issue) => issue.code !== "unrecognized_keys" && !meant.has([...above, ...issue.path].join("\n")),
    );
    return [...unknown, ...others.flatMap((issue) => explainOne(issue, above))];
  };

  const explainOne = (issue: Issue, above: Path): readonly Remark[] => {
    const at = [...above, ...issue.path];
    const value = valueAt(at);
    const said = (code: string, more: Partial<Remark> = {}): readonly Remark[] => [
      { code, severity: "error", at, found: shown(value), ...more },
    ];
    if (isEmpty(value) && issue.code !== "custom") {
      return [
        {
          code: "schema-key-missing",
          severity: "error",
          at,
          expected: formOf([{ ...issue, path: [] }]),
          values: { key: String(at.at(-1) ?? "") },
        },
      ];
    }
    switch (issue.code) {
      case "invalid_union":
        return ofAlternatives(issue, at, value);
      case "invalid_type":
        return said("schema-wrong-type", { expected: formOf([{ ...issue, path: [] }]) });
      case "invalid_value":
        return said("schema-not-one-of", { expected: issue.values.map(String).join(" | ") });
      case "invalid_format":
        return said("schema-invalid-format", {
          expected: issue.pattern?.includes("\\d{4}") ? "2025-01-31" : "abc-1.2_x",
        });
      case "too_small":
        return said("schema-too-small", { expected: `${issue.inclusive === false ? ">" : "≥"} ${issue.minimum}` });
      case "too_big":
        return said("schema-too-big", { expected: `${issue.inclusive === false ? "<" : "≤"} ${issue.maximum}` });
      case "custom":
        if (issue.message === "decimal")
          return said("schema-not-a-decimal", { expected: decimalForms, found: String(issue.params?.found ?? "") });
        return [{ code: issue.message, severity: "error", at }];
      default:
        return said("schema-no-alternative", { expected: formOf([{ ...issue, path: [] }]) });
    }
  };

  const ofAlternatives = (
    issue: Extract<Issue, { code: "invalid_union" }>,
    at: Path,
    value: unknown,
  ): readonly Remark[] => {
    if (issue.errors.length === 0) {
      const options = allOptionsOf(issue);
      const names = optionsOf(issue);
      if (!("discriminator" in issue) || issue.discriminator !== "kind" || names.length === options.length) {
        return [{ code: "schema-not-one-of", severity: "error", at, found: shown(value), expected: names.join(" | ") }];
      }
      const near = nearest(String(value).replace(/@\d+$/, ""), names);
      return [
        { code: "unknown-rule-kind", severity: "error", at, found: shown(value), expected: near ?? names.join(", ") },
      ];
    }
    if (Object.hasOwn(Object(value), "item") && ["block", "items"].some((key) => Object.hasOwn(Object(value), key))) {
      return [{ code: "item-or-block", severity: "error", at, found: String(below(value, "item")) }];
    }
    const branches = issue.errors
      .map((branch, position) => ({ branch, position, cost: costOf(branch, value) }))
      .filter(({ branch }) => branch.length > 0)
      .toSorted((a, b) => a.cost - b.cost);
    const [best, second] = branches;
    if (
      !best ||
      best.cost >= anotherKind ||
      (best.cost >= 1 && second?.cost === best.cost && !isObjectWithOneForm(issue.errors))
    ) {
      return [
        {
          code: "schema-no-alternative",
          severity: "error",
          at,
          expected: formOf([{ ...issue, path: [] }]),
          found: shown(value),
        },
      ];
    }
    chosen.set(at.join("\n"), best.position);
    return explain(best.branch, at);
  };

  return explain(issues.slice(0, mostIssues), []);
}

/** A document of which nothing fits has as many issues as values; more than these are not explained. */
const mostIssues = 500;
const decimalForms = "95 | 0.5 | 15% | 2/3";
const isEmpty = (value: unknown): boolean => value === undefined || value === null;
/** The cost of an alternative that is for another kind of value: a number where a map stands. */
const anotherKind = 100;

/** How much an author would have to change for this alternative to fit: keys to add and to remove, then what is deeper. */
function costOf(branch: readonly Issue[], value: unknown): number {
  const absent = branch.filter((issue) => issue.path.length === 1 && isEmpty(below(value, issue.path[0] ?? "")));
  const names = absent.map((issue) => String(issue.path[0]));
  return branch.reduce((sum, issue) => {
    if (issue.code === "unrecognized_keys" && issue.path.length === 0) {
      const misspelt = issue.keys.filter((key) => nearest(key, names) !== undefined).length;
      return sum + issue.keys.length - misspelt * 1.5;
    }
    if (issue.path.length === 0 && issue.code === "invalid_union" && issue.errors.length > 0)
      return sum + Math.min(...issue.errors.map((inner) => costOf(inner, value)));
    if (issue.path.length === 0 && issue.code !== "custom" && issue.code !== "invalid_format") return sum + anotherKind;
    return sum + (absent.includes(issue) ? 1 : 0.01);
  }, 0);
}

/** Only one of the alternatives is a map: then what is wrong inside it is worth saying. */
const isObjectWithOneForm = (branches: readonly (readonly Issue[])[]): boolean =>
  branches.filter((branch) => branch.every((issue) => issue.path.length > 0 || issue.code === "unrecognized_keys"))
    .length === 1;

const forms: Readonly<Record<string, string>> = {
  object: "{ … }",
  record: "{ … }",
  array: "[ … ]",
  string: "“…”",
  int: "1, 2, 3 …",
  number: "1.5",
  boolean: "true | false",
};

/** What would fit, in the notation of the document itself, so that it needs no language. */
function formOf(branch: readonly Issue[]): string {
  const parts = branch.flatMap((issue): readonly string[] => {
    if (issue.path.length > 0 && issue.code !== "invalid_union") return [`{ ${String(issue.path[0])} }`];
    if (issue.code === "invalid_type") return [forms[issue.expected] ?? issue.expected];
    if (issue.code === "invalid_value") return [issue.values.map(String).join(" | ")];
    if (issue.code !== "invalid_union") return [];
    if (issue.errors.length === 0) return [optionsOf(issue).join(" | ")];
    const inner = [...new Set(issue.errors.map((errors) => formOf(errors.slice(0, 1))))].filter(Boolean);
    return inner.includes(forms.string ?? "") && inner.includes(forms.number ?? "")
      ? [decimalForms, ...inner.slice(2)]
      : inner;
  });
  return [...new Set(parts)].join(" | ");
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return "[ … ]";
  if (typeof value === "object" && value !== null) return `{ ${Object.keys(value).slice(0, 4).join(", ")} }`;
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** The kinds that a discriminated union knows; a rule's name without a version stands for its newest. */
const allOptionsOf = (issue: Issue): readonly string[] =>
  "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
const optionsOf = (issue: Issue): readonly string[] => allOptionsOf(issue).filter((name) => !name.includes("@"));
