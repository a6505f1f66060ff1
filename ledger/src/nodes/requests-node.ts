// The door to the network of both nodes: bounded in everything that a stranger can choose.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { boundedServer, type DoorLimits, usualPerAddress } from "../bounded-server-node.ts";
import type { Bytes } from "../bytes.ts";
import { reasonOf } from "./durable-node.ts";
import { type Done, done, undone } from "./notice.ts";

export interface Reply {
  readonly status: number;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Bytes;
}

export interface Door {
  readonly host: string;
  readonly port: number;
  /** Of one address; the budget of a minute may be used at once. */
  readonly requestsPerMinute: number;
  readonly largestBody: number;
  readonly limits?: Partial<DoorLimits>;
  readonly get: (path: string) => Promise<Reply | undefined> | Reply | undefined;
  /** Undefined: nothing is posted there. */
  readonly post: (path: string) => ((body: Bytes) => Promise<Reply>) | undefined;
}

export interface OpenDoor {
  readonly url: string;
  close(): Promise<void>;
}

const connections = 256;
const usualLimits = {
  ...{ connections, headerBytes: 8192 },
  ...{ headers: 10_000, request: 30_000, unread: 30_000, idle: 15_000 },
};

export function openDoor(door: Door): Promise<Done<OpenDoor>> {
  const budget = new Budget(door.requestsPerMinute);
  const usual = { ...usualLimits, perAddress: usualPerAddress(door.host, connections) };
  const server = boundedServer({ ...usual, ...door.limits }, (request, response) => {
    answer(door, budget, request).then(
      (reply) => send(request, response, reply),
      (error) => {
        if (request.destroyed && !request.complete) return; // broken off, by them or for being slow
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        send(request, response, { status: 500, body: "" });
      },
    );
  });
  return new Promise((resolve) => {
    server.once("error", (error) =>
      resolve(undone("port-taken", { host: door.host, port: door.port, reason: reasonOf(error) })),
    );
    server.listen(door.port, door.host, () => {
      const { port } = server.address() as AddressInfo;
      const host = door.host.includes(":") ? `[${door.host}]` : door.host;
      const close = () =>
        new Promise<void>((ended) => {
          server.close(() => ended());
          server.closeAllConnections();
        });
      resolve(done({ url: `http://${host}:${port}`, close }));
    });
  });
}

async function answer(door: Door, budget: Budget, request: IncomingMessage): Promise<Reply> {
  if (!budget.spend(request.socket.remoteAddress ?? "", Date.now()))
    return { status: 429, headers: { "retry-after": "1" }, body: "" };
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  if (request.method === "POST") {
    const handle = door.post(path);
    if (handle === undefined) return { status: 404, body: "" };
    const body = await readBody(request, door.largestBody);
    return handle(body);
  }
  if (request.method !== "GET" && request.method !== "HEAD")
    return { status: 405, headers: { allow: "GET, HEAD, POST" }, body: "" };
  return (await door.get(path)) ?? { status: 404, body: "" };
}

/** What is longer than allowed is cut one byte above, so that whoever parses it finds it too long; the rest is not read. */
async function readBody(request: IncomingMessage, most: number): Promise<Bytes> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    parts.push(part);
    length += part.length;
    if (length > most) break;
  }
  return new Uint8Array(Buffer.concat(parts).subarray(0, most + 1));
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const bytes = typeof reply.body === "string" ? Buffer.from(reply.body) : reply.body;
  const isUnread = request.method === "POST" && !request.complete;
  response.writeHead(reply.status, {
    "content-type": reply.contentType ?? "text/plain; charset=utf-8",
    "content-length": bytes.length,
    "x-content-type-options": "nosniff",
    ...reply.headers,
    ...(isUnread ? { connection: "close" } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
  if (isUnread) response.once("finish", () => request.destroy());
}

const mostAddresses = 10_000;

/** A bucket for each address, refilled as time passes. Those that have been quiet longest are forgotten. */
export class Budget {
  private readonly perMinute: number;
  private readonly spent = new Map<string, { left: number; at: number }>();

  constructor(perMinute: number) {
    this.perMinute = perMinute;
  }

  spend(address: string, now: number): boolean {
    const held = this.spent.get(address) ?? { left: this.perMinute, at: now };
    const left = Math.min(this.perMinute, held.left + (Math.max(0, now - held.at) * this.perMinute) / 60_000);
    const may = left >= 1;
    this.spent.delete(address);
    this.spent.set(address, { left: may ? left - 1 : left, at: now });
    if (this.spent.size > mostAddresses) this.spent.delete(this.spent.keys().next().value ?? "");
    return may;
  }
}
