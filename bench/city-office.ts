/**
 * The product with a whole city, through HTTP as a browser asks: corrections until the new standing is read, then every page.
 * `city-office.ts <data folder of load-city.ts> <corrections> <times that each page is read>`
 */
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { programme } from "./city-database.ts";
import { cityPages } from "./city-pages.ts";
import { median, p95, processorTime, say } from "./measure.ts";
import { openOffice } from "./office.ts";

const [, , data = "", corrections = "12", times = "5"] = process.argv;
const office = await openOffice(data);
const figures: Record<string, number> = {};
try {
  await measureAll();
  say({ figures, checksum: "" });
} finally {
  await office.close();
}

async function measureAll(): Promise<void> {
  // The first one is computed from the start, by a process that has just begun.
  const { run: computing, id: first } = await correct(0);
  figures["run of the whole city"] = computing;
  const parts: Correction[] = [];
  for (let i = 1; i <= Number(corrections); i++) parts.push(await correct(i));
  for (const part of ["save", "run", "read", "whole", "processors"] as const) {
    const taken = parts.map((each) => each[part]);
    figures[`correction: ${part}, median`] = median(taken);
    figures[`correction: ${part}, p95`] = p95(taken);
  }
  const [before, last] = [parts.at(-2)?.id ?? first, parts.at(-1)?.id ?? first];
  for (const { name, path } of cityPages({ run: last, before, whole: first, fact: factAt(1) })) {
    const [taken, spent] = [[] as number[], processorTime(office.pid)];
    for (let n = 0; n < Number(times); n++) taken.push((await ask("GET", path)).ms);
    figures[`page: ${name}, first`] = taken[0] ?? Number.NaN;
    figures[`page: ${name}, median`] = median(taken);
    figures[`page: ${name}, processors`] = (processorTime(office.pid) - spent) / taken.length;
  }
}

type Json = Readonly<Record<string, unknown>>;
interface Answer {
  readonly ms: number;
  readonly body: Json;
  readonly etag: string;
}

async function ask(method: "GET" | "POST", path: string, body?: unknown, ifMatch?: string): Promise<Answer> {
  const start = performance.now();
  const headers = {
    cookie: office.cookie,
    origin: office.url,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
  };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await fetch(`${office.url}/api/v1${path}`, init);
  const text = await answer.text();
  const ms = performance.now() - start;
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
  return { ms, body: JSON.parse(text) as Json, etag: answer.headers.get("etag") ?? "" };
}

/** Asks for a run of the whole cycle and waits until it is done. */
async function run(): Promise<number> {
  const id = Number((await ask("POST", "/runs", { programme, period: "2025" })).body.run);
  for (;;) {
    const { state, failure } = (await ask("GET", `/runs/${id}`)).body;
    if (state === "done") return id;
    if (state !== "queued" && state !== "running") throw new Error(`run ${id}: ${state} ${JSON.stringify(failure)}`);
    await wait(20);
  }
}

function firstPage(of: number): Promise<Answer> {
  return ask("GET", `/runs/${of}/standings?type=official&sort=score&direction=desc&limit=200`);
}

interface Correction {
  readonly save: number;
  readonly run: number;
  readonly read: number;
  readonly whole: number;
  /** Processor time of the product and its PostgreSQL meanwhile, what they do in the background included. */
  readonly processors: number;
  readonly id: number;
}

/** As the loader names its facts: another month, kind of rule and official each time. */
function factAt(i: number): string {
  const indicator = String((i * 7) % 40).padStart(2, "0");
  return `2025-0${1 + (i % 3)}/x${indicator}/${String((i * 7919 + 11) % 100_000).padStart(6, "0")}`;
}

async function correct(i: number): Promise<Correction> {
  const [path, page] = await present(i);
  const versions = page.body.versions as readonly { readonly fact: { readonly id: string; readonly value: string } }[];
  const newest = versions.at(-1)?.fact;
  const value = (Number(newest?.value) + 7.35 + i / 100).toFixed(2);
  const [start, spent] = [performance.now(), processorTime(office.pid)];
  await ask("POST", `${path}/corrections`, { correction: { value }, reason: "bench" }, page.etag);
  const saved = performance.now();
  const id = await run();
  const done = performance.now();
  await firstPage(id);
  const read = performance.now();
  const processors = processorTime(office.pid) - spent;
  return { save: saved - start, run: done - saved, read: read - done, whole: read - start, processors, id };
}

/** About one cell in eighty is missing: then the same of the next official. The newest version, after earlier passes. */
async function present(i: number): Promise<readonly [string, Answer]> {
  for (let at = i; at < i + 400; at += 40) {
    try {
      const page = await ask("GET", pathOf(factAt(at)));
      const versions = page.body.versions as readonly { readonly fact: { readonly id: string } }[];
      return [pathOf(versions.at(-1)?.fact.id ?? factAt(at)), page];
    } catch {
      // not there: the next one
    }
  }
  throw new Error("no fact of the bench city was found: was the folder made by load-city.ts?");
}

function pathOf(fact: string): string {
  return `/programmes/${programme}/facts/${encodeURIComponent(fact)}`;
}
