import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import * as client from "openid-client";
import type { Settings } from "../../platform/settings.ts";
import { sessionSeconds } from "./session-store.ts";

/** What the provider says about somebody. */
export type SsoPerson = {
  readonly staffNumber: string | undefined;
  readonly subject: string;
  readonly session: string | undefined;
  /** It has asked for more than a password. */
  readonly isStrong: boolean;
  /** When it did ask, in milliseconds; undefined: it does not say. */
  readonly askedAt: number | undefined;
};

export type Sent = { readonly state: string; readonly nonce: string; readonly verifier: string };
export type SsoLogout = {
  readonly subject: string | undefined;
  readonly session: string | undefined;
  readonly at: Date;
};

type Silent = Refusal<"sso-unreachable">;

/** A provider of OpenID Connect: authorisation code with PKCE, state and nonce, and its word about who has signed out. */
export type Sso = {
  readonly name: string;
  /** `isAgain`: it asks the person also where they are signed in there. */
  begin(back: string, isAgain: boolean): Promise<Outcome<{ readonly address: string; readonly sent: Sent }, Silent>>;
  finish(back: string, query: string, sent: Sent): Promise<Outcome<SsoPerson, Silent | Refusal<"sso-refused">>>;
  readLogout(token: string): Promise<Outcome<SsoLogout, Silent | Refusal<"sso-refused">>>;
};

const patienceSeconds = 10;
/** A word about a sign-out is no older than this. */
const logoutSeconds = 120;
const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";

function isSilence(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return (error instanceof TypeError && error.message === "fetch failed") || /^(OAUTH|ERR_JWKS)_TIMEOUT$/.test(code);
}

const silent = { code: "sso-unreachable" } as const;
const textOf = (value: unknown): string | undefined => {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
};

async function discover(settings: Settings): Promise<client.Configuration> {
  const { ssoIssuer, ssoClient, ssoSecret } = settings;
  const server = new URL(ssoIssuer);
  const execute = server.protocol === "http:" ? [client.allowInsecureRequests] : []; // the setting allows it on this machine
  const found = await client.discovery(server, ssoClient, undefined, client.None(), {
    execute,
    timeout: patienceSeconds,
  });
  const metadata = found.serverMetadata();
  const takesBasic = metadata.token_endpoint_auth_methods_supported?.includes("client_secret_basic") ?? true;
  const authentication =
    ssoSecret === "" ? client.None() : (takesBasic ? client.ClientSecretBasic : client.ClientSecretPost)(ssoSecret);
  const configuration = new client.Configuration(metadata, ssoClient, undefined, authentication);
  configuration.timeout = patienceSeconds;
  for (const each of execute) each(configuration);
  client.enableNonRepudiationChecks(configuration);
  return configuration;
}

/** The single sign-on of the settings; undefined: there is none. What the provider says of itself is read when it is needed. */
export function openSso(settings: Settings): Sso | undefined {
  if (settings.ssoIssuer === "") return undefined;
  let found: Promise<client.Configuration> | undefined;
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  const configured = async (): Promise<client.Configuration | undefined> => {
    found ??= discover(settings);
    try {
      return await found;
    } catch {
      found = undefined; // it is asked again the next time
      return undefined;
    }
  };
  return {
    name: settings.ssoName,
    async begin(back, isAgain) {
      const configuration = await configured();
      if (configuration === undefined) return refuse(silent);
      const sent = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: back,
        scope: settings.ssoScope,
        state: sent.state,
        nonce: sent.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(sent.verifier),
        code_challenge_method: "S256",
        max_age: String(isAgain ? 0 : sessionSeconds), // so it says when it has asked
        ...(isAgain ? { prompt: "login" } : {}),
      });
      return ok({ address: address.href, sent });
    },
    async finish(back, query, sent) {
      const configuration = await configured();
      if (configuration === undefined) return refuse(silent);
      const address = new URL(back);
      address.search = query;
      try {
        const tokens = await client.authorizationCodeGrant(configuration, address, {
          pkceCodeVerifier: sent.verifier,
          expectedState: sent.state,
          expectedNonce: sent.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) return refuse({ code: "sso-refused" });
        const own = textOf(claims[settings.ssoClaim]);
        const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
        const more =
          own === undefined && hasMore
            ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
            : {};
        const staffNumber = own ?? textOf(Object.entries(more).find(([name]) => name === settings.ssoClaim)?.[1]);
        const isStrong = Array.isArray(claims.amr) && claims.amr.includes("mfa");
        const { auth_time: asked } = claims;
        const askedAt = typeof asked === "number" && Number.isFinite(asked) ? asked * 1000 : undefined;
        return ok({ staffNumber, subject: claims.sub, session: textOf(claims.sid), isStrong, askedAt });
      } catch (error) {
        return refuse(isSilence(error) ? silent : { code: "sso-refused" });
      }
    },
    async readLogout(token) {
      const configuration = await configured();
      const { jwks_uri, issuer } = configuration?.serverMetadata() ?? {};
      if (configuration === undefined || jwks_uri === undefined || issuer === undefined) return refuse(silent);
      try {
        // Kept, so that nobody makes us ask the provider again and again by words that are not its own.
        keys ??= createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: patienceSeconds * 1000 });
        const { payload } = await jwtVerify(token, keys, {
          issuer,
          audience: settings.ssoClient,
          maxTokenAge: logoutSeconds,
          requiredClaims: ["iat", "jti", "events"],
        });
        const { events, nonce, iat = 0, sub } = payload;
        const session = textOf(payload.sid);
        const isLogout = typeof events === "object" && events !== null && logoutEvent in events;
        if (!isLogout || nonce !== undefined || (sub === undefined && session === undefined))
          return refuse({ code: "sso-refused" });
        return ok({ subject: sub, session, at: new Date(iat * 1000) });
      } catch (error) {
        const isRefused = error instanceof errors.JOSEError && !isSilence(error);
        return refuse(isRefused ? { code: "sso-refused" } : silent);
      }
    },
  };
}
