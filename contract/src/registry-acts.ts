import { endings, postKinds, recordKinds } from "@biaochi/engine";
import { z } from "zod";
import { route } from "./route.ts";
import { RuleCited } from "./rulebooks.ts";
import { Id, Name, PeriodName, SubjectName } from "./values.ts";

const Day = z.iso.date();
const Text = z.string().trim().min(1).max(200);
const NewId = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u)
  .max(60);
const NewName = z.strictObject({ "zh-CN": Text, en: Text });
const Sort = z.int().min(0).max(1_000_000_000);
const Share = z
  .string()
  .regex(/^\d+(\.\d+)?$|^\d+\/[1-9]\d*$/)
  .max(20);

const postFields = {
  team: Id.nullable().optional(),
  section: Id.nullable().optional(),
  roleClass: Text.optional(),
  title: Text.nullable().optional(),
  share: Share.optional(),
};

/** Single acts on the registry, as the engine knows them (`RegistryAct`), the opening of a cycle, and the beginning. */
export const RegistryActInput = z
  .discriminatedUnion("act", [
    z.strictObject({
      act: z.literal("make-unit"),
      unit: NewId,
      name: NewName,
      parent: Id.optional(),
      unitType: Text.optional(),
      cohort: Text.optional(),
      sort: Sort,
    }),
    z.strictObject({
      act: z.literal("change-unit"),
      unit: Id,
      name: NewName.optional(),
      parent: Id.nullable().optional(),
      unitType: Text.nullable().optional(),
      cohort: Text.nullable().optional(),
      sort: Sort.optional(),
      aliases: z.array(Text).max(20).optional(),
      ledFrom: NewName.nullable().optional(),
      gradedBy: Id.nullable().optional(),
    }),
    z.strictObject({
      act: z.literal("end-unit"),
      unit: Id,
      ending: z.enum(endings),
      successors: z.array(Id).max(20),
      carry: z.boolean(),
    }),
    z.strictObject({ act: z.literal("make-section"), unit: Id, name: NewName, sort: Sort }),
    z.strictObject({
      act: z.literal("change-section"),
      section: Id,
      name: NewName.optional(),
      sort: Sort.optional(),
    }),
    z.strictObject({ act: z.literal("move-section"), section: Id, unit: Id, carry: z.boolean() }),
    z.strictObject({ act: z.literal("merge-section"), section: Id, into: Id, carry: z.boolean() }),
    z.strictObject({ act: z.literal("end-section"), section: Id }),
    z.strictObject({ act: z.literal("make-team"), team: NewId, unit: Id, name: NewName, sort: Sort }),
    z.strictObject({
      act: z.literal("add-official"),
      official: NewId,
      name: NewName,
      sort: Sort,
      regime: Text.optional(),
      rank: Text.optional(),
      managedBy: Id.optional(),
      staffNumber: Text.optional(),
    }),
    z.strictObject({
      act: z.literal("change-official"),
      official: Id,
      name: NewName.optional(),
      sort: Sort.optional(),
      regime: Text.nullable().optional(),
      rank: Text.nullable().optional(),
      managedBy: Id.nullable().optional(),
    }),
    z.strictObject({ act: z.literal("end-official"), official: Id }),
    z.strictObject({ act: z.literal("give-post"), official: Id, kind: z.enum(postKinds), unit: Id, ...postFields }),
    z.strictObject({ act: z.literal("change-post"), post: Id, unit: Id.optional(), ...postFields }),
    z.strictObject({ act: z.literal("end-post"), post: Id }),
    z.strictObject({
      act: z.literal("add-leave"),
      official: Id,
      since: Day,
      until: Day,
      days: z.int().min(1).max(366),
    }),
    /** Runs from the effective day; until when, where nothing is said, by the rulebook. */
    z.strictObject({
      act: z.literal("add-sanction"),
      official: Id,
      kind: Text,
      until: Day.optional(),
      document: Text,
    }),
    z.strictObject({
      act: z.literal("change-sanction"),
      sanction: Id,
      kind: Text.optional(),
      since: Day.optional(),
      until: Day.nullable().optional(),
      document: Text.optional(),
    }),
    z.strictObject({ act: z.literal("end-sanction"), sanction: Id }),
    z.strictObject({
      act: z.literal("add-grade"),
      official: Id,
      year: z.int().min(1949).max(2200),
      grade: Text,
      scale: Text.optional(),
      document: Text,
    }),
    z.strictObject({
      act: z.literal("change-grade"),
      entry: Id,
      grade: Text.optional(),
      document: Text.optional(),
    }),
    z.strictObject({ act: z.literal("withdraw-record"), kind: z.enum(recordKinds), entry: Id }),
    z.strictObject({ act: z.literal("end-body"), body: Id }),
    z.strictObject({
      act: z.literal("record-meeting"),
      body: Id,
      name: NewName,
      session: Text,
      day: Day,
      minutes: Text,
    }),
    /** For a programme that was recorded before there was a registry: from its subjects of this cycle. */
    z.strictObject({ act: z.literal("begin-registry"), cycle: PeriodName }),
    z.strictObject({
      act: z.literal("open-cycle"),
      cycle: PeriodName,
      cutOff: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
        .optional(),
    }),
  ])
  .meta({ id: "RegistryAct" });
