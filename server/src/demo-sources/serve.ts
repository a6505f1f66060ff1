import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../platform/clock.ts";
import { casesSince } from "./approvals.ts";
import { ordersIn } from "./hotline.ts";

/** Names that are nobody's (RFC 2606), by which the connections of a demo call the simulated systems. */
export const hotlineHost = "hotline.simulated.example";
export const approvalsHost = "approvals.simulated.example";
export const hotlineKeyHeader = "X-Hotline-Key";
export const approvalsClient = "biaochi";
/** A unit that the hotline knows and the appraisal office has not been told of. */
export const strangeDepartment = "D999";

export type DemoSecrets = { readonly hotline: string; readonly approvals: string };

/** The same after each start, and of each installation its own. */
export const demoSecretsOf = (masterKey: Uint8Array): DemoSecrets => {
  const of = (name: string) =>
    createHmac("sha256", masterKey).update(`biaochi: ${name} of the demo`).digest("base64url");
  return { hotline: of("hotline"), approvals: of("approvals") };
};

export type DemoSources = {
  /** Where each of them listens. */
  readonly hosts: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

export type DemoSourcesOptions = {
  readonly clock: Clock;
  readonly secrets: DemoSecrets;
  readonly departments: readonly string[];
};

const isSame = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const answer = (response: ServerResponse, status: number, content: unknown): ServerResponse =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));

const pageSize = 500;
const momentIn = (url: URL, name: string, otherwise: Date): Date => {
  const moment = new Date(url.searchParams.get(name) ?? "");
  return Number.isNaN(moment.getTime()) ? otherwise : moment;
};

function hotlineOn({ clock, secrets, departments }: DemoSourcesOptions) {
  return (request: IncomingMessage, response: ServerResponse): ServerResponse => {
    const url = new URL(request.url ?? "/", "http://hotline");
    const key = [request.headers[hotlineKeyHeader.toLowerCase()] ?? ""].flat()[0] ?? "";
    if (!isSame(key, secrets.hotline)) return answer(response, 401, { error: "key" });
    if (url.pathname !== "/orders") return answer(response, 404, { error: "path" });
    const now = clock.now();
    const window = { since: momentIn(url, "since", new Date(0)), until: momentIn(url, "until", now) };
    const orders = ordersIn(window, now, [...departments, strangeDepartment]);
    const from = Number(url.searchParams.get("mark") ?? 0) || 0;
    const next = from + pageSize < orders.length ? String(from + pageSize) : null;
    return answer(response, 200, { isSimulated: true, orders: orders.slice(from, from + pageSize), next });
  };
}

function approvalsOn({ clock, secrets, departments }: DemoSourcesOptions) {
  const tokens = new Set<string>();
  const basic = `Basic ${Buffer.from(`${approvalsClient}:${secrets.approvals}`).toString("base64")}`;
  return (request: IncomingMessage, response: ServerResponse): ServerResponse => {
    const url = new URL(request.url ?? "/", "http://approvals");
    const { authorization = "" } = request.headers;
    if (request.method === "POST" && url.pathname === "/token") {
      request.resume();
      if (!isSame(authorization, basic)) return answer(response, 401, { error: "invalid_client" });
      const token = randomBytes(24).toString("base64url");
      tokens.add(token);
      return answer(response, 200, { access_token: token, token_type: "Bearer", expires_in: 600 });
    }
    if (!tokens.has(authorization.replace(/^Bearer /, ""))) return answer(response, 401, { error: "invalid_token" });
    const all = casesSince(momentIn(url, "since", new Date(0)), clock.now(), departments);
    const page = Math.max(1, Number(url.searchParams.get("page") ?? 1) || 1);
    return answer(response, 200, { isSimulated: true, cases: all.slice((page - 1) * pageSize, page * pageSize) });
  };
}

/** The simulated systems of a demo, on this machine alone and on any free port. */
export async function openDemoSources(options: DemoSourcesOptions): Promise<DemoSources> {
  const servers = [createServer(hotlineOn(options)), createServer(approvalsOn(options))];
  const origins: string[] = [];
  for (const server of servers) {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origins.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }
  const [hotline = "", approvals = ""] = origins;
  return {
    hosts: { [hotlineHost]: hotline, [approvalsHost]: approvals },
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
