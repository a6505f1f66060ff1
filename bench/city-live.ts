/**
 * Figures that arrive in a whole city, through HTTP: deliveries of another system, each signed and sent, until the standing of a
 * unit that moved is read. `city-live.ts <data folder of load-city.ts … arriving> <deliveries> <units that a large delivery touches>`
 */
import { createHmac } from "node:crypto";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { openInstallation } from "../server/src/platform/installation.ts";
import { openCityPlatform, programme, unitOf } from "./city-database.ts";
import { median, p95, processorTime, say } from "./measure.ts";
import { openOffice } from "./office.ts";

const [, , data = "", deliveries = "24", units = "200"] = process.argv;
/** The quarter in progress of a city of which the first months are known. */
const day = "2025-03-20";
const [stream, secret] = ["orders", "bench".repeat(8)];
const figures: Record<string, number> = {};
/** ms; a city is computed from the start by a process that has just begun. */
const patience = 120_000;

let before = 0;
/** The newest run of earlier measurings on this folder: with another number of orders the same ones do not leave a rate as it was. */
let known = 0;
await moveDay();
const office = await openOffice(data);
try {
  await describe();
  known = before = (await standingOf(unitOf(0))).run;
  figures["first, whole"] = (await deliver([0], 0)).whole;
  for (const [name, touched] of [
    ["one unit", 1],
    ["many units", Number(units)],
  ] as const) {
    const taken: Taken[] = [];
    for (let i = 1; i <= Number(deliveries); i++)
      taken.push(
        await deliver(
          Array.from({ length: touched }, (_, u) => (i * 37 + u) % Number(units)),
          i,
        ),
      );
    for (const part of ["sent", "whole", "processors"] as const) {
      figures[`${name}: ${part}, median`] = median(taken.map((each) => each[part]));
      figures[`${name}: ${part}, p95`] = p95(taken.map((each) => each[part]));
      figures[`${name}: ${part}, worst`] = Math.max(...taken.map((each) => each[part]));
    }
  }
  say({ figures, checksum: "" });
} finally {
  await office.close();
}

async function moveDay(): Promise<void> {
  const platform = await openCityPlatform(data);
  try {
    const opened = await openInstallation(platform.database, "demo");
    if (!opened.ok) throw new Error(opened.refusal.code);
    await platform.database.withConnection((client) =>
      client.query("update installation set day_shift = $1::date - (now() at time zone 'Asia/Shanghai')::date", [day]),
    );
  } finally {
    await platform.close();
  }
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const answer = await fetch(`${office.url}/api/v1${path}`, {
    method,
    headers: {
      cookie: office.cookie,
      origin: office.url,
      ...(text === undefined ? {} : { "content-type": "application/json" }),
      ...more,
    },
    ...(text === undefined ? {} : { body: text }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer["body"] };
}

async function must(...asked: Parameters<typeof ask>): Promise<Answer["body"]> {
  const { status, body } = await ask(...asked);
  if (status >= 300) throw new Error(`${asked[0]} ${asked[1]}: ${status} ${JSON.stringify(body).slice(0, 500)}`);
  return body;
}

/** The connection, what its rows mean, and the rate that is counted from them; what an earlier measuring made stays. */
async function describe(): Promise<void> {
  const of = `/programmes/${programme}`;
  const name = { "zh-CN": "工单（测算）", en: "Orders (bench)" };
  const agreement = { approver: "bench", basis: "bench", fields: ["id", "at", "unit", "done"], frequency: "bench" };
  const known = await ask("GET", `${of}/measures/arrived`);
  if (known.status === 200) return;
  await must("PUT", `${of}/connections/bench`, {
    ...{ name, place: { kind: "push" }, secret, keeper: null, reason: "bench", basedOn: 0 },
    agreement: { ...agreement, contact: "bench", lastDay: "2099-12-31" },
  });
  await must("PUT", `${of}/connections/bench/schedule`, { isActive: true, everyMinutes: null });
  const fields = {
    at: { from: "at", type: "instant", form: "iso", required: true },
    unit: { from: "unit", type: "text", required: true },
    done: { from: "done", type: "truth", yes: ["1"], no: ["0"] },
  };
  await must("PUT", `${of}/streams/${stream}`, {
    ...{ connection: "bench", name, reason: "bench", basedOn: 0 },
    mapping: { rows: "$", key: "id", fields, happenedAt: "at", unit: "unit", checks: [] },
  });
  const rate = { kind: "ratio", numerator: { field: "done", is: "equal", value: "true" }, times: 100 };
  await must("POST", `${of}/measures/arrived/versions`, {
    ...{ reason: "bench", basedOn: 0 },
    content: { indicator: "arrived", stream, name, period: "month", when: "at", of: rate, trust: "B" },
  });
}

interface Taken {
  /** Until the delivery is acknowledged. */
  readonly sent: number;
  /** Until the standing with it is read. */
  readonly whole: number;
  readonly processors: number;
}

/** Orders of each unit, three on a fresh city, at least one of them open; then its standing is asked for until it is of a newer run. */
async function deliver(touched: readonly number[], round: number): Promise<Taken> {
  const rows = touched.flatMap((unit) =>
    Array.from({ length: 3 + (known % 11) }, (_, n) => ({
      id: `${process.pid}-${round}-${unit}-${n}-${touched.length}`,
      at: `2025-03-${10 + n}T0${round % 10}:00:00Z`,
      unit: unitOf(unit),
      done: n < 1 + ((unit + round) % 2) ? "1" : "0",
    })),
  );
  const body = JSON.stringify(rows);
  const time = String(Math.floor(Date.now() / 1000));
  const key = `${process.pid}-${round}-${touched.length}`;
  const signature = createHmac("sha256", secret)
    .update(`${time}\n${programme}/${stream}\n${key}\n${body}`)
    .digest("hex");
  const [start, spent] = [performance.now(), processorTime(office.pid)];
  await must("POST", `/arrivals/${programme}/${stream}`, rows, {
    "biaochi-timestamp": time,
    "idempotency-key": key,
    "biaochi-signature": `sha256=${signature}`,
  });
  const sent = performance.now() - start;
  for (;;) {
    const { run, said } = await standingOf(unitOf(touched[0] ?? 0));
    if (run > before) {
      before = run;
      return { sent, whole: performance.now() - start, processors: processorTime(office.pid) - spent };
    }
    if (performance.now() - start > patience) throw new Error(`the standing did not move: ${said}`);
    await wait(20);
  }
}

/** The run of a unit's standing; 0 where it has none. */
async function standingOf(unit: string): Promise<{ readonly run: number; readonly said: string }> {
  const { status, body } = await ask("GET", `/programmes/${programme}/subjects/${unit}/live`);
  const { run } = (body.now ?? { run: 0 }) as { readonly run: number };
  return { run: status === 200 ? run : 0, said: `${status} ${JSON.stringify(body).slice(0, 500)}` };
}
