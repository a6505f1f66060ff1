import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type Outcome, ok, type Refusal, refuse, routes } from "@biaochi/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Clock } from "../../../platform/clock.ts";
import type { Database, Transaction } from "../../../platform/database.ts";
import { bytesOf } from "../../../platform/files.ts";
import { once } from "../../../platform/idempotency.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handleLong, type MountedRoute } from "../../../platform/mount-routes.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { runOf } from "./ask.ts";
import { openSecret } from "./connection-secret.ts";
import { type Connection, type ConnectionState, connectionOf, readSealed } from "./connection-store.ts";
import { checkColumns } from "./mapping/columns.ts";
import { openReader } from "./mapping/read-rows.ts";
import { type ArrivalRun, addCounts, type Counts, changeRun, insertRun } from "./run-store.ts";
import { readSent } from "./sources/sent.ts";
import { SourceFailure } from "./sources/source.ts";
import { findStream, lockStream, type Stream, type WhichStream } from "./stream-store.ts";
import { takeIn } from "./take-in.ts";

export type PushOptions = {
  readonly clock: Clock;
  readonly masterKey: Uint8Array;
  readonly onDone?: (run: Pick<ArrivalRun, "id" | "programme" | "stream">) => Promise<void>;
};

export const largestDelivery = 16 * 1024 * 1024;
const deliveriesPerMinute = 300;
const mostRows = 20_000;
/** Between their clock and ours. */
const mostSeconds = 300;

/** The body as it was sent, whatever it is: a signature is over bytes. */
export function acceptDeliveries(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser<Buffer>(
    ["application/json", "text/csv"],
    { parseAs: "buffer", bodyLimit: largestDelivery },
    async (_request: unknown, bytes: Buffer) => ({ bytes }),
  );
}

/** What is signed: a line each of the time, the stream and the key, then the body. */
export const signatureOf = (secret: string, about: Omit<Delivery, "signature">): Buffer =>
  createHmac("sha256", secret)
    .update(`${about.time}\n${about.programme}/${about.stream}\n${about.key}\n`)
    .update(about.body)
    .digest();

type Delivery = WhichStream & {
  readonly time: string;
  readonly key: string;
  readonly signature: string;
  readonly body: Buffer;
};

function deliveryOf({ programme, stream }: WhichStream, request: FastifyRequest): Delivery {
  const header = (name: string): string => [request.headers[name] ?? ""].flat()[0] ?? "";
  return {
    ...{ programme, stream, time: header("biaochi-timestamp"), signature: header("biaochi-signature") },
    ...{ key: header("idempotency-key"), body: bytesOf(request.body) ?? Buffer.alloc(0) },
  };
}

/** A signature of nobody is compared as well: how long it takes tells nothing. */
function isSigned(secret: string | undefined, delivery: Delivery): boolean {
  const given = Buffer.from(delivery.signature.replace(/^sha256=/, ""), "hex");
  const wanted = signatureOf(secret ?? "", delivery);
  return given.length === wanted.length && timingSafeEqual(given, wanted) && secret !== undefined;
}

type Door = {
  readonly stream: Stream;
  readonly connection: Connection & ConnectionState;
  readonly secret: string | undefined;
};

async function findDoor(tx: Transaction, which: WhichStream, masterKey: Uint8Array): Promise<Door | undefined> {
  const stream = await findStream(tx, wholeCity, which);
  const connection = stream && (await connectionOf(tx, wholeCity, stream));
  if (stream === undefined || connection?.place.kind !== "push") return undefined;
  const sealed = await readSealed(tx, connection);
  return { stream, connection, secret: sealed && openSecret(masterKey, connection, sealed) };
}

type PushRefusal =
  | "arrival-signature-refused"
  | "arrival-untimely"
  | "arrival-paused"
  | "arrival-agreement-over"
  | "arrival-delivery-refused"
  | "idempotency-key-reused"
  | "body-too-large";
type Taken = Counts & { readonly run: number };

/** Who sends proves it first; of a stream that is not there nobody learns that it is not. */
function admitted(door: Door | undefined, delivery: Delivery, clock: Clock): Outcome<Door, Refusal<PushRefusal>> {
  const isKnown = isSigned(door?.secret, delivery);
  const seconds = Math.abs(clock.machineNow().getTime() / 1_000 - Number(delivery.time));
  if (!isKnown || door === undefined || delivery.key === "") return refuse({ code: "arrival-signature-refused" });
  if (!(seconds <= mostSeconds)) return refuse({ code: "arrival-untimely", params: { most: mostSeconds } });
  if (!door.connection.isActive) return refuse({ code: "arrival-paused" });
  const { lastDay } = door.connection.agreement;
  return lastDay < clock.today() ? refuse({ code: "arrival-agreement-over", params: { day: lastDay } }) : ok(door);
}

