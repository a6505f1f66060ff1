import {
  type CorrectableKind,
  correctableKinds,
  type FactCorrection,
  type Outcome,
  ok,
  type ProblemFinding,
  type Refusal,
  refuse,
} from "@biaochi/contract";
import type { Assessment, Coefficient, Event, Exact, Observation, OpeningBalance, Target } from "@biaochi/engine";
import { exactOf } from "@biaochi/engine";
import type { z } from "zod";
import type { FactList } from "./fact-tables.ts";

type Change = z.output<typeof FactCorrection>;

/** The kinds of facts that may be corrected one by one, as the engine has them. */
export type Correctable =
  | { readonly list: "observations"; readonly fact: Observation }
  | { readonly list: "targets"; readonly fact: Target }
  | { readonly list: "coefficients"; readonly fact: Coefficient }
  | { readonly list: "assessments"; readonly fact: Assessment }
  | { readonly list: "events"; readonly fact: Event }
  | { readonly list: "openings"; readonly fact: OpeningBalance };

export const listOfKind = {
  observation: "observations",
  target: "targets",
  coefficient: "coefficients",
  assessment: "assessments",
  event: "events",
  opening: "openings",
} as const satisfies Readonly<Record<CorrectableKind, FactList>>;

export const isCorrectable = (kind: string): kind is CorrectableKind =>
  correctableKinds.some((correctable) => correctable === kind);

type Field = keyof Change;
const fields: Readonly<Record<Correctable["list"], readonly Field[]>> = {
  observations: ["value", "absence", "source"],
  targets: ["value"],
  coefficients: ["value"],
  assessments: ["value", "statement", "source"],
  events: ["value", "standing", "source"],
  openings: ["value", "document"],
};

/**
 * The fact as it is to stand, or what is wrong with the correction, field by field. Values are exact and keep every
 * decimal. An observation has a value, an absence, or (late) both; counts and scores are never below zero.
 */
export function corrected(
  old: Correctable,
  change: Change,
  id: string,
): Outcome<Correctable, Refusal<"correction-unsound">> {
  const found: ProblemFinding[] = [];
  const wrong = (field: Field, code: string): void => void found.push({ path: `/body/correction/${field}`, code });
  for (const field of Object.keys(change) as Field[])
    if (change[field] !== undefined && !fields[old.list].includes(field)) wrong(field, "field-not-of-kind");
  const value = change.value === undefined ? undefined : exactOf(change.value);
  if (value && value.num < 0n && (old.list === "events" || old.list === "openings")) wrong("value", "below-zero");
  const next = replaced(old, change, value, id);
  if (next.list === "observations" && next.fact.value === undefined && next.fact.absence === undefined)
    wrong("value", "value-or-absence");
  if (next.list === "observations" && next.fact.value !== undefined && (next.fact.absence ?? "late") !== "late")
    wrong("absence", "value-beside-absence");
  if (next.list === "openings" && next.fact.document === "") wrong("document", "document-required");
  if (found.length === 0 && isSame(old, next)) wrong(fields[old.list][0] ?? "value", "nothing-changed");
  return found.length === 0 ? ok(next) : refuse({ code: "correction-unsound", findings: found });
}

function replaced(old: Correctable, change: Change, value: Exact | undefined, id: string): Correctable {
  const given = value === undefined ? {} : { value };
  const source = change.source === undefined || change.source === "" ? {} : { source: change.source };
  switch (old.list) {
    case "observations": {
      const { value: had, absence: was, ...rest } = old.fact;
      const absence = change.absence === undefined ? was : change.absence === "none" ? undefined : change.absence;
      // An absence that takes the value's place removes it; "late" may keep one.
      const kept =
        value ?? (change.absence === undefined || absence === undefined || absence === "late" ? had : undefined);
      return {
        list: "observations",
        fact: {
          ...{ ...rest, ...source, id },
          ...(kept === undefined ? {} : { value: kept }),
          ...(absence === undefined ? {} : { absence }),
        },
      };
    }
    case "targets":
      return { list: "targets", fact: { ...old.fact, ...given, id } };
    case "coefficients":
      return { list: "coefficients", fact: { ...old.fact, ...given, id } };
    case "assessments": {
      const points = value === undefined ? {} : { points: value };
      const reason = change.statement === undefined ? {} : { reason: change.statement };
      return { list: "assessments", fact: { ...old.fact, ...points, ...reason, ...source, id } };
    }
    case "events": {
      const count = value === undefined ? {} : { count: value };
      const standing = change.standing === undefined ? {} : { standing: change.standing };
      return { list: "events", fact: { ...old.fact, ...count, ...standing, ...source, id } };
    }
    case "openings": {
      const score = value === undefined ? {} : { score: value };
      const document = change.document === undefined ? {} : { document: change.document };
      return { list: "openings", fact: { ...old.fact, ...score, ...document, id } };
    }
  }
}

const plain = (fact: object): string =>
  JSON.stringify({ ...fact, id: "" }, (_, value) => (typeof value === "bigint" ? String(value) : value));
const isSame = (a: Correctable, b: Correctable): boolean => sorted(plain(a.fact)) === sorted(plain(b.fact));
/** Keys in one order: a property that was left out and put back stands at another place. */
const sorted = (json: string): string =>
  JSON.stringify(Object.entries(JSON.parse(json) as object).sort(([a], [b]) => (a < b ? -1 : 1)));

/** "obs.csv:12" → "obs.csv:12@2" → "obs.csv:12@3": the name of the datum with the number of its version. */
export function successorOf(id: string): string {
  const match = /^(.*)@(\d+)$/.exec(id);
  return match === null ? `${id}@2` : `${match[1]}@${Number(match[2]) + 1}`;
}
