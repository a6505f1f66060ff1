import type { BurdenKind, NewBurdenRequest } from "@biaochi/contract";
import { kindsWithFields } from "@biaochi/contract/choices";

/** What is being typed, as text; and what is signed for it. */
export type Draft = {
  readonly asker: string;
  readonly kind: BurdenKind;
  readonly title: string;
  readonly reason: string;
  readonly document: string;
  readonly askedOn: string;
  readonly period: string;
  /** One field on each line. */
  readonly fields: string;
  readonly people: string;
  readonly pages: string;
  readonly hours: string;
  readonly statute: string;
  readonly units: readonly string[];
};

export const emptyDraft = (asker: string, askedOn: string): Draft => ({
  ...{ asker, kind: "form", title: "", reason: "", document: "", askedOn, period: "", fields: "" },
  ...{ people: "1", pages: "0", hours: "0", statute: "", units: [] },
});

/** Three lines that are signed together: who, by which document, why. */
export type Signature = { readonly who: string; readonly document: string; readonly reason: string };
export const unsigned: Signature = { who: "", document: "", reason: "" };
export const isSigned = ({ who, document, reason }: Signature): boolean =>
  [who, document, reason].every((each) => each.trim() !== "");
export const isBegun = ({ who, document, reason }: Signature): boolean =>
  [who, document, reason].some((each) => each.trim() !== "");

export const fieldsOf = ({ kind, fields }: Draft): readonly string[] =>
  kindsWithFields.includes(kind)
    ? fields
        .split("\n")
        .map((each) => each.trim())
        .filter((each) => each !== "")
    : [];

type Signed = {
  readonly exception: Signature;
  /** Fields that exist already, by their place. */
  readonly known: readonly number[];
  readonly approval: Signature;
};

/** What is sent: of a draft what its kind asks for, and signatures that are whole. */
export function bodyOf(draft: Draft, { exception, known, approval }: Signed): NewBurdenRequest {
  const { asker, kind, title, reason, document, askedOn, period, people, pages, hours, statute, units } = draft;
  const names = fieldsOf(draft);
  const isExcepted = (place: number) => isSigned(exception) && known.includes(place);
  const signed = { document: exception.document, signer: exception.who, reason: exception.reason };
  return {
    ...{ asker, kind, title, reason, document, askedOn, units: [...units] },
    ...{ people: Number(people), pages: Number(pages), hours: Number(hours) },
    fields: names.map((name, place) => (isExcepted(place) ? { name, exception: signed } : { name })),
    ...(names.length > 0 && period.trim() !== "" ? { period: period.trim() } : {}),
    ...(kind === "inspection" && statute.trim() !== "" ? { statute: statute.trim() } : {}),
    ...(isSigned(approval)
      ? { approval: { approver: approval.who, document: approval.document, reason: approval.reason } }
      : {}),
  };
}
