import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";

/** The product itself, started as a user would, for measuring from outside. */
export interface Office {
  readonly url: string;
  /** Cookie of a signed-in account of the appraisal office. */
  readonly cookie: string;
  /** The newest run over a whole cycle of the demo city, or 1. */
  readonly run: number;
  readonly pid: number;
  /** Its PostgreSQL, for a baseline on the same server. */
  readonly postgres: { readonly port: number; readonly password: string };
  close(): Promise<void>;
}

/** With its demo city in a folder of its own, which is removed; or on a data folder that is there, which stays. */
export async function openOffice(folder?: string): Promise<Office> {
  const data = folder ?? mkdtempSync(join(tmpdir(), "biaochi-bench-"));
  chmodSync(data, 0o711); // under root the database runs as somebody else, who must be able to pass
  const child = spawn(process.execPath, [resolve(import.meta.dirname, "../server/src/cli.ts"), "serve"], {
    env: {
      ...process.env,
      BIAOCHI_DATA: data,
      PORT: "0",
      BIAOCHI_LOG: "warn",
      BIAOCHI_MODE: "demo",
      BIAOCHI_REQUESTS_PER_MINUTE: "1000000",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    return await entered(child, data, folder === undefined);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

async function entered(child: ChildProcess, data: string, isOwn: boolean): Promise<Office> {
  const url = await addressOf(child);
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(`${url}/api/v1${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const { accounts } = (await (await ask("/demo-accounts")).json()) as { accounts: { id: string; roles: string[] }[] };
  const account = accounts.find(({ roles }) => roles.includes("organiser"))?.id;
  const signedIn = await ask("/session", {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ account }),
  });
  const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const runs = (await (await ask("/runs", { headers: { cookie } })).json()) as {
    programmes: { id: string; latestRun: number }[];
  };
  const lines = readFileSync(join(data, "postgres", "postmaster.pid"), "utf8").split("\n");
  return {
    url,
    cookie,
    pid: child.pid ?? 0,
    run: runs.programmes.find(({ id }) => id === "demo-city")?.latestRun ?? 1,
    postgres: {
      port: Number(lines[3]),
      password: readFileSync(join(data, "postgres", "biaochi-password"), "utf8").trim(),
    },
    async close() {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGINT");
      await ended;
      if (isOwn) rmSync(data, { recursive: true, force: true });
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const address = /ready (http:\/\/\S+)/.exec(said)?.[1];
      if (address !== undefined) found(address);
    });
    child.once("exit", (code) => failed(new Error(`the office ended with ${code} before it was ready:\n${said}`)));
  });
}
