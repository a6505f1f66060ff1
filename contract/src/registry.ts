import { z } from "zod";
import { route } from "./route.ts";
import { RuleCited } from "./rulebooks.ts";
import { Cursor, Id, Instant, Name, PeriodName, SubjectName, Who } from "./values.ts";

const Day = z.iso.date();
const Dated = { since: Day.nullable(), until: Day.nullable() };
const params = z.strictObject({ programme: Id });
/** As of which day; without one, today. */
const onDay = { on: Day.optional() };
/** A body or unit that is named beside something else; an unknown one by its identifier. */
const Named = z.object({ id: Id, name: Name });

/** What a page of the registry says of the registry itself. `edition` 0: nothing has been recorded in it. */
const Head = { edition: z.int(), cycle: PeriodName.nullable(), cutOff: z.string().nullable(), on: Day };

export const UnitOfTree = z
  .object({
    unit: Id,
    name: Name,
    parent: Id.nullable(),
    unitType: z.string().nullable(),
    cohort: z.string().nullable(),
    sort: z.int(),
    ...Dated,
    isDualLed: z.boolean(),
    sections: z.int(),
    people: z.int(),
  })
  .meta({ id: "UnitOfTree" });
export type UnitOfTree = z.output<typeof UnitOfTree>;

export const readRegistryTree = route({
  method: "GET",
  path: "/programmes/{programme}/registry",
  summary: "The tree of the units in scope as of a day",
  action: "see-registry",
  audit: "none",
  input: { params, query: z.strictObject(onDay) },
  output: z.object({
    ...Head,
    units: z.array(UnitOfTree),
    /** Words in use, for the fields of a form. */
    unitTypes: z.array(z.string()),
    bodies: z.array(Named),
  }),
  refusals: ["outside-scope"],
});

export const UnitSpanSeen = z
  .object({
    span: Id,
    name: Name,
    parent: Named.nullable(),
    unitType: z.string().nullable(),
    cohort: z.string().nullable(),
    sort: z.int(),
    ...Dated,
    ending: z.enum(["merged", "split", "abolished"]).nullable(),
    successors: z.array(Named),
    aliases: z.array(z.string()),
    ledFrom: Name.nullable(),
    gradedBy: Named.nullable(),
  })
  .meta({ id: "UnitSpan" });

const SectionSeen = z.object({ section: Id, name: Name, sort: z.int(), ...Dated });

export const PostHeld = z
  .object({
    post: Id,
    official: SubjectName,
    kind: z.enum(["main", "secondment", "acting"]),
    roleClass: z.string().nullable(),
    title: z.string().nullable(),
    section: Named.nullable(),
    team: Id.nullable(),
    rank: z.string().nullable(),
    ...Dated,
    share: z.string(),
  })
  .meta({ id: "PostHeld" });
export type PostHeld = z.output<typeof PostHeld>;

