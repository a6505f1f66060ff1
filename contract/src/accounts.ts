import { z } from "zod";
import { roles } from "./roles.ts";
import { route } from "./route.ts";
import { Cursor, Id, Instant, Name, SubjectName } from "./values.ts";

export const AccountState = z.enum(["active", "suspended", "closed"]).meta({ id: "AccountState" });

/** An account as those see it who keep the installation: who it is, and nothing of anybody's results. */
export const KeptAccount = z
  .object({
    id: Id,
    name: Name,
    staffNumber: z.string().nullable(),
    state: AccountState,
    roles: z.array(z.enum(roles)),
    programme: Id.nullable(),
    self: SubjectName.nullable(),
    createdAt: Instant,
    isDemo: z.boolean(),
  })
  .meta({ id: "KeptAccount" });
export type KeptAccount = z.output<typeof KeptAccount>;

const AccountId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{1,63}$/)
  .meta({ description: "Small letters, digits, dots, dashes; two to 64 of them." });

export const listAccounts = route({
  method: "GET",
  path: "/accounts",
  summary: "Accounts, by identifier; q is part of a name, an identifier or a staff number",
  action: "see-accounts",
  audit: "none",
  input: {
    query: z.strictObject({
      q: z.string().max(100).optional(),
      state: AccountState.optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({ accounts: z.array(KeptAccount), next: Cursor.nullable() }),
  refusals: [],
});

/** An account may do nothing until something is granted to it. */
export const makeAccount = route({
  method: "POST",
  path: "/accounts",
  summary: "Make an account for a person",
  action: "keep-accounts",
  audit: "grant",
  input: {
    body: z.strictObject({
      id: AccountId,
      name: Name,
      staffNumber: z.string().trim().min(1).max(64).optional(),
      /** The official that the person is, where there is one. */
      self: z.strictObject({ programme: Id, subject: Id }).optional(),
    }),
  },
  output: KeptAccount,
  success: 201,
  refusals: ["account-taken", "things-unknown"],
});

/** Suspending ends every session of the account; closing is for good. */
export const changeAccountState = route({
  method: "POST",
  path: "/accounts/{account}/state",
  summary: "Suspend, restore or close an account",
  action: "keep-accounts",
  audit: "grant",
  input: {
    params: z.strictObject({ account: Id }),
    body: z.strictObject({ to: AccountState, reason: z.string().trim().min(1).max(500) }),
  },
  output: KeptAccount,
  refusals: ["account-unknown", "own-account", "account-closed", "last-administrator"],
});
