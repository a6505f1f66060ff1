import { z } from "zod";
import { route } from "./route.ts";
import { Id, Instant, Name, Who } from "./values.ts";

/** What lets a block of the library give way: a document, its signer, a last day, and a second person. */

const libraryBlocks = ["duplicate", "monitored", "one-in-one-out", "sunset-passed", "second-appraisal"] as const;
const Line = z.string().trim().min(1).max(500);

export const LibraryException = z
  .object({
    exception: z.int(),
    programme: Id,
    block: z.enum(libraryBlocks),
    indicator: Id,
    name: Name.nullable(),
    other: Id.nullable(),
    document: z.string(),
    signer: z.string(),
    reason: z.string(),
    until: z.iso.date(),
    /** past: it was approved and its last day is over. */
    state: z.enum(["waiting", "refused", "approved", "past"]),
    asked: z.object({ by: Who, at: Instant }),
    decided: z.object({ by: Who, at: Instant, reason: z.string().nullable() }).nullable(),
    mayDecide: z.boolean(),
  })
  .meta({ id: "LibraryException" });
export type LibraryException = z.output<typeof LibraryException>;

export const listLibraryExceptions = route({
  method: "GET",
  path: "/library/exceptions",
  summary: "Exceptions from the blocks of the library, those that wait first, then the newest",
  action: "see-library",
  audit: "none",
  input: { query: z.strictObject({ programme: Id.optional() }) },
  output: z.object({ exceptions: z.array(LibraryException) }),
  refusals: ["outside-scope"],
});

export const askLibraryException = route({
  method: "POST",
  path: "/library/exceptions",
  summary: "Ask that a block give way, by a document and its signer; a second person decides",
  action: "keep-library",
  audit: "change",
  input: {
    body: z.strictObject({
      programme: Id,
      block: z.enum(libraryBlocks),
      /** An indicator, known or not yet; of a second appraisal also "appraisal:<n>". */
      indicator: Id,
      other: Id.optional(),
      document: Line,
      signer: z.string().trim().min(1).max(100),
      reason: Line,
      until: z.iso.date(),
    }),
  },
  output: LibraryException,
  success: 201,
  refusals: ["outside-scope", "days-out-of-order", "library-exception-open"],
});

export const decideLibraryException = route({
  method: "POST",
  path: "/library/exceptions/{exception}/decision",
  summary: "Approve an exception as a second person, or refuse it with the reason",
  action: "decide-library-exception",
  audit: "change",
  input: {
    params: z.strictObject({ exception: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: z
      .strictObject({ programme: Id, approve: z.boolean(), reason: z.string().trim().max(500).optional() })
      .refine(({ approve, reason }) => approve || (reason ?? "") !== "", { path: ["reason"] }),
  },
  output: LibraryException,
  refusals: ["outside-scope", "not-found", "same-person", "approval-decided"],
});