export type RegistryActInput = z.output<typeof RegistryActInput>;

/** From which day on the act holds: what it ends has its last day the day before. */
const acting = { effective: Day, act: RegistryActInput };
const params = z.strictObject({ programme: Id });

export const RegistryFindingSeen = z
  .object({
    code: z.string(),
    severity: z.enum(["error", "warning"]),
    kind: z.string(),
    id: z.string(),
    values: z.record(z.string(), z.string()),
  })
  .meta({ id: "RegistryFinding" });

/** One entry that an edition says anew: what differs, member by member. */
export const EntryChange = z
  .object({
    kind: z.string(),
    id: z.string(),
    /** What it is called; of a post, a leave or a conclusion, whose it is. */
    name: Name.nullable(),
    /** How what its values name by identifiers is called. */
    names: z.record(z.string(), Name),
    isNew: z.boolean(),
    fields: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  })
  .meta({ id: "RegistryEntryChange" });

/** What pages and runs of the cycle would see otherwise. */
export const SubjectChange = z
  .object({
    subject: SubjectName,
    change: z.enum(["new", "changed", "left"]),
    unitBefore: Name.nullable(),
    unitAfter: Name.nullable(),
  })
  .meta({ id: "RegistrySubjectChange" });

export const previewRegistryAct = route({
  method: "POST",
  path: "/programmes/{programme}/registry/preview",
  summary: "What a single act on the registry would record, and whether it could be; nothing is recorded",
  action: "change-registry",
  audit: "read",
  input: { params, body: z.strictObject(acting) },
  output: z.object({
    /** The newest edition: the act names it in If-Match. 0: nothing has been recorded. */
    edition: z.int(),
    /** What it is about is not there, or not on that day: no act at all. */
    problem: z.object({ code: z.string(), values: z.record(z.string(), z.string()) }).nullable(),
    /** What would be wrong afterwards and is not now. An error refuses the act. */
    findings: z.array(RegistryFindingSeen),
    entries: z.array(EntryChange),
    entryCount: z.int(),
    subjects: z.array(SubjectChange),
    subjectCount: z.int(),
    /** By which rule a sanction runs until the day that stands among the entries; null where nobody asked, or no rule says. */
    term: z.object({ months: z.int(), until: Day, rule: RuleCited }).nullable(),
  }),
  refusals: ["outside-scope", "registry-empty"],
});

export const doRegistryAct = route({
  method: "POST",
  path: "/programmes/{programme}/registry/acts",
  summary: "Record a single act on the registry (If-Match: the edition that was read)",
  action: "change-registry",
  audit: "change",
  input: { params, body: z.strictObject({ ...acting, reason: Text }) },
  output: z.object({ edition: z.int(), subjects: z.int() }),
  success: 201,
  refusals: [
    ...(["outside-scope", "registry-empty", "version-required", "version-stale", "registry-unsound"] as const),
    "registry-act-impossible",
  ],
});

export const makeBody = route({
  method: "POST",
  path: "/programmes/{programme}/registry/bodies",
  summary: "Make a body that decides",
  action: "change-registry",
  audit: "change",
  input: { params, body: z.strictObject({ id: NewId, name: NewName, units: z.array(Id).max(500), reason: Text }) },
  output: z.object({ body: Id }),
  success: 201,
  refusals: ["outside-scope", "body-taken", "things-unknown"],
});
