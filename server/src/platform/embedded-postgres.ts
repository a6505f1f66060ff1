import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Outcome, ok, refuse } from "@biaochi/contract";
import pg from "pg";
import { type PostgresAccount, postgresAccount } from "./postgres-account.ts";
import { type PostgresBinaries, postgresBinaries } from "./postgres-binaries.ts";
import { type Cluster, lastLines, openCluster } from "./postgres-cluster.ts";
import { holdLease, type Lease } from "./postgres-lease.ts";
import { isAlive, readPostmaster } from "./postmaster.ts";
import type { PlatformRefusal } from "./refusal.ts";

export type EmbeddedPostgres = {
  /** Address of the database `biaochi`, password included: for this process and for tests, never for a log. */
  readonly url: string;
  /** True when a server that was already running was taken over. */
  readonly isAdopted: boolean;
  /** Where the files are, when they could not be in the data folder. */
  readonly elsewhere: string | undefined;
  /** Stops the server, unless another process of this installation is using it. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  readonly dataFolder: string;
  /** False only for tests: a crash may then lose data. */
  readonly isDurable?: boolean;
  readonly onRecovering?: () => void;
};

/** Recovery after a crash may take long; a server that says nothing at all for this long is broken. */
const patience = 120_000;
const startAttempts = 5;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function addressOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://biaochi:${encodeURIComponent(cluster.password)}@127.0.0.1:${port}/${database}`;
}

type Knock = "open" | "not-yet";

