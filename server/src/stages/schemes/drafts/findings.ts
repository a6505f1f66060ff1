import type { SchemeFinding } from "@biaochi/contract";
import { readScheme, type Scheme } from "@biaochi/engine";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { listSchemeVersions } from "../store.ts";
import { overlap } from "./standing.ts";
import { type SubmitFinding, submitChecks } from "./submit-check.ts";

export type Finding = z.output<typeof SchemeFinding>;

export type Checked = {
  /** Absent when the document cannot be read. */
  readonly scheme?: Scheme;
  readonly findings: readonly Finding[];
  readonly isRetroactive: boolean;
};

export type ToCheck = {
  readonly programme: string;
  /** The identifier that the draft was begun with. */
  readonly scheme: string;
  readonly text: string;
};

export const keyOf = ({ code, line }: Pick<Finding, "code" | "line">): string => `${code}@${line}`;
export const isError = ({ severity }: Pick<Finding, "severity">): boolean => severity === "error";
export const isWarning = ({ severity }: Pick<Finding, "severity">): boolean => severity === "warning";

const plain = ({ code, severity, line, values, names, expected, found }: SubmitFinding): Finding => ({
  ...{ code, severity, line, ...(names === undefined ? {} : { names }) },
  values: { ...values, ...(expected === undefined ? {} : { expected }), ...(found === undefined ? {} : { found }) },
});

const lastRead = new Map<string, ReturnType<typeof readScheme>>();

/** Reading takes longest, and the same text is asked about by the page, the check and the report. */
function read(text: string): ReturnType<typeof readScheme> {
  const known = lastRead.get(text) ?? readScheme(text);
  if (lastRead.size >= 8) lastRead.clear();
  lastRead.set(text, known);
  return known;
}

/** The line on which a key of the document's outermost level stands. */
function lineOf(text: string, key: string): number {
  const at = text.split("\n").findIndex((line) => new RegExp(`^["']?${key}["']?\\s*:`).test(line));
  return at < 0 ? 1 : at + 1;
}

/** Everything there is to say about a text as a draft of a scheme: the linter, the programme's versions, and the other checks. */
export async function checkText(tx: Transaction, scope: Scope, draft: ToCheck, today: string): Promise<Checked> {
  const { scheme, findings } = read(draft.text);
  const linted = findings.map(plain);
  if (scheme === undefined) return { findings: linted, isRetroactive: false };
  const here = await againstVersions(tx, scope, { ...draft, document: scheme }, today);
  const others: Finding[] = [];
  for (const check of submitChecks)
    for (const found of await check(tx, scope, { programme: draft.programme, scheme, text: draft.text, today }))
      others.push(plain(found));
  const isRetroactive = scheme.effective.from < today;
  return { scheme, findings: [...linted, ...here, ...others].sort((a, b) => a.line - b.line), isRetroactive };
}

async function againstVersions(
  tx: Transaction,
  scope: Scope,
  { programme, scheme: id, document, text }: ToCheck & { readonly document: Scheme },
  today: string,
): Promise<readonly Finding[]> {
  const all = await listSchemeVersions(tx, scope, programme);
  const own = all.filter(({ scheme }) => scheme === document.id);
  const found: Finding[] = [];
  const say = (code: string, severity: Finding["severity"], key: string, values: Finding["values"] = {}) =>
    found.push({ code, severity, line: lineOf(text, key), values });
  if (document.id !== id) say("draft-id", "error", "id", { expected: id, found: document.id });
  const next = (own.at(-1)?.version ?? 0) + 1;
  if (document.version !== next)
    say("draft-version", "error", "version", { expected: String(next), found: String(document.version) });
  const halfway = own.find(({ cycle }) => cycle !== document.cycle && overlap(cycle, document.cycle));
  if (halfway !== undefined) say("draft-cycle", "error", "cycle", { expected: halfway.cycle, found: document.cycle });
  const second = all.find(({ scheme, cycle }) => scheme !== document.id && overlap(cycle, document.cycle));
  if (second !== undefined) say("draft-second", "error", "id", { scheme: second.scheme, cycle: second.cycle });
  const { from, until } = document.effective;
  if (from < today) say("draft-retroactive-from", "warning", "effective", { from, today });
  if (until !== undefined && until < from) say("draft-days", "error", "effective", { from, until });
  return found;
}
