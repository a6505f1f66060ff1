import { z } from "zod";
import { roles } from "./roles.ts";
import { route } from "./route.ts";
import { secondFactors } from "./sign-in.ts";
import { Cursor, Id, Instant, Name, Who } from "./values.ts";

/** Who has a second factor, who needs one, and what is lost: for those who keep the installation. */
export const FactorState = z
  .object({
    account: z.object({ id: Id, name: Name }),
    roles: z.array(z.enum(roles)),
    factors: z.array(z.enum(secondFactors)),
    /** A role that it holds today needs one. */
    isNeeded: z.boolean(),
    /** A recovery waits for a second person. */
    isRecovering: z.boolean(),
  })
  .meta({ id: "FactorState" });
export type FactorState = z.output<typeof FactorState>;

export const listFactorStates = route({
  method: "GET",
  path: "/second-factors",
  summary: "Accounts in use with their second factors; of a factor only its kind",
  action: "see-second-factor-roles",
  audit: "none",
  input: {
    query: z.strictObject({
      q: z.string().max(100).optional(),
      /** missing: needs one and has none. */
      which: z.enum(["all", "missing", "having"]).default("all"),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({ accounts: z.array(FactorState), next: Cursor.nullable() }),
  refusals: [],
});

const RoleList = z
  .string()
  .max(400)
  .regex(/^[a-z-]*(,[a-z-]+)*$/)
  .meta({ description: "Roles with commas between them." });

export const previewFactorRoles = route({
  method: "GET",
  path: "/second-factor-roles/preview",
  summary: "What marking these roles would do: who would have to add a second factor at the next sign-in",
  action: "see-second-factor-roles",
  audit: "none",
  input: { query: z.strictObject({ roles: RoleList }) },
  output: z.object({
    /** Every role: accounts in use that hold it, and those of them without a second factor. */
    roles: z.array(
      z.object({
        role: z.enum(roles),
        /** It always needs one. */
        isFixed: z.boolean(),
        holders: z.int(),
        without: z.int(),
      }),
    ),
    /** Accounts that would need one. */
    needing: z.int(),
    /** Those of them that have none: the next sign-in asks them to add one. */
    adding: z.int(),
    /** Accounts that need one now and would not any more. */
    released: z.int(),
  }),
  refusals: [],
});

export const FactorRecovery = z
  .object({
    id: z.int(),
    account: Who,
    reason: z.string(),
    asked: z.object({ by: Who, at: Instant }),
    /** Whether the reader is the second person that it waits for. */
    mayConfirm: z.boolean(),
  })
  .meta({ id: "FactorRecovery" });
export type FactorRecovery = z.output<typeof FactorRecovery>;

const oneRecovery = z.strictObject({ recovery: z.coerce.number().int().min(1).max(2_147_483_647) });

export const listFactorRecoveries = route({
  method: "GET",
  path: "/factor-recoveries",
  summary: "Lost second factors that wait for a second person",
  action: "see-factor-recoveries",
  audit: "none",
  input: {},
  output: z.object({ recoveries: z.array(FactorRecovery) }),
  refusals: [],
});

export const askFactorRecovery = route({
  method: "POST",
  path: "/factor-recoveries",
  summary: "Ask that the lost second factors of an account be taken away",
  action: "ask-factor-recovery",
  audit: "none",
  input: { body: z.strictObject({ account: Id, reason: z.string().trim().min(1).max(500) }) },
  output: FactorRecovery,
  success: 201,
  refusals: ["not-found", "recovery-open", "recovery-own", "recovery-needless"],
});

export const confirmFactorRecovery = route({
  method: "POST",
  path: "/factor-recoveries/{recovery}/confirmation",
  summary: "Take the lost second factors away, as a second person; the account adds a new one when it next signs in",
  action: "confirm-factor-recovery",
  audit: "none",
  input: { params: oneRecovery },
  output: FactorRecovery,
  refusals: ["not-found", "recovery-own"],
});

export const endFactorRecovery = route({
  method: "POST",
  path: "/factor-recoveries/{recovery}/end",
  summary: "Withdraw or refuse a recovery: the factors stay",
  action: "end-factor-recovery",
  audit: "none",
  input: { params: oneRecovery },
  output: FactorRecovery,
  refusals: ["not-found"],
});