/** Takes a delivery in whole, in one transaction: answered is what was committed. */
async function take(
  tx: Transaction,
  { stream, connection }: Door,
  delivery: Delivery,
  clock: Clock,
): Promise<Outcome<Taken, Refusal<PushRefusal>>> {
  const { programme, body, key } = delivery;
  await lockStream(tx, delivery);
  const now = clock.now();
  const digest = createHash("sha256").update(body).digest();
  const made = runOf(stream, connection, {
    why: "sent",
    askedBy: `connection:${connection.connection}`,
    name: key.slice(0, 200),
    digest,
  });
  const run = await insertRun(tx, made);
  const into = { programme, stream: stream.stream, run };
  const remarks = [];
  let total: Counts = { read: 0, fresh: 0, changed: 0, same: 0, refused: 0, noted: 0 };
  for await (const page of readSent(body, stream.mapping)) {
    remarks.push(...checkColumns(stream.mapping, page));
    const rows = await openReader(stream.mapping)(page.rows);
    const counts = await takeIn(
      tx,
      into,
      rows.map((row) => ({ ...row, retrievedAt: now })),
    );
    total = sum(total, counts);
    if (total.read > mostRows) throw new SourceFailure("too-many-rows", { most: mostRows });
  }
  await addCounts(tx, run, total);
  await changeRun(tx, run, { state: "done", begunAt: now, endedAt: now, remarks: remarks.slice(0, 20) });
  return ok({ run, ...total });
}

const sum = (a: Counts, b: Counts): Counts => ({
  ...{ read: a.read + b.read, fresh: a.fresh + b.fresh, changed: a.changed + b.changed },
  ...{ same: a.same + b.same, refused: a.refused + b.refused, noted: a.noted + b.noted },
});

/** A delivery that is refused whole is on record as a run that came to nothing: both sides look for it. */
async function keepRefused(
  database: Database,
  { stream, connection }: Door,
  { key }: Delivery,
  failure: SourceFailure,
  clock: Clock,
): Promise<void> {
  await database.transaction(async (tx) => {
    const about = { why: "sent", askedBy: `connection:${connection.connection}`, name: key.slice(0, 200) } as const;
    const run = await insertRun(tx, runOf(stream, connection, about));
    const now = clock.now();
    await changeRun(tx, run, { state: "given-up", failure: failure.told, begunAt: now, endedAt: now });
  });
}

async function receive(
  database: Database,
  delivery: Delivery,
  options: PushOptions,
): Promise<Outcome<Taken, Refusal<PushRefusal>>> {
  const { clock, masterKey, onDone } = options;
  const { programme, stream, key, body } = delivery;
  const door = admitted(await database.read((tx) => findDoor(tx, delivery, masterKey)), delivery, clock);
  if (!door.ok) return door;
  try {
    const actor = `connection:${programme}/${door.value.connection.connection}`;
    const content = createHash("sha256").update(body).digest("hex");
    const repeatable = { actor, key, route: `POST /arrivals/${programme}/${stream}`, content };
    const taken = await database.decide<Taken, Refusal<PushRefusal>>((tx) =>
      once(tx, repeatable, () => take(tx, door.value, delivery, clock)),
    );
    if (taken.ok) await onDone?.({ id: taken.value.run, programme, stream });
    return taken;
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    await keepRefused(database, door.value, delivery, error, clock);
    const { code, params } = error.told;
    return refuse({ code: "arrival-delivery-refused", params: { reason: code, ...params } });
  }
}

/** The one door at which other systems stand; mounted where bodies are left as they are. */
export function pushRoutes(options: PushOptions): readonly MountedRoute<Actor>[] {
  return [
    handleLong<Actor>(deliveriesPerMinute)(routes.sendArrival, async (database, { input, request }) => {
      const { programme, stream } = input.params;
      const taken = await receive(database, deliveryOf(input.params, request), options);
      if (!taken.ok) return taken;
      return ok({
        value: { ...taken.value },
        trail: { programme, thing: `stream:${stream} arrival:${taken.value.run}` },
      });
    }),
  ];
}
