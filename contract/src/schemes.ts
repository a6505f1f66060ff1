import { z } from "zod";
import { route } from "./route.ts";
import { Digest, ExactText, Id, Instant, Name, PeriodName, SubjectType } from "./values.ts";

const Said = z.object({ code: z.string(), values: z.record(z.string(), z.string()) });

/** One line of a list inside a rule: all its conditions, and what it is worth. */
export const RulePart = z
  .object({
    name: Name.nullable(),
    when: z.array(Said),
    worth: Said,
    /** The types of events in it that the scheme has a name for, by identifier. */
    events: z.record(z.string(), Name),
  })
  .meta({ id: "RulePart" });
export type RulePart = z.output<typeof RulePart>;

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
        /** 德能勤绩廉, where the scheme says so. */
        dimension: z.enum(["virtue", "ability", "diligence", "achievement", "integrity"]).nullable(),
        /** What the figure shows and whose opinion it is, where the scheme says so. */
        shows: z.enum(["outcome", "process", "record"]).nullable(),
        voice: z.enum(["public", "inside", "none"]).nullable(),
      })
      .nullable(),
    /** "completion-rate@1" with its parameters as written. */
    rule: z
      .object({
        kind: z.string(),
        parameters: z.record(z.string(), z.unknown()),
        /** The sentence about this rule: its code in the words, and its settings; a setting may itself be a code. */
        says: Said,
        /** What the sentence leaves out: bands, prices of events, values of votes, line by line. */
        parts: z.array(RulePart),
      })
      .nullable(),
    /** How its points come about; null for blocks. linked: from another's score. unsaid: the scheme does not say. */
    measured: z.enum(["automatic", "reported", "assessment", "ballot", "event", "linked", "unsaid"]).nullable(),
    basis: Name.nullable(),
  })
  .meta({ id: "ListNode" });

/** Something in a scheme that should be looked at. Sentence: words `lint.<code>`, what to do: `lint.<code>.mend`. */
export const SchemeFinding = z
  .object({
    code: z.string(),
    severity: z.enum(["error", "warning", "advice"]),
    /** Line of the document, from 1. */
    line: z.int(),
    values: z.record(z.string(), z.string()),
    /** Titles of what a value names by its identifier; said instead of it. */
    names: z.record(z.string(), Name).optional(),
  })
  .meta({ id: "SchemeFinding" });

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
    findings: z.array(SchemeFinding),
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
  audit: "none",
  input: {
    params: z.strictObject({ scheme: Id, version: z.coerce.number().int().min(1).max(9999) }),
    query: z.strictObject({ programme: Id.optional() }),
  },
  output: SchemePage,
  refusals: ["outside-scope"],
});

const schemeVersion = z.strictObject({ scheme: Id, version: z.coerce.number().int().min(1).max(9999) });

/** What every node is worth to one kind of subject: points of the whole, as the scheme weighs it before any datum is absent. */
export const Worth = z
  .object({
    /** "roleClass=head"; the subject's identifier where one was asked for; empty where all subjects of the list weigh alike. */
    key: z.string(),
    /** The attributes that make the difference, each with its word. */
    who: z.array(Name),
    full: ExactText.nullable(),
    /** By path. A path that is absent is not for them; null: a published coefficient says it, one subject at a time. */
    nodes: z.record(z.string(), ExactText.nullable()),
  })
  .meta({ id: "Worth" });

export const readWorths = route({
  method: "GET",
  path: "/schemes/{scheme}/{version}/worths",
  summary:
    "What each node of a list is worth of the whole, for each kind of subject that the reader may see, or for one subject",
  action: "see-scheme",
  audit: "none",
  input: {
    params: schemeVersion,
    query: z.strictObject({ programme: Id.optional(), list: Id, subject: Id.optional() }),
  },
  output: z.object({ worths: z.array(Worth) }),
  refusals: ["outside-scope"],
});

/** One line of the difference of two documents; null: the line is not in that one. `gap`: so many equal lines left out. */
export const DocumentLine = z
  .object({ before: z.int().nullable(), after: z.int().nullable(), text: z.string(), gap: z.int() })
  .meta({ id: "DocumentLine" });

export const compareSchemeVersions = route({
  method: "GET",
  path: "/schemes/{scheme}/{version}/changes",
  summary: "What became different since another version: node by node, and line by line",
  action: "see-scheme",
  audit: "none",
  input: {
    params: schemeVersion,
    query: z.strictObject({ programme: Id.optional(), since: z.coerce.number().int().min(1).max(9999) }),
  },
  output: z.object({
    since: z.int(),
    changes: z.array(
      z.object({
        list: z.object({ id: Id, name: Name }),
        what: z.array(z.enum(["added", "removed", "weight", "rule", "name", "indicator", "basis"])),
        before: ListNode.nullable(),
        after: ListNode.nullable(),
      }),
    ),
    lines: z.array(DocumentLine),
  }),
  refusals: ["outside-scope"],
});
