import { z } from "zod";

/** Small values that occur in many requests and responses. */

/** A name or sentence in both languages, as the scheme or the registry has it. */
export const Name = z.object({ "zh-CN": z.string(), en: z.string() }).meta({ id: "Name" });
export type Name = z.output<typeof Name>;

/** An exact number as text: a finite decimal ("91.36") where there is one, otherwise a fraction ("26/3"). Never a float. */
export const ExactText = z
  .string()
  .regex(/^-?\d+(\.\d+)?$|^-?\d+\/0*[1-9]\d*$/)
  .meta({ id: "ExactText", description: 'An exact number as text: "91.36", or a fraction such as "26/3".' });

export const Id = z.string().min(1).max(200);
/** "2025", "2025H1", "2025Q3", "2025-03", or a term of years "2021..2025". */
export const PeriodName = z
  .string()
  .regex(/^\d{4}(-\d{2}|Q[1-4]|H[12]|\.\.\d{4})?$/)
  .meta({ id: "PeriodName" });
export const Instant = z.iso.datetime({ offset: true }).meta({ id: "Instant" });
export const Digest = z
  .string()
  .regex(/^([a-z]\d+:)?[0-9a-f]{64}$/)
  .meta({
    id: "Digest",
    description: 'SHA-256, hexadecimal; "b1:" or "c1:" before it says over which form of the data it was taken.',
  });

export const SubjectType = z.enum(["unit", "team", "official"]).meta({ id: "SubjectType" });
export type SubjectType = z.output<typeof SubjectType>;
/** Why a datum is not there. Missing is not zero; the four stay apart everywhere. */
export const Absence = z.enum(["missing", "not-applicable", "exempt", "late"]).meta({ id: "Absence" });
export const Standing = z.enum(["complete", "provisional", "not-formed"]).meta({
  id: "Standing",
  description: "provisional: some datum is missing. not-formed: the scheme says no score is formed.",
});

/** A subject as it is named beside something else. */
export const SubjectName = z.object({ id: Id, type: SubjectType, name: Name }).meta({ id: "SubjectName" });

/** Exact quantiles of the published scores: minimum, quarter, median, three quarters, maximum. */
export const Spread = z.tuple([ExactText, ExactText, ExactText, ExactText, ExactText]).meta({ id: "Spread" });

/** Somebody who acted: an account with its name, or what is none, such as the command line, without. */
export const Who = z.object({ id: z.string().min(1).max(200), name: Name.nullable() }).meta({ id: "Who" });
export type Who = z.output<typeof Who>;

/** Where to go on reading; opaque. */
export const Cursor = z.string().min(1).max(500);

/** A run in the address: `/runs/12`. */
export const RunNumber = z.coerce.number().int().min(1).max(2_147_483_647);

/**
 * Why something about a person is erased. unlawful: it should never have been held. ordered: a court or a competent authority
 * decided so. purpose-ended: it is needed no longer; this one gives way to every duty to keep.
 */
export const erasureBases = ["unlawful", "ordered", "purpose-ended"] as const;
export const ErasureBasis = z.enum(erasureBases).meta({ id: "ErasureBasis" });
export type ErasureBasis = z.output<typeof ErasureBasis>;