export const readRegistryUnit = route({
  method: "GET",
  path: "/programmes/{programme}/registry/units/{subject}",
  summary: "A unit: its spans, and its sections, leadership team and people as of a day",
  action: "see-registry",
  audit: "read",
  input: {
    params: z.strictObject({ programme: Id, subject: Id }),
    query: z.strictObject({
      ...onDay,
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
  },
  output: z.object({
    ...Head,
    unit: Id,
    /** Oldest first. */
    spans: z.array(UnitSpanSeen),
    sections: z.array(SectionSeen),
    teams: z.array(z.object({ team: Id, name: Name, ...Dated, members: z.array(PostHeld) })),
    people: z.array(PostHeld),
    next: Cursor.nullable(),
    /** Those who decide on the unit's people. */
    bodies: z.array(Named),
    below: z.array(Named),
  }),
  refusals: ["outside-scope"],
});

export const AppraiserSeen = z
  .object({
    /** Sentences of words `appraiser.<code>`. */
    code: z.string(),
    by: Named.nullable(),
    hears: z.array(Named),
    days: z.array(z.object({ unit: Named, kind: z.enum(["main", "secondment"]), days: z.int() })),
    daysOfCycle: z.int(),
    cutOff: Day,
    /** Values of the sentence. */
    values: z.record(z.string(), z.string()),
    /** null: no national rule says so. */
    rule: RuleCited.nullable(),
    /** By which rule the cut-off day is that day; null: the city has set it. */
    cutOffRule: RuleCited.nullable(),
  })
  .meta({
    id: "Appraiser",
    description: "Who appraises a person in the cycle, by which rule, and whether its text was read.",
  });
export type AppraiserSeen = z.output<typeof AppraiserSeen>;

export const readRegistryOfficial = route({
  method: "GET",
  path: "/programmes/{programme}/registry/officials/{subject}",
  summary: "A person of the registry: posts on a time line, and who appraises them in the cycle and why",
  action: "see-registry-person",
  audit: "read",
  input: { params: z.strictObject({ programme: Id, subject: Id }) },
  output: z.object({
    ...Head,
    official: SubjectName,
    sort: z.int(),
    regime: z.string().nullable(),
    rank: z.string().nullable(),
    managedBy: Named.nullable(),
    ...Dated,
    /** Newest first. */
    posts: z.array(
      z.object({
        post: Id,
        unit: Named,
        section: Named.nullable(),
        team: Named.nullable(),
        kind: z.enum(["main", "secondment", "acting"]),
        roleClass: z.string().nullable(),
        title: z.string().nullable(),
        ...Dated,
        share: z.string(),
      }),
    ),
    /** null where no cycle is known. */
    appraiser: AppraiserSeen.nullable(),
  }),
  refusals: ["outside-scope"],
});

/** Days, formal conclusions and earlier grades: for those who keep the file, and the person. */
export const readPersonnelFile = route({
  method: "GET",
  path: "/programmes/{programme}/registry/officials/{subject}/file",
  summary: "Leave in days, formal conclusions and earlier grades of a person, and what follows for taking part",
  action: "see-personnel-file",
  audit: "read",
  input: { params: z.strictObject({ programme: Id, subject: Id }) },
  output: z.object({
    leave: z.array(z.object({ leave: Id, since: Day, until: Day, days: z.int() })),
    sanctions: z.array(z.object({ sanction: Id, kind: z.string(), ...Dated, document: z.string() })),
    grades: z.array(
      z.object({ entry: Id, year: z.int(), grade: z.string(), scale: z.string(), document: z.string().nullable() }),
    ),
    /** Sentences of words `taking-part.<code>`. */
    takingPart: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.string()), rule: RuleCited })),
    /** Words of the rulebook for the forms of the file: how long a kind of sanction runs, and the grades of the person's scale. */
    sanctionTerms: z.array(z.object({ kind: z.string(), months: z.int() })),
    scale: z.array(Name),
  }),
  refusals: ["outside-scope"],
});

export const listBodies = route({
  method: "GET",
  path: "/programmes/{programme}/registry/bodies",
  summary: "Those who decide, and their meetings",
  action: "see-registry",
  audit: "none",
  input: { params },
  output: z.object({
    edition: z.int(),
    bodies: z.array(z.object({ body: Id, name: Name, units: z.array(Named), until: Day.nullable() })),
    meetings: z.array(
      z.object({ meeting: Id, body: Id, name: Name, session: z.string(), day: Day, minutes: z.string() }),
    ),
  }),
  refusals: ["outside-scope"],
});

export const listRegistryEditions = route({
  method: "GET",
  path: "/programmes/{programme}/registry/editions",
  summary: "What was recorded in the registry, newest first, with reason and author",
  action: "change-registry",
  audit: "none",
  input: {
    params,
    query: z.strictObject({
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({
    editions: z.array(
      z.object({
        edition: z.int(),
        act: z.string(),
        /** The act's subject, or the file. */
        name: z.string(),
        effective: Day.nullable(),
        cycle: PeriodName,
        undoes: z.int().nullable(),
        counts: z.record(z.string(), z.int()),
        reason: z.string().nullable(),
        by: Who,
        at: Instant,
      }),
    ),
    next: Cursor.nullable(),
  }),
  refusals: ["outside-scope"],
});
