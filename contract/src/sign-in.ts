import { z } from "zod";
import { route } from "./route.ts";
import { RoleName, Session } from "./session.ts";
import { Instant } from "./values.ts";

/**
 * Signing in goes step by step: each answer says what comes next. The browser holds the step in a cookie; nobody has signed
 * in before `done`.
 */
export const secondFactors = ["code", "passkey"] as const;
export const SecondFactor = z.enum(secondFactors).meta({ id: "SecondFactor" });
export type SecondFactor = z.output<typeof SecondFactor>;

export const SignInStep = z
  .object({
    /** second-factor: prove it by one of `factors`. enrol: add one first. new-password: the present one is due. */
    next: z.enum(["done", "second-factor", "enrol", "new-password"]),
    /** The factors that this account has. */
    factors: z.array(SecondFactor),
    /** When it is done. */
    session: Session.nullable(),
  })
  .meta({ id: "SignInStep" });
export type SignInStep = z.output<typeof SignInStep>;

const Typed = z.string().min(1).max(1024);
/** What a browser's passkey machinery takes and gives, as WebAuthn describes it. */
const PasskeyRequest = z.looseObject({ challenge: z.string() });
const PasskeyCreation = z.looseObject({
  challenge: z.string(),
  rp: z.looseObject({ name: z.string() }),
  user: z.looseObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.looseObject({ type: z.literal("public-key"), alg: z.number().int() })),
});
const PasskeyAnswer = z.looseObject({
  id: z.string().max(2000),
  rawId: z.string().max(2000),
  type: z.literal("public-key"),
});
const Code = z
  .string()
  .trim()
  .regex(/^\d{6}$/);

const refused = ["sign-in-refused", "sign-in-locked"] as const;
const gone = "sign-in-step-gone";

export const readSignInWays = route({
  method: "GET",
  path: "/sign-in",
  summary: "The ways in which people sign in here",
  action: "sign-in",
  audit: "none",
  input: {},
  output: z.object({
    /** The name of the single sign-on; null: there is none. */
    sso: z.string().nullable(),
    /** Whether a password is meant for administrators alone. */
    isForAdministrators: z.boolean(),
  }),
  refusals: [],
});

export const signInByPassword = route({
  method: "POST",
  path: "/sign-in/password",
  summary: "Sign in with a name (own name or staff number) and a password",
  action: "sign-in",
  audit: "none",
  input: { body: z.strictObject({ name: Typed, password: Typed }) },
  output: SignInStep,
  refusals: refused,
});

export const signInByCode = route({
  method: "POST",
  path: "/sign-in/code",
  summary: "Prove the second factor by the code of an authenticator",
  action: "sign-in",
  audit: "none",
  input: { body: z.strictObject({ code: Code }) },
  output: SignInStep,
  refusals: [...refused, "code-refused", gone],
});

export const askForPasskey = route({
  method: "POST",
  path: "/sign-in/passkey/challenge",
  summary: "What a browser needs to use a passkey: as the second factor of a step, or alone",
  action: "sign-in",
  audit: "none",
  input: {},
  output: PasskeyRequest,
  refusals: [],
});

export const signInByPasskey = route({
  method: "POST",
  path: "/sign-in/passkey",
  summary: "Sign in with a passkey, or prove the second factor by it",
  action: "sign-in",
  audit: "none",
  input: { body: z.strictObject({ passkey: PasskeyAnswer }) },
  output: SignInStep,
  refusals: [...refused, "passkey-refused", gone],
});

export const beginCode = route({
  method: "POST",
  path: "/sign-in/factors/code",
  summary: "A new secret for an authenticator, in a step that adds a second factor",
  action: "sign-in",
  audit: "none",
  input: {},
  output: z.object({ secret: z.string(), address: z.string() }),
  refusals: [gone],
});

