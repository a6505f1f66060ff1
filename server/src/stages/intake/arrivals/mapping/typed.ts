import type { StreamMapping } from "@biaochi/contract";
import { readExact, show } from "@biaochi/engine";
import type { RowReason } from "../quarantine-store.ts";
import type { FieldValue } from "../record-store.ts";
import { isStorable, storable } from "../storable.ts";
import { readDay, readInstant } from "./moments.ts";

type Field = StreamMapping["fields"][string];

const usualYes = ["是", "true", "1", "Y", "y", "yes", "Yes"];
const usualNo = ["否", "false", "0", "N", "n", "no", "No"];
const longestText = 10_000;
const longestFound = 200;

/** What stood there, short enough to be told. */
export const foundIn = (raw: unknown): string => {
  const text = storable(typeof raw === "string" ? raw : (JSON.stringify(raw) ?? ""));
  return text.length > longestFound ? `${text.slice(0, longestFound)}…` : text;
};

export type TypedRead = { readonly value: FieldValue | undefined } | { readonly reason: RowReason };

/** A field in its canonical form; what is empty is absent, which is no fault of its own. */
export function readField(name: string, field: Field, raw: unknown): TypedRead {
  const refuse = (code: string): TypedRead => ({ reason: { code, field: name, found: foundIn(raw) } });
  if (raw === undefined || raw === null) return { value: undefined };
  if (typeof raw === "object" || typeof raw === "function") return refuse("not-plain");
  const text = String(raw).trim();
  if (text === "") return { value: undefined };
  if (!isStorable(text)) return refuse("unstorable");
  if (text.length > longestText) return refuse("too-long");
  const value = readTyped(field, text);
  return value === undefined ? refuse(`not-${field.type}`) : { value };
}

function readTyped({ type, form, yes = usualYes, no = usualNo }: Field, text: string): FieldValue | undefined {
  switch (type) {
    case "text":
      return text;
    case "number": {
      const exact = text.length > 60 ? undefined : readExact(text);
      return exact === undefined ? undefined : show(exact);
    }
    case "instant":
      return readInstant(text, form);
    case "day":
      return readDay(text, form);
    case "truth":
      return yes.includes(text) ? true : no.includes(text) ? false : undefined;
  }
}
