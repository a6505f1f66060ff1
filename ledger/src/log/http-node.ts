// The log's doors by HTTP: tlog-tiles to read (FORMAT.md §6), entries in, receipts out.
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { boundedServer, type DoorLimits, usualPerAddress } from "../bounded-server-node.ts";
import { type Bytes, base64, textOf, utf8 } from "../bytes.ts";
import { type Outcome, ok, type Refusal, type RefusalCode, refuse } from "../refusal.ts";
import { parseSize } from "../size.ts";
import { largestEntry, parseTilePath, readBundle } from "../tile.ts";
import type { Log } from "./log.ts";
import type { Accepted } from "./sequencer.ts";

const mostAtOnce = 256;
const largestBody = mostAtOnce * (2 + largestEntry);

/** What a refusal is by HTTP. Whatever is not named here is the submitter's mistake. */
const statuses: Partial<Record<RefusalCode, number>> = {
  "entry-too-large": 413,
  "body-too-large": 413,
  "id-taken": 409,
  "entry-refused": 422,
  "entry-ahead-of-time": 422,
  "snapshot-not-yours": 403,
  "too-many-attempts": 429,
  "log-busy": 503,
  "log-stopped": 503,
  "log-behind": 503,
  "log-differs": 503,
  "storage-failed": 503,
  "not-published": 404,
  "no-such-page": 404,
  "method-not-allowed": 405,
};

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Bytes;
  readonly cache?: string;
  readonly isWorthZipping?: boolean;
}

const types = {
  json: "application/json; charset=utf-8",
  text: "text/plain; charset=utf-8",
  bytes: "application/octet-stream",
};
const forEver = "public, max-age=604800, immutable";
const briefly = "public, max-age=1";

const json = (status: number, value: unknown): Answer => ({
  status,
  type: types.json,
  body: utf8(`${JSON.stringify(value)}\n`),
});
const refused = (refusal: Refusal): Answer => json(statuses[refusal.code] ?? 400, { refusal });

async function read(log: Log, path: string): Promise<Answer> {
  if (path === "checkpoint") {
    const published = log.published;
    if (published === undefined) return refused({ code: "not-published" });
    return { status: 200, type: types.text, body: published.bytes, cache: briefly };
  }
  if (path.startsWith("tile/")) {
    const tile = parseTilePath(path);
    const body = tile.ok ? await log.tile(tile.value) : undefined;
    if (!tile.ok || body === undefined) return refused({ code: "no-such-page" });
    return { status: 200, type: types.bytes, body, cache: forEver, isWorthZipping: tile.value.level === "entries" };
  }
  if (path.startsWith("receipt/")) {
    const index = parseSize(path.slice("receipt/".length));
    const receipt = index === undefined ? refuse("not-published") : await log.receipt(index);
    if (!receipt.ok) return refused(receipt.refusal);
    return { status: 200, type: types.text, body: receipt.value, cache: "no-store" };
  }
  if (path === "state") return { ...json(200, log.state()), cache: "no-store" };
  if (path === "healthz") return { ...json(200, { ok: true }), cache: "no-store" };
  return refused({ code: "no-such-page" });
}

const told = (log: Log, { index, leaf }: Accepted, isPromised: boolean) => ({
  index: Number(index),
  leaf: base64(leaf),
  ...(isPromised ? { promise: textOf(log.promise(leaf)) } : {}),
});

/** One entry, with the log's promise; or a bundle of several (FORMAT.md §6), answered in their order. */
async function take(log: Log, path: string, body: Bytes): Promise<Answer> {
  if (path === "entry") {
    const outcome = await log.submit(body);
    return outcome.ok ? json(200, told(log, outcome.value, true)) : refused(outcome.refusal);
  }
  const entries = bundleOf(body);
  if (!entries.ok) return refused(entries.refusal);
  const outcomes = await log.submitAll(entries.value);
  const answers = outcomes.map((each) => (each.ok ? told(log, each.value, false) : { refusal: each.refusal }));
  return json(200, { answers });
}

function bundleOf(body: Bytes): Outcome<readonly Bytes[]> {
  for (let at = 0, width = 1; at + 2 <= body.length && width <= mostAtOnce; width += 1) {
    at += 2 + ((body[at] ?? 0) << 8) + (body[at + 1] ?? 0);
    if (at === body.length) return readBundle(body, width);
  }
  return refuse("bundle-malformed");
}

/** Reads no more than the limit, whatever the header says. */
function bodyOf(request: IncomingMessage, limit: number): Promise<Outcome<Bytes>> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("error", reject);
    request.on("aborted", () => reject(new Error("the request was broken off")));
    request.on("end", () => resolve(ok(new Uint8Array(Buffer.concat(chunks)))));
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else {
        request.removeAllListeners("data");
        resolve(refuse("body-too-large", limit.toString()));
      }
    });
  });
}

const limits: Readonly<Record<string, number>> = { entry: largestEntry, entries: largestBody };

async function answerTo(log: Log, request: IncomingMessage): Promise<Answer> {
  const [target = ""] = (request.url ?? "").split("?");
  const path = target.slice(1);
  const limit = limits[path];
  if (request.method === "POST" && limit !== undefined) {
    const body = await bodyOf(request, limit);
    return body.ok ? take(log, path, body.value) : refused(body.refusal);
  }
  if ((request.method !== "GET" && request.method !== "HEAD") || limit !== undefined)
    return refused({ code: "method-not-allowed" });
  return read(log, path);
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { status, type, body, cache = "no-store", isWorthZipping } = answer;
  const isZipped = isWorthZipping === true && /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const bytes = isZipped ? gzipSync(body) : body;
  response.writeHead(status, {
    "content-type": type,
    "content-length": bytes.length,
    "cache-control": cache,
    "x-content-type-options": "nosniff",
    "access-control-allow-origin": "*", // everything that can be read is public, and checked by whoever reads it
    ...(isWorthZipping === true ? { vary: "accept-encoding" } : {}),
    ...(isZipped ? { "content-encoding": "gzip" } : {}),
    // What was sent beyond the limit is not read to its end.
    ...(status === 413 ? { connection: "close" } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

export interface LogDoor {
  readonly port: number;
  close(): Promise<void>;
}

export interface LogDoorOptions {
  readonly host: string;
  readonly port: number;
  /** Hears what should not have happened. */
  readonly onBug: (error: unknown) => void;
  readonly limits?: Partial<DoorLimits>;
}

const connections = 1024;
const usualLimits = {
  ...{ connections, headerBytes: 16_384 },
  ...{ headers: 10_000, request: 30_000, unread: 30_000, idle: 5000 },
};

export async function openDoor(
  log: Log,
  { host, port, onBug, limits = {} }: LogDoorOptions,
): Promise<Outcome<LogDoor>> {
  const usual = { ...usualLimits, perAddress: usualPerAddress(host, connections) };
  const server = boundedServer({ ...usual, ...limits }, (request, response) => {
    answerTo(log, request).then(
      (answer) => send(request, response, answer),
      (error: unknown) => {
        const isBrokenOff = request.destroyed && !request.complete;
        if (!isBrokenOff) onBug(error);
        response.destroy();
      },
    );
  });
  const listening = await listen(server, host, port);
  if (!listening.ok) return listening;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 2000).unref();
    });
  return ok({ port: listening.value, close });
}

function listen(server: Server, host: string, port: number): Promise<Outcome<number>> {
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(refuse("port-taken", error.code ?? error.message)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(ok(typeof address === "object" && address !== null ? address.port : port));
    });
  });
}
