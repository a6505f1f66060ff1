import { z } from "zod";
import { route } from "./route.ts";
import { ListNode, SchemeFinding, Worth } from "./schemes.ts";
import { ExactText, Id, Name, PeriodName, SubjectName, SubjectType } from "./values.ts";

/** What is asked of whom: the list of one subject in words, the lists of all units, and the same for a text that nobody has saved. */

const schemeVersion = z.strictObject({ scheme: Id, version: z.coerce.number().int().min(1).max(9999) });
const Shares = z.record(z.string(), ExactText);

/** Points by what decides them, of `full`: how they come about, what the figures show, whose opinion it is. "unsaid": the scheme does not say. */
export const Thermometer = z
  .object({ full: ExactText, measured: Shares, shows: Shares, voice: Shares })
  .meta({ id: "Thermometer" });

const Target = z.object({ indicator: Id, period: PeriodName, value: ExactText });

/** Equal for equal lists: the same items at the same places, with the same points and the same rules. */
const ListDigest = z.string().regex(/^[0-9a-f]{64}$/);

export const ListInWords = z
  .object({
    subject: SubjectName,
    list: z.object({ id: Id, name: Name, type: SubjectType.nullable() }),
    full: ExactText.nullable(),
    digest: ListDigest,
    /** Blocks before their items; only what is for this subject. */
    nodes: z.array(ListNode),
    /** Points of the whole, by path. */
    worths: z.record(z.string(), ExactText.nullable()),
    /** Paths of items that every list of this kind of subject has (共性); the others are individual (个性). */
    common: z.array(z.string()),
    /** Period of each item's figures, by path. */
    periods: z.record(z.string(), z.enum(["month", "quarter", "half", "year", "term"])),
    targets: z.array(Target),
    redLines: z.array(z.object({ id: Id, name: Name, basis: Name })),
    thermometer: Thermometer,
  })
  .meta({ id: "ListInWords" });
export type ListInWords = z.output<typeof ListInWords>;

export const readListInWords = route({
  method: "GET",
  path: "/schemes/{scheme}/{version}/lists/{subject}",
  summary: "The list of one subject: what is asked, by which rule, from what source, with which target",
  action: "see-scheme",
  audit: "none",
  input: { params: schemeVersion.extend({ subject: Id }), query: z.strictObject({ programme: Id.optional() }) },
  output: ListInWords,
  refusals: ["outside-scope"],
});

export const SubjectList = z
  .object({
    subject: SubjectName,
    list: z.object({ id: Id, name: Name }),
    digest: ListDigest,
    full: ExactText.nullable(),
    items: z.int(),
    /** Points of items that every list of this kind has. */
    common: ExactText.nullable(),
    /** Items that not every list has, with their points. */
    own: z.array(z.object({ path: z.string(), name: Name, points: ExactText.nullable() })),
  })
  .meta({ id: "SubjectList" });

export const readSchemeLists = route({
  method: "GET",
  path: "/schemes/{scheme}/{version}/lists",
  summary: "The lists of all units or teams in reach: how many items, what differs, and which are equal",
  action: "see-scheme",
  audit: "none",
  input: {
    params: schemeVersion,
    query: z.strictObject({ programme: Id.optional(), type: z.enum(["unit", "team"]).default("unit") }),
  },
  output: z.object({ programme: Id, lists: z.array(SubjectList), different: z.int() }),
  refusals: ["outside-scope"],
});

export const readSchemeInForce = route({
  method: "GET",
  path: "/programmes/{programme}/scheme",
  summary:
    "The version of a programme's scheme that is in force today: what is asked, whether anything was scored or not; before its first day the one that comes next",
  action: "see-scheme",
  audit: "none",
  input: { params: z.strictObject({ programme: Id }) },
  output: z.object({ scheme: z.object({ id: Id, version: z.int() }).nullable() }),
  refusals: ["outside-scope"],
});

const PreviewedList = z.object({
  id: Id,
  name: Name,
  type: SubjectType.nullable(),
  nodes: z.array(ListNode),
  /** For each kind of subject, and how many they are. */
  worths: z.array(Worth.extend({ subjects: z.int(), thermometer: Thermometer })),
  /** Of full marks 1, over the subjects of this list; null where nobody has it. */
  thermometer: Thermometer.nullable(),
});

export const previewScheme = route({
  method: "POST",
  path: "/schemes/preview",
  summary:
    "What a scheme's text would mean, without saving it: findings, lists, points, and one subject's list in words",
  action: "preview-scheme",
  audit: "none",
  input: { body: z.strictObject({ programme: Id, text: z.string().max(1_000_000), subject: Id.optional() }) },
  output: z.object({
    findings: z.array(SchemeFinding.extend({ path: z.string() })),
    /** Empty while the text has an error. */
    lists: z.array(PreviewedList),
    /** Of full marks 1, each subject once; null while the text has an error, or where it is for nobody. */
    thermometer: Thermometer.nullable(),
    /** The list of the subject that was asked for; null where none is for it. */
    own: ListInWords.nullable(),
  }),
  refusals: ["outside-scope"],
});
