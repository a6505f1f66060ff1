// Who has to agree to what: data on the log. FORMAT.md §11.
import { sha256 } from "#primitives";
import { base64, utf8 } from "./bytes.ts";
import { jcs } from "./canonical.ts";

export const recordTypes = ["target.commit", "progress", "evidence", "score", "result"] as const;
export type RecordType = (typeof recordTypes)[number];

export const policyClasses = [...recordTypes, "erase", "key", "log", "policy"] as const;
export type PolicyClass = (typeof policyClasses)[number];

export interface Rule {
  readonly k: number;
  readonly late?: { readonly k: number; readonly notice: number };
  readonly must: readonly string[];
  readonly notice: number;
  readonly of: readonly string[];
}

export interface PolicyDocument {
  readonly n: number;
  readonly prev?: string;
  readonly rules: Readonly<Record<PolicyClass, Rule>>;
}

export function policyHash(document: PolicyDocument): string {
  return base64(sha256(utf8(jcs(document) ?? "")));
}

/** The figures that hold: others after the record's period was closed. */
export function figuresOf(rule: Rule, isLate: boolean): { readonly k: number; readonly notice: number } {
  return isLate && rule.late !== undefined ? rule.late : rule;
}

/** Organisations are counted, each once; some of them may have to be among those. */
export function isEnough(rule: Rule, agreed: ReadonlySet<string>, isLate: boolean): boolean {
  const counted = rule.of.filter((org) => agreed.has(org));
  return counted.length >= figuresOf(rule, isLate).k && rule.must.every((org) => agreed.has(org));
}

/** Whether it could still become enough without these. */
export function isStillPossible(rule: Rule, lost: ReadonlySet<string>, isLate: boolean): boolean {
  const left = rule.of.filter((org) => !lost.has(org));
  return isEnough(rule, new Set(left), isLate);
}
