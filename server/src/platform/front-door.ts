import type { FastifyInstance, FastifyRequest } from "fastify";
import { sendRefusal } from "./problems.ts";
import { isLoopback, type Settings } from "./settings.ts";

/** Answered under every name: a probe knows an address, not our name. */
const healthPaths = ["/healthz", "/readyz"];

function hostOf(request: FastifyRequest): { readonly name: string; readonly port: string } {
  const found = /^(\[[^\]]+\]|[^:]*)(:\d+)?$/.exec(request.headers.host ?? "");
  return { name: (found?.[1] ?? "").toLowerCase(), port: found?.[2] ?? "" };
}

/**
 * Passkeys belong to a name, and a browser accepts none on a bare address: 127.0.0.1 and [::1] are sent on to localhost.
 * While we listen on this machine only, any other name is somebody else's (DNS rebinding) and is refused.
 */
export function guardHost(app: FastifyInstance, settings: Settings): void {
  if (!isLoopback(settings.host)) return;
  const origin = new URL(settings.origin);
  const names = new Set(["localhost", origin.hostname]);
  app.addHook("onRequest", (request, reply, done) => {
    const { name, port } = hostOf(request);
    if (names.has(name) || healthPaths.includes(request.url.split("?")[0] ?? "")) return done();
    if (name === "127.0.0.1" || name === "[::1]") return reply.redirect(`http://localhost${port}${request.url}`, 308);
    return sendRefusal(request, reply, { code: "host-unknown" });
  });
}

const harmless = ["GET", "HEAD", "OPTIONS"];

/**
 * Nothing is changed for a page of another site. Every browser says with such a request from where it comes: by `Origin`,
 * or else by `Sec-Fetch-Site`. What says neither is no browser and brings nobody's cookie along.
 */
export function guardOrigin(app: FastifyInstance, settings: Settings): void {
  app.addHook("onRequest", async (request, reply) => {
    if (harmless.includes(request.method)) return;
    const { origin, host } = request.headers;
    const site = request.headers["sec-fetch-site"];
    const isOurs =
      origin === undefined
        ? site === undefined || site === "same-origin" || site === "none"
        : origin === settings.origin || (URL.canParse(origin) && new URL(origin).host === host);
    if (!isOurs) return sendRefusal(request, reply, { code: "origin-foreign" });
  });
}
