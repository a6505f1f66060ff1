import { z } from "zod";
import { route } from "./route.ts";
import { Digest, ExactText, Id, Instant, Name, SubjectName, Who } from "./values.ts";

/** The appraisal of this city by the level above: its items, who leads each, and what it weighs there and here. */

const UpperNumber = z.coerce.number().int().min(1).max(2_147_483_647);
const Words = z.string().trim().min(1).max(200);

export const UpperHead = z
  .object({
    upper: z.int(),
    programme: Id,
    title: Name,
    cycle: z.string().nullable(),
    name: z.string(),
    form: z.enum(["scheme", "table"]),
    digest: Digest,
    taken: z.object({ by: Who, at: Instant }),
    items: z.int(),
    /** Items that nobody leads. */
    open: z.int(),
  })
  .meta({ id: "UpperHead" });

export const UpperItem = z
  .object({
    item: z.string(),
    name: Name,
    indicator: z.string().nullable(),
    points: ExactText.nullable(),
    /** Per cent of the whole, there. */
    share: ExactText.nullable(),
    lead: SubjectName.nullable(),
    helping: z.array(SubjectName),
    indicators: z.array(z.object({ id: Id, name: Name })),
    set: z.object({ by: Who, at: Instant }).nullable(),
    /** Per cent of the list of its leading unit that our indicators for it weigh; null: no list, no indicator, or weights that differ by coefficient. */
    here: ExactText.nullable(),
    /** Percentage points there above here. */
    gap: ExactText.nullable(),
  })
  .meta({ id: "UpperItem" });

export const UpperPage = UpperHead.extend({
  document: z.string(),
  whole: ExactText.nullable(),
  rows: z.array(UpperItem),
  units: z.array(SubjectName),
  ours: z.array(z.object({ id: Id, name: Name })),
  /** The version of ours that the weights are compared with. */
  against: z.object({ scheme: Id, version: z.int() }).nullable(),
  mayWrite: z.boolean(),
}).meta({ id: "UpperPage" });

export const listUpperSchemes = route({
  method: "GET",
  path: "/upper-schemes",
  summary: "Schemes of the level above for this city",
  action: "see-upper",
  audit: "none",
  input: { query: z.strictObject({ programme: Id.optional() }) },
  output: z.object({ uppers: z.array(UpperHead), programmes: z.array(z.object({ id: Id, title: Name })) }),
  refusals: [],
});

export const takeUpperScheme = route({
  method: "POST",
  path: "/upper-schemes",
  summary: "Take over a scheme of the level above: a scheme document whose one list is the city’s, or a table of items",
  action: "write-upper",
  audit: "change",
  input: {
    body: z.strictObject({
      programme: Id,
      name: Words,
      file: z.discriminatedUnion("form", [
        z.strictObject({ form: z.literal("scheme"), text: z.string().min(1).max(300_000) }),
        /** CSV as text, a workbook as base64: columns for item, weight and indicator. */
        z.strictObject({ form: z.literal("csv"), text: z.string().min(1).max(300_000), title: Words }),
        z.strictObject({ form: z.literal("xlsx"), content: z.base64().max(1_000_000), title: Words }),
      ]),
    }),
  },
  output: z.object({ upper: z.int() }),
  success: 201,
  refusals: ["outside-scope", "upper-unreadable", "upper-known"],
});

export const readUpperScheme = route({
  method: "GET",
  path: "/upper-schemes/{upper}",
  summary: "Its items with lead and helping units, and what each weighs there and in the list of its leading unit",
  action: "see-upper",
  audit: "none",
  input: { params: z.strictObject({ upper: UpperNumber }) },
  output: UpperPage,
  refusals: ["outside-scope"],
});

export const leadUpperItem = route({
  method: "POST",
  path: "/upper-schemes/{upper}/leads",
  summary: "Name who leads an item, who helps, and which of our indicators carry it; without a lead it is open again",
  action: "write-upper",
  audit: "change",
  input: {
    params: z.strictObject({ upper: UpperNumber }),
    body: z.strictObject({
      item: z.string().min(1).max(400),
      lead: Id.nullable(),
      helping: z.array(Id).max(50).default([]),
      indicators: z.array(Id).max(50).default([]),
    }),
  },
  output: UpperPage,
  refusals: ["outside-scope", "lead-unknown"],
});
