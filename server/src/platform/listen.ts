import { createServer, type Server } from "node:http";
import { type Outcome, ok, refuse } from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import type { PlatformRefusal } from "./refusal.ts";

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function whyNot(error: unknown, host: string, port: number): PlatformRefusal {
  if (codeOf(error) === "EADDRINUSE") return { code: "port-taken", params: { port } };
  return { code: "host-unusable", params: { host, reason: error instanceof Error ? error.message : String(error) } };
}

/** A second ear on ::1: browsers try it first for "localhost". Where the machine has no IPv6 there is nobody to hear. */
async function listenOnV6(app: FastifyInstance, port: number): Promise<Outcome<Server | "no-v6", PlatformRefusal>> {
  const second: Server = createServer((request, response) => app.routing(request, response));
  try {
    await new Promise<void>((resolve, reject) => {
      second.once("error", reject);
      second.listen({ port, host: "::1", ipv6Only: true }, resolve);
    });
  } catch (error) {
    if (["EADDRNOTAVAIL", "EAFNOSUPPORT", "EINVAL"].includes(codeOf(error))) return ok("no-v6");
    return refuse(whyNot(error, "::1", port));
  }
  return ok(second);
}

export type Listening = {
  readonly port: number;
  /** Lets running requests finish, and ends. */
  close(): Promise<void>;
};

/** Listens on both loopback addresses for `localhost`, else where the setting says. */
export async function listen(
  app: FastifyInstance,
  host: string,
  port: number,
): Promise<Outcome<Listening, PlatformRefusal>> {
  const isLocal = host === "localhost";
  try {
    await app.listen({ port, host: isLocal ? "127.0.0.1" : host, listenTextResolver: () => "listening" });
  } catch (error) {
    return refuse(whyNot(error, host, port));
  }
  const address = app.server.address();
  const found = typeof address === "object" && address !== null ? address.port : port;
  const second = isLocal ? await listenOnV6(app, found) : ok("no-v6" as const);
  if (!second.ok) {
    await app.close();
    return second;
  }
  return ok({
    port: found,
    async close() {
      if (second.value !== "no-v6") {
        second.value.closeIdleConnections();
        second.value.close();
      }
      await app.close();
    },
  });
}
