import type { CorrectableKind, Fact, FactCorrection } from "@biaochi/contract";
import type { z } from "zod";

type One = z.output<typeof Fact>;
export type Standing = "confirmed" | "proposed" | "revoked" | "exempt";
export type State = "none" | "late" | "missing" | "not-applicable" | "exempt";

/** What a person has written so far. Every field is text until it is sent. */
export type Draft = {
  readonly value: string;
  readonly state: State;
  readonly standing: Standing;
  readonly statement: string;
  readonly source: string;
  readonly document: string;
  readonly reason: string;
};
export type Field = keyof Draft;

const kinds: readonly string[] = [
  "observation",
  "target",
  "coefficient",
  "assessment",
  "event",
  "opening",
] satisfies readonly CorrectableKind[];
export const isCorrectableKind = (kind: One["kind"]): kind is CorrectableKind => kinds.includes(kind);

/** The fields that a kind is asked for, in the order of the form. */
export const fieldsOf: Readonly<Record<CorrectableKind, readonly Field[]>> = {
  observation: ["state", "value", "source", "reason"],
  target: ["value", "reason"],
  coefficient: ["value", "reason"],
  assessment: ["value", "statement", "source", "reason"],
  event: ["standing", "value", "source", "reason"],
  opening: ["value", "document", "reason"],
};

const standings: readonly Standing[] = ["confirmed", "proposed", "revoked", "exempt"];

/** Prefilled with what is known. */
export function draftOf(fact: One): Draft {
  return {
    value: fact.value ?? "",
    state: fact.absence ?? "none",
    standing: standings.find((each) => each === fact.details.standing) ?? "confirmed",
    statement: fact.details.reason ?? "",
    source: fact.source ?? "",
    document: fact.details.document ?? "",
    reason: "",
  };
}

export const asksValue = (kind: CorrectableKind, draft: Draft): boolean =>
  kind !== "observation" || draft.state === "none" || draft.state === "late";

/** "１，２３４.５" → "1234.5": what people type and paste, as the number it is. */
export function plainNumber(text: string): string {
  const halfWidth = text.replace(/[０-９．－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  return halfWidth.replace(/[\s,，]/g, "").replace(/^[−–]/, "-");
}

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

/** What must be mended before anything is sent: the code of a sentence by field. */
export function faultsOf(kind: CorrectableKind, draft: Draft): Partial<Record<Field, string>> {
  const isAsked = asksValue(kind, draft);
  return {
    ...(isAsked && !isNumber(plainNumber(draft.value)) ? { value: "correct.value.wrong" } : {}),
    ...(kind === "opening" && draft.document.trim() === "" ? { document: "document-required" } : {}),
    ...(draft.reason.trim() === "" ? { reason: "correct.reason.wrong" } : {}),
  };
}

/** As the server takes it: only what the kind has. */
export function correctionOf(kind: CorrectableKind, draft: Draft): z.output<typeof FactCorrection> {
  const value = asksValue(kind, draft) ? { value: plainNumber(draft.value) } : {};
  const source = { source: draft.source.trim() };
  switch (kind) {
    case "observation":
      return { ...value, ...source, absence: draft.state };
    case "target":
    case "coefficient":
      return value;
    case "assessment":
      return { ...value, ...source, statement: draft.statement.trim() };
    case "event":
      return { ...value, ...source, standing: draft.standing };
    case "opening":
      return { ...value, document: draft.document.trim() };
  }
}

const keyOf = (programme: string, fact: string): string => `biaochi.correction.${programme}/${fact}`;

/** What was written is there again after a reload or a way round; gone with the tab, or when it is saved. */
export function readDraft(programme: string, fact: One): Draft {
  const fresh = draftOf(fact);
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(programme, fact.id)) ?? "null");
    if (typeof kept !== "object" || kept === null) return fresh;
    const texts = Object.fromEntries(
      Object.entries(kept).filter(([name, value]) => Object.hasOwn(fresh, name) && typeof value === "string"),
    );
    return { ...fresh, ...texts };
  } catch {
    return fresh; // a browser that keeps nothing still corrects
  }
}

export function keepDraft(programme: string, fact: string, draft: Draft | undefined): void {
  try {
    if (draft === undefined) sessionStorage.removeItem(keyOf(programme, fact));
    else sessionStorage.setItem(keyOf(programme, fact), JSON.stringify(draft));
  } catch {
    // Not kept: the form holds it until the page is left.
  }
}
