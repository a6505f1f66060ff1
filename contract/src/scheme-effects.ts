import { z } from "zod";
import { route } from "./route.ts";
import { ListNode } from "./schemes.ts";
import { Digest, ExactText, Id, Name, SubjectName, SubjectType } from "./values.ts";

/** What changes for whom between two versions: subjects whose lists change alike stand together. */

const Side = ListNode.extend({
  /** Points of the whole; null: a published coefficient of each subject says it, or it is no part of the whole. */
  worth: ExactText.nullable(),
});

export const EffectChange = z
  .object({
    path: z.string(),
    what: z.array(z.enum(["added", "removed", "weight", "rule", "name", "indicator", "basis"])),
    before: Side.nullable(),
    after: Side.nullable(),
  })
  .meta({ id: "EffectChange" });

const ListName = z.object({ id: Id, name: Name });

export const EffectGroup = z
  .object({
    key: z.string(),
    type: SubjectType,
    /** By the attributes that make the difference, one line for each combination of them; empty: all of the type. */
    who: z.array(z.array(Name)),
    count: z.int(),
    before: ListName.nullable(),
    after: ListName.nullable(),
    /** Items on the list. */
    items: z.object({ before: z.int(), after: z.int() }),
    changes: z.array(EffectChange),
    /** Some of them, in protocol order. */
    subjects: z.array(SubjectName),
    hasMore: z.boolean(),
  })
  .meta({ id: "EffectGroup" });

export const SchemeEffects = z
  .object({
    before: z.object({ scheme: Id, version: z.int(), digest: Digest }).nullable(),
    after: z.object({ scheme: Id, version: z.int(), digest: Digest }),
    /** Of those in scope. */
    subjects: z.int(),
    concerned: z.object({ unit: z.int(), team: z.int(), official: z.int() }),
    /** Nobody is on a list of either. */
    without: z.int(),
    groups: z.array(EffectGroup),
  })
  .meta({ id: "SchemeEffects" });
export type SchemeEffects = z.output<typeof SchemeEffects>;

const oneDraft = z.strictObject({ draft: z.coerce.number().int().min(1).max(2_147_483_647) });
const Version = z.coerce.number().int().min(1).max(9999);
const against = {
  /** The recorded version it is compared with; absent: the one that it takes the place of. */
  scheme: Id.optional(),
  version: Version.optional(),
};

export const readDraftEffects = route({
  method: "GET",
  path: "/drafts/{draft}/effects",
  summary: "What a draft changes for whom, against the version in force or another",
  action: "see-drafts",
  audit: "none",
  input: { params: oneDraft, query: z.strictObject({ ...against }) },
  output: SchemeEffects,
  refusals: ["outside-scope", "draft-unsound"],
});

export const exportDraftEffects = route({
  method: "GET",
  path: "/drafts/{draft}/effects.xlsx",
  summary: "The same as a workbook: by kind, and change by change",
  action: "see-drafts",
  audit: "export",
  input: { params: oneDraft, query: z.strictObject({ ...against, lang: z.enum(["zh-CN", "en"]).default("zh-CN") }) },
  output: { mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  refusals: ["outside-scope", "draft-unsound"],
});

const oneVersion = z.strictObject({ scheme: Id, version: Version });

export const readSchemeEffects = route({
  method: "GET",
  path: "/schemes/{scheme}/{version}/effects",
  summary: "What a version changed for those in scope, against the one whose place it takes or another",
  action: "see-scheme",
  audit: "none",
  input: { params: oneVersion, query: z.strictObject({ programme: Id.optional(), since: Version.optional() }) },
  output: SchemeEffects,
  refusals: ["outside-scope"],
});

export const noteScheme = route({
  method: "POST",
  path: "/schemes/{scheme}/{version}/noted",
  summary: "Note the own to-do about a version that came into force",
  action: "see-scheme",
  audit: "none",
  input: { params: oneVersion, body: z.strictObject({ programme: Id }) },
  output: z.object({ noted: z.boolean() }),
  refusals: ["outside-scope"],
});
