import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import helmet from "@fastify/helmet";
import type { FastifyInstance, FastifyRequest } from "fastify";

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

/** Nothing from elsewhere, nothing inline without this request's nonce, no frame around us. */
export async function protectContent(app: FastifyInstance, isEncrypted: boolean): Promise<void> {
  const withNonce = ["'self'", (raw: IncomingMessage) => `'nonce-${nonceFor(raw)}'`];
  await app.register(helmet, {
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
}
