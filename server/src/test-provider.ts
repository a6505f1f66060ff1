import { createHash, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, SignJWT } from "jose";
import { Provider } from "oidc-provider";

export type TestProvider = {
  readonly issuer: string;
  /** A word about a sign-out, as this provider would sign it. */
  logoutToken(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  stop(): Promise<void>;
};

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";

/**
 * A real provider of OpenID Connect on this machine. People are known to it by what they type as their name: it says that
 * this is their staff number. `back` are the addresses that it sends them to.
 */
export async function startProvider(back: readonly string[], logoutUri: string): Promise<TestProvider> {
  const server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: "test" };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "biaochi",
        client_secret: "a secret of the test and of nobody else",
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
    logoutToken(claims = {}) {
      const usual = { jti: crypto.randomUUID(), events: { [logoutEvent]: {} } };
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "test", typ: "logout+jwt" })
        .setIssuer(issuer)
        .setAudience("biaochi")
        .setIssuedAt()
        .sign(privateKey);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
