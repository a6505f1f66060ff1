import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

export const providerSecret = "a secret of the tests and of nobody else";

export type SignOnProvider = {
  readonly issuer: string;
  /** A word about a sign-out, as this provider would sign it. */
  logoutToken(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  stop(): Promise<void>;
};

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";

/**
 * A real provider of OpenID Connect on this machine, for tests. People are known to it by what they type as their name: it says that
 * this is their staff number. `back` are the addresses that it sends them to.
 */
export async function startProvider(back: readonly string[], logoutUri: string): Promise<SignOnProvider> {
  const server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "test" };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "biaochi",
        client_secret: providerSecret,
        redirect_uris: [...back],
        backchannel_logout_uri: logoutUri,
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: [key] },
    claims: { openid: ["sub"], profile: ["staff_number"] },
    conformIdTokenClaims: false,
    features: { backchannelLogout: { enabled: true } },
    pkce: { required: () => true },
    cookies: { keys: [createHash("sha256").update(issuer).digest("hex")] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, staff_number: id }) }),
  });
  const handler = provider.callback();
  return {
    issuer,
    async logoutToken(claims = {}) {
      const iat = Math.floor(Date.now() / 1000);
      const usual = { iss: issuer, aud: "biaochi", iat, jti: randomUUID(), events: { [logoutEvent]: {} } };
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const signed = `${part({ alg: "RS256", kid: "test", typ: "logout+jwt" })}.${part({ ...usual, ...claims })}`;
      return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
