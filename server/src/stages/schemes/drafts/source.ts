import { type Name, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { readSource } from "@biaochi/engine";
import { z } from "zod";

/** What a draft has to have from its first day on, whatever else is wrong with it: an identifier. */
const Head = z.looseObject({
  id: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u)
    .max(200),
  title: z
    .union([z.string(), z.looseObject({ "zh-CN": z.string(), en: z.string() })])
    .optional()
    .catch(undefined),
});

export type DraftHeading = { readonly id: string; readonly title: Name };

/** Identifier and title of a document that need not be sound. */
export function headingOf(text: string): Outcome<DraftHeading, Refusal<"draft-unreadable">> {
  const { raw, faults } = readSource(text);
  if (faults.length > 0) return refuse({ code: "draft-unreadable", params: { line: faults[0]?.place.line ?? 1 } });
  const head = Head.safeParse(raw);
  if (!head.success) return refuse({ code: "draft-unreadable", params: { line: 1 } });
  const { id, title = id } = head.data;
  const named = typeof title === "string" ? { "zh-CN": title, en: title } : { "zh-CN": title["zh-CN"], en: title.en };
  return ok({ id, title: named });
}

/** The same document with another version number, where it stands on a line of its own; every other byte stays. */
export function withVersion(text: string, version: number): string {
  return text.replace(/^(version:[ \t]*)\d+/m, `$1${version}`);
}
