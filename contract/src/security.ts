import { z } from "zod";
import { route } from "./route.ts";
import { RoleName } from "./session.ts";
import { SignInStep } from "./sign-in.ts";
import { Instant } from "./values.ts";

/** What somebody sees and changes of their own security, and what administrators decide about second factors. */

export const Passkey = z
  .object({ id: z.string(), device: z.string(), madeAt: Instant, usedAt: Instant.nullable() })
  .meta({ id: "Passkey" });

export const OwnSession = z
  .object({
    id: z.number().int(),
    /** "Edge · Windows"; empty where the browser said nothing. */
    device: z.string(),
    way: z.string(),
    beganAt: Instant,
    seenAt: Instant,
    isHere: z.boolean(),
  })
  .meta({ id: "OwnSession" });

export const OwnSecurity = z
  .object({
    signInName: z.string().nullable(),
    staffNumber: z.string().nullable(),
    /** null: this account has none, and comes in by the single sign-on or the demo. */
    password: z.object({ madeAt: Instant, dueOn: z.iso.date().nullable() }).nullable(),
    code: z.object({ madeAt: Instant }).nullable(),
    passkeys: z.array(Passkey),
    /** Whether one of the roles needs a second factor. */
    isFactorRequired: z.boolean(),
    sessions: z.array(OwnSession),
  })
  .meta({ id: "OwnSecurity" });
export type OwnSecurity = z.output<typeof OwnSecurity>;

const Typed = z.string().min(1).max(1024);
/** Asked again for what a stranger at an unlocked desk must not do; absent where the account has no password. */
const Again = z.strictObject({ password: Typed.optional() });
const again = ["password-wrong", "sign-in-locked"] as const;

export const readOwnSecurity = route({
  method: "GET",
  path: "/security",
  summary: "Own password, second factors and sessions",
  action: "see-own-security",
  audit: "none",
  input: {},
  output: OwnSecurity,
  refusals: [],
});

export const changePassword = route({
  method: "POST",
  path: "/security/password",
  summary: "Change the own password; every other session of the account ends",
  action: "change-own-security",
  audit: "none",
  input: { body: z.strictObject({ password: Typed, present: Typed }) },
  output: OwnSecurity,
  refusals: [...again, "password-weak", "password-used-before"],
});

export const beginFactor = route({
  method: "POST",
  path: "/security/factors",
  summary: "Begin to add a second factor",
  action: "change-own-security",
  audit: "none",
  input: { body: Again },
  output: SignInStep,
  refusals: again,
});

export const removeCode = route({
  method: "POST",
  path: "/security/factors/code/removal",
  summary: "Remove the own authenticator",
  action: "change-own-security",
  audit: "none",
  input: { body: Again },
  output: OwnSecurity,
  refusals: [...again, "not-found", "factor-required"],
});

export const removePasskey = route({
  method: "POST",
  path: "/security/factors/passkey/removal",
  summary: "Remove one of the own passkeys",
  action: "change-own-security",
  audit: "none",
  input: { body: Again.extend({ passkey: z.string().min(1).max(2000) }) },
  output: OwnSecurity,
  refusals: [...again, "not-found", "factor-required"],
});

export const endSession = route({
  method: "DELETE",
  path: "/security/sessions/{session}",
  summary: "End one of the own sessions",
  action: "change-own-security",
  audit: "none",
  input: { params: z.object({ session: z.coerce.number().int().min(1).max(2_147_483_647) }) },
  output: OwnSecurity,
  refusals: ["not-found"],
});

export const endOtherSessions = route({
  method: "DELETE",
  path: "/security/sessions",
  summary: "End every own session but this one",
  action: "change-own-security",
  audit: "none",
  input: {},
  output: OwnSecurity,
  refusals: [],
});

const SecondFactorRoles = z.object({ roles: z.array(RoleName) }).meta({ id: "SecondFactorRoles" });

export const readSecondFactorRoles = route({
  method: "GET",
  path: "/second-factor-roles",
  summary: "The roles whose holders need a second factor",
  action: "see-second-factor-roles",
  audit: "none",
  input: {},
  output: SecondFactorRoles,
  refusals: [],
});

export const setSecondFactorRoles = route({
  method: "PUT",
  path: "/second-factor-roles",
  summary: "Mark the roles whose holders need a second factor; those of the three administrators stay marked",
  action: "set-second-factor-roles",
  audit: "none",
  input: { body: z.strictObject({ roles: z.array(RoleName).max(16) }) },
  output: SecondFactorRoles,
  refusals: ["administrators-need-factor"],
});
