import { z } from "zod";
import { FactKind } from "./facts.ts";
import { route } from "./route.ts";
import { Digest, ErasureBasis, Id, Instant, Name, PeriodName, SubjectName } from "./values.ts";

/** How well the source of a duty is known: the text was read, somebody else states it, or it is from memory. */
export const Evidence = z.enum(["source", "secondary", "memory"]).meta({ id: "Evidence" });

const Duty = z.object({
  code: z.string(),
  /** Act and article. */
  source: z.string(),
  evidence: Evidence,
  /** Whether it stands against this erasure; otherwise the document that the erasure rests on goes before it. */
  blocks: z.boolean(),
});

/** One fact about the person, by what it is and never by its value. */
const ErasableFact = z.object({
  id: Id,
  kind: FactKind,
  indicator: Id.nullable(),
  period: z.string().nullable(),
  recordedAt: Instant,
  /** Why it cannot be erased: it stands and must be corrected first, its kind is kept, or it is erased already. */
  kept: z.enum(["in-force", "kind-kept", "erased"]).nullable(),
});

export const ErasurePreview = z
  .object({
    subject: SubjectName,
    facts: z.array(ErasableFact),
    /** Rows that give way, by table. */
    rows: z.array(z.object({ entry: z.string(), count: z.int() })),
    /** Finished runs that cannot be computed again bit for bit afterwards. Their recorded results stay. */
    runs: z.array(z.object({ run: z.int(), period: PeriodName, isIssued: z.boolean(), ofFacts: z.boolean() })),
    /** Documents about the person: their files stay, or go. The register keeps number and digest. */
    documents: z.array(z.object({ number: z.string(), kind: z.string(), isRemoved: z.boolean() })),
    /** The person’s account is closed, and signs in no more. */
    closesAccount: z.boolean(),
    duties: z.array(Duty),
    /** Over everything that goes: whoever approves names it, so that nothing else goes than was seen. */
    digest: Digest,
  })
  .meta({ id: "ErasurePreview" });
export type ErasurePreview = z.output<typeof ErasurePreview>;

const Who = z.object({ by: Id, byName: Name.nullable(), at: Instant });

export const Erasure = z
  .object({
    erasure: z.int(),
    programme: Id,
    subject: SubjectName,
    basis: ErasureBasis,
    document: z.string(),
    reason: z.string(),
    identity: z.boolean(),
    facts: z.array(Id),
    state: z.enum(["waiting", "refused", "done"]),
    asked: Who,
    decided: Who.extend({ reason: z.string().nullable() }).nullable(),
    doneAt: Instant.nullable(),
    mayDecide: z.boolean(),
  })
  .meta({
    id: "Erasure",
    description: "That something about a person gives way to a tombstone: what, on what basis, by whom.",
  });
export type Erasure = z.output<typeof Erasure>;

const choice = {
  programme: Id,
  subject: Id,
  basis: ErasureBasis,
  /** Names and the account. */
  identity: z.boolean().default(false),
  facts: z.array(Id).max(500).default([]),
};
const ErasureNumber = z.coerce.number().int().min(1).max(2_147_483_647);
const Text = z.string().trim().min(1).max(500);

export const previewErasure = route({
  method: "POST",
  path: "/erasures/preview",
  summary: "What would go, which runs it touches, what is kept and why; nothing is changed",
  action: "preview-erasure",
  audit: "read",
  input: { body: z.strictObject(choice) },
  output: ErasurePreview,
  refusals: ["outside-scope"],
});

export const askErasure = route({
  method: "POST",
  path: "/erasures",
  summary: "Ask that something about a person be erased",
  action: "ask-erasure",
  audit: "change",
  input: { body: z.strictObject({ ...choice, document: Text, reason: Text }) },
  output: Erasure,
  success: 201,
  refusals: ["outside-scope", "erasure-retained", "erasure-of-nothing", "erasure-fact-kept"],
});

export const listErasures = route({
  method: "GET",
  path: "/erasures",
  summary: "Erasures asked for and done, newest first",
  action: "see-erasures",
  audit: "none",
  input: {},
  output: z.object({ erasures: z.array(Erasure) }),
  refusals: [],
});

/** Approved, it is done at once. */
export const decideErasure = route({
  method: "POST",
  path: "/erasures/{erasure}/decision",
  summary: "Approve, as a second person, what was seen in the preview, or refuse it",
  action: "decide-erasure",
  audit: "change",
  input: {
    params: z.strictObject({ erasure: ErasureNumber }),
    body: z
      .strictObject({ approve: z.boolean(), seen: Digest.optional(), reason: z.string().trim().max(500).optional() })
      .refine(({ approve, reason, seen }) => (approve ? seen !== undefined : (reason ?? "") !== ""), {
        path: ["reason"],
      }),
  },
  output: Erasure,
  refusals: [
    "outside-scope",
    "own-erasure",
    "erasure-decided",
    "erasure-changed",
    "erasure-retained",
    "erasure-fact-kept",
  ],
});
