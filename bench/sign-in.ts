// Sign-ins through the product's own door beside the bare derivation of their keys by node:crypto; what a page waits while 200 people
// sign in within a minute, and while all of them come at once; the memory that this takes. `sign-in.ts <people> <rounds> <seconds>`
import { argon2, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import process from "node:process";
import { promisify } from "node:util";
import { openDatabase } from "../server/src/platform/database.ts";
import { digestPassword, presentCost } from "../server/src/stages/access/password-digest.ts";
import { median, p95, say } from "./measure.ts";
import { openOffice } from "./office.ts";

const [, , people = "200", rounds = "3", seconds = "60"] = process.argv;
const count = Number(people);
const password = "three Herons cross 7 rivers";
process.env.BIAOCHI_SIGN_INS_PER_MINUTE = "1000000";

const derive = promisify(argon2);
const { memory, passes, lanes: parallelism } = presentCost;
const bare = () =>
  derive("argon2id", { message: password, nonce: randomBytes(16), parallelism, tagLength: 32, memory, passes });

/** So many at once, until all are done; how many a second. */
async function perSecond(n: number, atOnce: number, work: (i: number) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  const lane = async (first: number) => {
    for (let i = first; i < n; i += atOnce) await work(i);
  };
  await Promise.all(Array.from({ length: atOnce }, (_, first) => lane(first)));
  return n / ((performance.now() - start) / 1000);
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const residentMemory = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN) / 1024;

const office = await openOffice();
try {
  const { port, password: secret } = office.postgres;
  const opened = await openDatabase({ url: `postgres://biaochi:${secret}@127.0.0.1:${port}/biaochi` });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const digest = await digestPassword(password);
  await opened.value.withConnection(async (client) => {
    await client.query(
      `insert into account (id, name, is_demo, sign_in_name)
       select 'bench-' || n, '{"zh-CN":"甲","en":"A"}', false, 'bench-' || n from generate_series(0, $1::int - 1) n`,
      [count],
    );
    await client.query(
      "insert into password (account, digest, made_at) select id, $1, now() from account where id like 'bench-%'",
      [digest],
    );
  });
  await opened.value.close();

  const signIn = async (i: number): Promise<void> => {
    const answer = await fetch(`${office.url}/api/v1/sign-in/password`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: office.url },
      body: JSON.stringify({ name: `bench-${i % count}`, password }),
    });
    const { next } = (await answer.json()) as { next?: string };
    if (next !== "done") throw new Error(`bench-${i}: ${answer.status} ${next}`);
  };
  const look = async (): Promise<number> => {
    const start = performance.now();
    const answer = await fetch(`${office.url}/api/v1/runs/${office.run}`, { headers: { cookie: office.cookie } });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`a page: ${answer.status}`);
    return performance.now() - start;
  };
  let largest = 0;
  /** What a page waits, asked for every 20 ms, as long as `others` are at it. */
  const pagesDuring = async (others: Promise<unknown>): Promise<readonly number[]> => {
    let isOver = false;
    const over = others.finally(() => {
      isOver = true;
    });
    const waits: number[] = [];
    while (!isOver) {
      waits.push(await look());
      largest = Math.max(largest, residentMemory(office.pid));
      await pause(20);
    }
    await over;
    return waits;
  };

  await Promise.all([perSecond(20, 4, signIn), perSecond(20, 4, bare), perSecond(200, 4, look)]);
  const reached = { bare: [] as number[], signIns: [] as number[], ratio: [] as number[] };
  for (let round = 0; round < Number(rounds); round += 1) {
    reached.bare.push(await perSecond(count, 4, bare));
    reached.signIns.push(await perSecond(count, 16, signIn));
    reached.ratio.push((reached.signIns.at(-1) ?? 0) / (reached.bare.at(-1) ?? 1));
  }
  const minute = Number(seconds) * 1000;
  const quiet = await pagesDuring(pause(minute / 6));
  const spread = async () => {
    const coming: Promise<void>[] = [];
    for (let i = 0; i < count; i += 1) {
      coming.push(signIn(i));
      await pause(minute / count);
    }
    await Promise.all(coming);
  };
  const morning = await pagesDuring(spread());
  const before = residentMemory(office.pid);
  largest = before;
  const crowd = await pagesDuring(perSecond(count, count, signIn));
  say({
    figures: {
      "bare per second": median(reached.bare),
      "sign-ins per second": median(reached.signIns),
      ratio: median(reached.ratio),
      "quiet p95": p95(quiet),
      "morning p95": p95(morning),
      "crowd p95": p95(crowd),
      "crowd most": Math.max(...crowd),
      "memory before": before,
      "memory more": largest - before,
    },
    checksum: "",
  });
} finally {
  await office.close();
}
