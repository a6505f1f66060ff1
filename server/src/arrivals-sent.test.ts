import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StreamMapping } from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { version } from "./main.ts";
import { buildHttp } from "./platform/http.ts";
import { readSettings } from "./platform/settings.ts";
import { signatureOf } from "./stages/intake/arrivals/push.ts";
import { mountStages } from "./stages.ts";
import { type ArrivalTown, masterKey, openArrivalTown, programme } from "./test-arrivals.ts";
import { removeTowns } from "./test-city.ts";

let town: ArrivalTown;
let app: FastifyInstance;
const secret = "0123456789abcdef0123456789abcdef";
const data = mkdtempSync(join(tmpdir(), "biaochi-sent-"));

beforeAll(async () => {
  town = await openArrivalTown();
  const read = readSettings({
    env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: data, BIAOCHI_REQUESTS_PER_MINUTE: "100000" },
  });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const { database } = town.db;
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, { settings, database, clock: town.clock, masterKey, onQueued: () => undefined });
  app = await buildHttp({ settings, database, version, mount });
  await town.connect("sender", { kind: "push" }, { secret });
  await town.describe("sent-rows", "sender", mapping);
});
afterAll(removeTowns);
afterAll(async () => {
  await app?.close();
  await town?.drop();
  rmSync(data, { recursive: true, force: true });
});

type Sending = {
  readonly key?: string;
  readonly time?: number;
  readonly by?: string;
  readonly stream?: string;
  readonly signed?: string;
  /** What else is signed otherwise than it is sent. */
  readonly but?: Partial<Parameters<typeof signatureOf>[1]>;
  readonly type?: string;
};
const fields = { n: { from: "n", type: "number", required: true } };
const mapping = StreamMapping.parse({ key: "id", fields });
let number = 0;

async function send(body: string, sending: Sending = {}) {
  number += 1;
  const { key = `k${number}`, by = secret, stream = "sent-rows", type = "application/json" } = sending;
  const time = String(sending.time ?? Math.floor(town.clock.machineNow().getTime() / 1_000));
  const about = { programme, stream, time, key, body: Buffer.from(sending.signed ?? body), ...sending.but };
  const answer = await app.inject({
    ...{ method: "POST", url: `/api/v1/arrivals/${programme}/${stream}`, payload: body },
    headers: {
      ...{ host: "localhost", "content-type": type, "biaochi-timestamp": time },
      ...(key === "" ? {} : { "idempotency-key": key }),
      "biaochi-signature": `sha256=${signatureOf(by, about).toString("hex")}`,
    },
  });
  const said: Readonly<Record<string, unknown>> = {
    ...answer.json<Record<string, unknown>>(),
    status: answer.statusCode,
  };
  return said;
}
const count = async () =>
  (await town.rows("select count(*)::int from arrived_record where stream = 'sent-rows'"))[0]?.count;

test("what is sent is answered after it was kept, and sent twice it is the same answer and nothing more", async () => {
  const body = JSON.stringify([
    { id: "1", n: 1 },
    { id: "2", n: 2 },
    { id: "3", n: "drei" },
  ]);
  const first = await send(body, { key: "same" });
  expect(first).toMatchObject({ status: 200, read: 3, fresh: 2, refused: 1, changed: 0, same: 0 });
  expect(await count()).toBe(2);
  expect(await send(body, { key: "same" })).toEqual(first);
  expect(await town.rows("select count(*)::int from arrival_run")).toEqual([{ count: 1 }]);
  expect(await send("[]", { key: "same" })).toMatchObject({ status: 422, code: "idempotency-key-reused" });
  expect(await send(body)).toMatchObject({ status: 200, fresh: 0, same: 2, refused: 1 });
});

test("a table is taken as well", async () => {
  expect(await send("id,n\n4,4\n5,5\n", { type: "text/csv" })).toMatchObject({ status: 200, read: 2, fresh: 2 });
});