export const addCode = route({
  method: "PUT",
  path: "/sign-in/factors/code",
  summary: "Add the authenticator by its first code",
  action: "sign-in",
  audit: "none",
  input: { body: z.strictObject({ code: Code }) },
  output: SignInStep,
  refusals: [...refused, "code-refused", gone],
});

export const beginPasskey = route({
  method: "POST",
  path: "/sign-in/factors/passkey",
  summary: "What a browser needs to make a passkey, in a step that adds a second factor",
  action: "sign-in",
  audit: "none",
  input: {},
  output: PasskeyCreation,
  refusals: [gone],
});

export const addPasskey = route({
  method: "PUT",
  path: "/sign-in/factors/passkey",
  summary: "Add the passkey that the browser has made",
  action: "sign-in",
  audit: "none",
  input: { body: z.strictObject({ passkey: PasskeyAnswer }) },
  output: SignInStep,
  refusals: [...refused, "passkey-refused", gone],
});

export const renewPassword = route({
  method: "POST",
  path: "/sign-in/new-password",
  summary: "A new password where the present one is due",
  action: "sign-in",
  audit: "none",
  input: { body: z.strictObject({ password: Typed }) },
  output: SignInStep,
  refusals: [...refused, "password-weak", "password-used-before", gone],
});

export const beginSso = route({
  method: "POST",
  path: "/sign-in/sso",
  summary: "Where the single sign-on asks for the person",
  action: "sign-in",
  audit: "none",
  /** again: the person is asked there once more, also where they are still signed in. It is so for whoever is signed in here. */
  input: { body: z.strictObject({ again: z.boolean().optional() }).nullish() },
  output: z.object({ address: z.string() }),
  refusals: ["sso-unknown", "sso-unreachable"],
});

export const signInBySso = route({
  method: "POST",
  path: "/sign-in/sso/return",
  summary: "Sign in with what the single sign-on has sent back",
  action: "sign-in",
  audit: "none",
  input: { body: z.strictObject({ query: z.string().max(8000) }) },
  output: SignInStep,
  refusals: [...refused, "sso-unknown", "sso-unreachable", "sso-refused", "sso-account-unknown", gone],
});

export const endSsoSession = route({
  method: "POST",
  path: "/sign-in/sso/logout",
  summary: "The single sign-on tells that somebody has signed out there (OpenID Connect Back-Channel Logout)",
  action: "sign-in",
  audit: "none",
  input: { body: z.object({ logout_token: z.string().max(20_000) }) },
  output: z.object({ ended: z.number().int() }),
  refusals: ["sso-unknown", "sso-unreachable", "sso-refused"],
});

const Token = z.string().min(20).max(100);

export const readSetUpLink = route({
  method: "POST",
  path: "/set-up/link",
  summary: "What a set-up link is for",
  action: "sign-in",
  audit: "none",
  input: { body: z.strictObject({ token: Token }) },
  output: z.object({
    /** The administrator whose account is made; null: it is for a new password. */
    role: RoleName.nullable(),
    /** Whose password it is. */
    signInName: z.string().nullable(),
    expiresAt: Instant,
  }),
  refusals: ["set-up-link-gone"],
});

export const setUpAccount = route({
  method: "POST",
  path: "/set-up/account",
  summary: "Make the account of an administrator; a second factor comes next",
  action: "sign-in",
  audit: "none",
  input: {
    body: z.strictObject({
      token: Token,
      name: z.string().trim().min(1).max(60),
      signInName: z.string().trim().min(1).max(60),
      password: Typed,
    }),
  },
  output: SignInStep,
  refusals: ["set-up-link-gone", "sign-in-name-unfit", "sign-in-name-taken", "password-weak", "sign-in-refused"],
});

export const setUpPassword = route({
  method: "POST",
  path: "/set-up/password",
  summary: "A new password by a link; whoever set it signs in with it",
  action: "sign-in",
  audit: "none",
  input: { body: z.strictObject({ token: Token, password: Typed }) },
  output: z.object({ signInName: z.string() }),
  refusals: ["set-up-link-gone", "password-weak", "password-used-before"],
});
