import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import helmet from "@fastify/helmet";
import type { FastifyInstance, FastifyRequest } from "fastify";

/** Where the routes of the contract stand. */
export const apiPrefix = "/api/v1";

/** One nonce per request, for scripts and styles alike: the page has one place to read it from. */
const nonces = new WeakMap<IncomingMessage, string>();

function nonceFor(raw: IncomingMessage): string {
  const nonce = nonces.get(raw) ?? randomBytes(18).toString("base64url");
  nonces.set(raw, nonce);
  return nonce;
}

export function nonceOf(request: FastifyRequest): string {
  return nonceFor(request.raw);
}

/** Data is no page: nothing in it may load, run or be framed. Always the same, so that it costs nothing per request. */
const headersOfData = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "SAMEORIGIN",
};

/** Nothing from elsewhere, nothing inline without this request's nonce, no frame around us. */
export async function protectContent(app: FastifyInstance, isEncrypted: boolean): Promise<void> {
  const fixed = isEncrypted
    ? { ...headersOfData, "strict-transport-security": "max-age=31536000; includeSubDomains" }
    : headersOfData;
  const withNonce = ["'self'", (raw: IncomingMessage) => `'nonce-${nonceFor(raw)}'`];
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: withNonce,
        styleSrc: withNonce,
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isEncrypted,
    referrerPolicy: { policy: "same-origin" },
    crossOriginEmbedderPolicy: false,
  });
  app.addHook("onRequest", (request, reply, done) => {
    if (request.url.startsWith(apiPrefix) || request.url === "/healthz") {
      reply.headers(fixed);
      return done();
    }
    Promise.resolve(reply.helmet()).then(() => done(), done);
  });
}