test("another key, body, stream or time is refused, and nothing is kept", async () => {
  const body = JSON.stringify([{ id: "9", n: 9 }]);
  const before = await town.rows("select count(*)::int from arrival_run");
  const refused = { status: 401, code: "arrival-signature-refused" };
  expect(await send(body, { by: "another-key-another-key-another-key" })).toMatchObject(refused);
  expect(await send(body, { signed: "[]" })).toMatchObject(refused);
  expect(await send(body, { stream: "no-such-rows" })).toMatchObject(refused);
  expect(await send(body, { key: "" })).toMatchObject(refused);
  const now = Math.floor(town.clock.machineNow().getTime() / 1_000);
  for (const but of [
    { time: String(now - 600) },
    { key: "another" },
    { stream: "other-rows" },
    { programme: "village" },
  ])
    expect(await send(body, { but })).toMatchObject(refused);
  const place = { address: "http://source.example/", sign: { by: "header", header: "x-key" }, paging: { by: "none" } };
  await town.connect("fetched", { kind: "http", ...place, inside: [], timeoutSeconds: 5 }, { secret });
  await town.describe("fetched-rows", "fetched", mapping);
  expect(await send(body, { stream: "fetched-rows" })).toMatchObject(refused); // nobody sends there
  for (const time of [now - 301, now + 301, Number.NaN])
    expect(await send(body, { time })).toMatchObject({ status: 401, code: "arrival-untimely" });
  const plain = await app.inject({
    ...{ method: "POST", url: `/api/v1/arrivals/${programme}/sent-rows`, payload: [] },
    headers: { host: "localhost" },
  });
  expect(plain.json()).toMatchObject({ code: "arrival-signature-refused" });
  expect(await count()).toBe(4);
  expect(await town.rows("select count(*)::int from arrival_run")).toEqual(before);
});

test("what cannot be read at all is refused whole, and is on record", async () => {
  expect(await send("[{")).toMatchObject({ status: 422, code: "arrival-delivery-refused" });
  expect(await send(JSON.stringify([{ id: "7", m: 1 }]))).toMatchObject({
    status: 422,
    code: "arrival-delivery-refused",
  });
  const nested = (levels: number) => `[{"id":"7","n":${"[".repeat(levels)}${"]".repeat(levels)}}]`;
  expect(await send(nested(20_000))).toMatchObject({
    ...{ status: 422, code: "arrival-delivery-refused", params: { reason: "answer-too-deep", most: 50 } },
  });
  expect(await send(nested(49))).toMatchObject({ status: 422, params: { reason: "answer-too-deep" } });
  const runs = await town.rows("select state, failure->>'code' as code from arrival_run order by id desc limit 4");
  expect(runs).toEqual([
    { state: "given-up", code: "answer-too-deep" },
    { state: "given-up", code: "answer-too-deep" },
    { state: "given-up", code: "columns-missing" },
    { state: "given-up", code: "answer-not-json" },
  ]);
  expect(await send(nested(48))).toMatchObject({ status: 200, refused: 1 });
  const long = JSON.stringify([{ id: "x".repeat(17 * 1024 * 1024), n: 1 }]);
  expect((await send(long)).status).toBe(413);
  const many = JSON.stringify(Array.from({ length: 20_001 }, (_, n) => ({ id: `z${n}`, n })));
  expect(await send(many)).toMatchObject({ status: 422, params: { reason: "too-many-rows", most: 20_000 } });
  expect(await send(JSON.stringify([{ id: "8", n: "x".repeat(70_000) }]))).toMatchObject({ status: 200, refused: 1 });
  const [aside] = await town.rows("select length(raw::text) as length from quarantined_row order by id desc limit 1");
  expect(Number(aside?.length)).toBeLessThan(2_000); // of a row that is too long its beginning
  expect(await count()).toBe(4);
});

test("many at once keep each row once", async () => {
  const body = JSON.stringify(Array.from({ length: 200 }, (_, n) => ({ id: `m${n}`, n })));
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(body)));
  expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200));
  expect(answers.reduce((sum, answer) => sum + Number(answer.fresh), 0)).toBe(200);
  expect(await count()).toBe(204);
});

test("a connection that rests, or whose agreement has ended, takes nothing", async () => {
  await town.rows("update connection_state set is_active = false where connection = 'sender'");
  expect(await send("[]")).toMatchObject({ status: 409, code: "arrival-paused" });
  await town.rows("update connection_state set is_active = true where connection = 'sender'");
  town.pass(5 * 366 * 86_400);
  expect(await send("[]")).toMatchObject({ status: 409, code: "arrival-agreement-over" });
});
