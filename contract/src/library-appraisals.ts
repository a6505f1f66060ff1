import { z } from "zod";
import { route } from "./route.ts";
import { Id, Instant, Name, Who } from "./values.ts";

/** What departments do beside this appraisal, with what it costs. */

const Named = z.object({ id: Id, name: Name });
const Line = z.string().trim().min(1).max(500);

export const RegisteredAppraisal = z
  .object({
    appraisal: z.int(),
    kind: z.enum(["appraisal", "inspection"]),
    department: Named,
    title: z.string(),
    matter: z.string(),
    document: z.string(),
    units: z.int(),
    times: z.int(),
    /** Of one unit, each time. */
    minutes: z.int(),
    isExcepted: z.boolean(),
    recorded: z.object({ by: Who, at: Instant }),
    ended: z.object({ by: Who, at: Instant, reason: z.string() }).nullable(),
  })
  .meta({ id: "RegisteredAppraisal" });
export type RegisteredAppraisal = z.output<typeof RegisteredAppraisal>;

export const listAppraisals = route({
  method: "GET",
  path: "/library/appraisals",
  summary: "Appraisals beside this one and statutory inspections, with what they cost",
  action: "see-library",
  audit: "none",
  input: { query: z.strictObject({ programme: Id.optional() }) },
  output: z.object({ programme: Id.nullable(), appraisals: z.array(RegisteredAppraisal) }),
  refusals: ["outside-scope"],
});

export const registerAppraisal = route({
  method: "POST",
  path: "/library/appraisals",
  summary:
    "Register a statutory inspection, or an appraisal; a second appraisal of the same thing is refused without an exception",
  action: "keep-library",
  audit: "change",
  input: {
    body: z.strictObject({
      programme: Id,
      kind: z.enum(["appraisal", "inspection"]),
      department: Id,
      title: Line,
      matter: Line,
      document: Line,
      units: z.int().min(1).max(100_000),
      times: z.int().min(1).max(366),
      minutes: z.int().min(0).max(100_000),
    }),
  },
  output: RegisteredAppraisal,
  success: 201,
  refusals: ["outside-scope", "things-unknown", "second-appraisal"],
});

export const endAppraisal = route({
  method: "POST",
  path: "/library/appraisals/{appraisal}/end",
  summary: "End a registered appraisal or inspection",
  action: "keep-library",
  audit: "change",
  input: {
    params: z.strictObject({ appraisal: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: z.strictObject({ programme: Id, reason: Line }),
  },
  output: RegisteredAppraisal,
  refusals: ["outside-scope", "not-found", "library-ended"],
});
