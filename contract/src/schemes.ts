import { z } from "zod";
import { route } from "./route.ts";
import { Digest, ExactText, Id, Instant, Name, PeriodName, SubjectType } from "./values.ts";

export const ListNode = z
  .object({
    path: z.string(),
    kind: z.enum(["block", "item", "deduction", "bonus"]),
    name: Name,
    /** Full marks; a text such as "5" or, where it differs by subject, one line per value of the attribute; null: a published coefficient of the subject. */
    weight: z.array(z.object({ of: z.string().nullable(), points: ExactText.nullable() })),
    indicator: z
      .object({
        id: Id,
        name: Name,
        measure: z.string().nullable(),
        direction: z.string(),
        /** A unit; one that the registry does not know is called by its identifier. */
        owner: z.object({ id: Id, name: Name }).nullable(),
        source: z.string().nullable(),
      })
      .nullable(),
    /** "completion-rate@1" with its parameters as written. */
    rule: z
      .object({
        kind: z.string(),
        parameters: z.record(z.string(), z.unknown()),
        /** The sentence about this rule: its code in the words, and its settings; a setting may itself be a code. */
        says: z.object({ code: z.string(), values: z.record(z.string(), z.string()) }),
      })
      .nullable(),
    basis: Name.nullable(),
  })
  .meta({ id: "ListNode" });

export const SchemePage = z
  .object({
    programme: Id,
    id: Id,
    version: z.int(),
    title: Name,
    digest: Digest,
    synthetic: z.boolean(),
    cycle: PeriodName,
    effective: z.object({ from: z.iso.date(), until: z.iso.date().nullable() }),
    recordedAt: Instant,
    basis: z.array(Name),
    /** Other recorded versions of the same scheme. */
    versions: z.array(z.int()),
    lists: z.array(z.object({ id: Id, name: Name, type: SubjectType.nullable(), nodes: z.array(ListNode) })),
    redLines: z.array(z.object({ id: Id, name: Name })),
    /** Which file it was, and every byte of it: the digest is the SHA-256 of this text. */
    document: z.object({ name: z.string(), text: z.string() }),
  })
  .meta({ id: "SchemePage" });
export type SchemePage = z.output<typeof SchemePage>;

export const readSchemeVersion = route({
  method: "GET",
  path: "/schemes/{scheme}/{version}",
  summary: "One version of a scheme: its document, and its lists as a tree",
  action: "see-scheme",
  input: {
    params: z.strictObject({ scheme: Id, version: z.coerce.number().int().min(1).max(9999) }),
    query: z.strictObject({ programme: Id.optional() }),
  },
  output: SchemePage,
  refusals: ["outside-scope"],
});
