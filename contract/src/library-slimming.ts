import { z } from "zod";
import { librarySources } from "./library.ts";
import { route } from "./route.ts";
import { Id, Name } from "./values.ts";

const Named = z.object({ id: Id, name: Name });
const count = z.int().min(0);

/** A side of the report: "scheme/<id>/<version>", or "day/2026-03-01". */
const SideName = z
  .string()
  .max(220)
  .regex(/^(scheme\/.+\/\d{1,4}|day\/\d{4}-\d{2}-\d{2})$/);
const Slim = z.object({
  side: SideName,
  indicators: count,
  bySource: z.record(z.string(), count),
  byOwner: z.array(z.object({ owner: Named.nullable(), count })),
  forms: z.number(),
  minutes: z.number(),
  byUnitType: z.array(z.object({ type: z.string(), units: count, forms: z.number(), minutes: z.number() })),
  duplicates: z.array(z.object({ one: z.object({ id: Id, name: Name }), other: z.object({ id: Id, name: Name }) })),
});

export const readSlimming = route({
  method: "GET",
  path: "/library/slimming",
  summary:
    "Two versions of schemes, or two days of the library, beside each other: what is asked, of whom, and what it takes",
  action: "see-library",
  audit: "none",
  input: {
    query: z.strictObject({ programme: Id.optional(), before: SideName.optional(), after: SideName.optional() }),
  },
  output: z.object({
    programme: Id,
    sides: z.array(
      z.object({ side: SideName, scheme: Id.nullable(), version: z.int().nullable(), title: Name.nullable() }),
    ),
    before: Slim.nullable(),
    after: Slim.nullable(),
    /** Minutes that one asking takes, by source: the model behind all minutes here. */
    model: z.record(z.string(), z.number()),
    gone: z.array(z.object({ id: Id, name: Name, source: z.enum(librarySources).nullable() })),
    come: z.array(z.object({ id: Id, name: Name, source: z.enum(librarySources).nullable() })),
    /** Other appraisals and statutory inspections that stand today, and what they take of all units in a year. */
    beside: z.object({ appraisals: count, inspections: count, minutes: count }),
  }),
  refusals: ["outside-scope", "not-found"],
});