/** Every way of "not yet" while a server starts, recovers or shuts down; anything else is an answer that we must not overlook. */
async function knock(cluster: Cluster, port: number): Promise<Knock> {
  const client = new pg.Client({
    connectionString: addressOf(cluster, port, "postgres"),
    connectionTimeoutMillis: 5000,
  });
  client.on("error", () => undefined); // a server that stops while we ask is "not yet"
  try {
    await client.connect();
    return "open";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const cannotConnectNow = "57P03";
    if ([cannotConnectNow, "57P01", "ECONNREFUSED", "ECONNRESET", "EPIPE"].includes(code)) return "not-yet";
    if (error instanceof Error && /terminated|timeout/.test(error.message)) return "not-yet";
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function launch(
  binaries: PostgresBinaries,
  account: PostgresAccount | undefined,
  cluster: Cluster,
  port: number,
  isDurable: boolean,
): { readonly hasEnded: () => boolean; readonly pid: number | undefined } {
  const isLarge = existsSync(cluster.log) && statSync(cluster.log).size > 10_000_000;
  const log = openSync(cluster.log, isLarge ? "w" : "a", 0o600);
  const settings = [
    // No socket: its path is limited to 107 bytes and must be writable by the account. A password guards the port.
    ...[`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100"],
    ...["timezone=UTC", "log_timezone=UTC", "lc_messages=C", "log_statement=none", "log_min_error_statement=panic"],
    ...["shared_buffers=256MB", "max_wal_size=2GB", "jit=off"],
    ...(isDurable ? [] : ["autovacuum=off", "fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
  ];
  const child = spawn(binaries.postgres, ["-D", cluster.files, ...settings.flatMap((setting) => ["-c", setting])], {
    ...account,
    cwd: cluster.files,
    // A session of its own: Ctrl-C in the terminal reaches us first, and we stop the database last.
    detached: true,
    stdio: ["ignore", log, log],
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C" },
  });
  closeSync(log);
  let hasEnded = false;
  child.once("exit", () => (hasEnded = true));
  child.once("error", () => (hasEnded = true));
  child.unref();
  return { hasEnded: () => hasEnded, pid: child.pid };
}

type Running = { readonly pid: number; readonly port: number; readonly isAdopted: boolean };

/** Takes over the running server of these files, or starts one; waits while either of them recovers. */
async function findOrLaunch(
  binaries: PostgresBinaries,
  account: PostgresAccount | undefined,
  cluster: Cluster,
  options: EmbeddedOptions,
): Promise<Outcome<Running, PlatformRefusal>> {
  const begun = Date.now();
  const logBefore = existsSync(cluster.log) ? statSync(cluster.log).size : 0;
  let launched: ReturnType<typeof launch> | undefined;
  let attempts = 0;
  let isAdopted = true;
  let hasToldOfRecovery = false;
  for (let pause = 10; Date.now() - begun < patience; pause = Math.min(pause + 10, 100)) {
    const found = readPostmaster(cluster.files);
    if (typeof found === "object" && found.port > 0 && (await knock(cluster, found.port)) === "open")
      return ok({ ...found, isAdopted: isAdopted || found.pid !== launched?.pid });
    if (typeof found === "string" && (launched === undefined || launched.hasEnded())) {
      if (attempts === startAttempts) break;
      attempts += 1;
      if (found === "stale") rmSync(join(cluster.files, "postmaster.pid"), { force: true });
      launched = launch(binaries, account, cluster, await freePort(), options.isDurable ?? true);
      isAdopted = false;
    }
    if (Date.now() - begun > 1500 && !hasToldOfRecovery) {
      hasToldOfRecovery = true;
      options.onRecovering?.();
    }
    await wait(pause);
  }
  const log = existsSync(cluster.log) ? readFileSync(cluster.log).subarray(logBefore).toString("utf8") : "";
  const params = { log: cluster.log, path: cluster.files, tail: lastLines(log) };
  return refuse({ code: "postgres-not-started", params });
}

async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf(cluster, port, "postgres") });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = 'biaochi'");
    if (found.rowCount === 0) await client.query("create database biaochi");
  } catch (error) {
    const duplicate = ["42P04", "23505"]; // another process made it meanwhile
    if (!(error instanceof pg.DatabaseError && duplicate.includes(error.code ?? ""))) throw error;
  } finally {
    await client.end();
  }
}

/** Fast shutdown: sessions are ended, everything committed is on disk. Immediate only if that does not come to an end. */
async function stopServer(pid: number): Promise<void> {
  for (const [signal, limit] of [
    ["SIGINT", 20_000],
    ["SIGQUIT", 5000],
  ] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    const begun = Date.now();
    while (isAlive(pid) && Date.now() - begun < limit) await wait(20);
  }
}

/**
 * A real PostgreSQL beside us, on a free loopback port with a password of its own. It outlives a killed process, which costs
 * nothing: the next start adopts it. It stops with the last process that uses it.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedOptions,
): Promise<Outcome<EmbeddedPostgres, PlatformRefusal>> {
  const account = postgresAccount();
  const binaries = postgresBinaries(account);
  if (!binaries.ok) return binaries;
  const cluster = openCluster(options.dataFolder, binaries.value, account);
  if (!cluster.ok) return cluster;

  let running: Outcome<Running, PlatformRefusal>;
  let lease: Lease | undefined;
  let looks = 0;
  do {
    running = await findOrLaunch(binaries.value, account, cluster.value, options);
    if (!running.ok) return running;
    // No lease = its last user stopped the server between our knock and our lease: look again.
    lease = await holdLease(addressOf(cluster.value, running.value.port, "postgres"));
    looks += 1;
  } while (lease === undefined && looks < 20);
  const { pid, port, isAdopted } = running.value;
  if (lease === undefined) throw new Error(`the embedded database (process ${pid}) accepts no lease`);
  const held = lease;
  // A test run that is cut short leaves nothing behind; an installation's database is only ever stopped in peace.
  if (options.isDurable === false) process.once("exit", () => isAlive(pid) && process.kill(pid, "SIGQUIT"));
  await ensureDatabase(cluster.value, port);
  return ok({
    url: addressOf(cluster.value, port, "biaochi"),
    isAdopted,
    elsewhere: cluster.value.elsewhere,
    stop: async () => {
      if ((await held.release()) === "last") await stopServer(pid);
      await held.end();
    },
  });
}
