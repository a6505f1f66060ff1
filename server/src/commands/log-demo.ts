// A log and four mirrors that witness, each a process with keys, folder and port of its own, on this machine: for looking at.
// Made anew at every start, and removed at the end; the nodes end with this process, and what it left is removed by the next.
import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { formatVkey } from "@biaochi/ledger";
import { beginLog, type LogPlaces, makeLog, type OpenedLog, openDoor, openLog } from "@biaochi/ledger/log";
import { nodeCommand } from "@biaochi/ledger/nodes";
import { askedToStop, untilAborted } from "./asked-to-stop.ts";
import { type CommandContext, type ExitCode, exitCode } from "./command.ts";
import { freePorts } from "./free-ports.ts";
import { bodies, DemoSigners } from "./log-demo-entries.ts";
import { refusedByLedger } from "./say-ledger.ts";

const origin = "demo.example.cn/log";
const here = "127.0.0.1";
const nodeDoor = resolve(import.meta.dirname, "../../../ledger/src/nodes/node-door-node.ts");

const folderMark = "biaochi-log-demo-";
/** A node that has a channel stops when its other end is gone. */
const withChannel: StdioOptions = ["ignore", "ignore", "ignore", "ipc"];

/** Folders of demonstrations that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${folderMark}(\\d+)-`).exec(name)?.[1] ?? process.pid);
    if (pid !== process.pid && !isAlive(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // it is somebody else's
  }
}

export async function demoLog(context: CommandContext): Promise<ExitCode> {
  const stop = askedToStop(() => context.tell({ code: "stopping" }));
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `${folderMark}${process.pid}-`));
  const mirrors: ChildProcess[] = [];
  let opened: OpenedLog | undefined;
  try {
    const places = {
      folder: join(folder, "log"),
      key: join(folder, "log-key"),
      highWater: join(folder, "log-high-water"),
    };
    const [port = 0, ...ports] = await freePorts(1 + bodies.length);
    const url = `http://${here}:${port}`;
    const signers = new DemoSigners(origin);
    const made = await makeDemo(places, folder, url, ports, signers);
    if (!made.ok) return refusedByLedger(context, made.refusal);
    for (const body of bodies)
      mirrors.push(spawn(process.execPath, [nodeDoor, "mirror", "run", join(folder, body)], { stdio: withChannel }));
    const log = await openLog(places);
    if (!log.ok) return refusedByLedger(context, log.refusal);
    opened = log.value;
    const onBug = (error: unknown) => process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    const door = await openDoor(opened.log, { host: here, port, onBug });
    if (!door.ok) return refusedByLedger(context, door.refusal);
    await enterSome(opened, signers);
    await untilPublished(opened, stop);
    const { size, published } = opened.log.state();
    const nodes = bodies.map((body, at) => `${body} http://${here}:${ports[at]}/`).join("  ");
    context.report({ code: "log.demo-ready", params: { url, size, published, nodes } });
    await untilAborted(stop);
    await door.value.close();
    return exitCode.done;
  } finally {
    await opened?.close();
    await Promise.all(mirrors.map(ended));
    await rm(folder, { recursive: true, force: true });
  }
}

/** The log's key and folder, a node for each body, the policy that names them, the first entry. */
async function makeDemo(
  places: LogPlaces,
  folder: string,
  url: string,
  ports: readonly number[],
  signers: DemoSigners,
) {
  const made = await makeLog(places, origin);
  if (!made.ok) return made;
  const vkey = formatVkey(made.value.key);
  const lines = [`log ${vkey}`];
  for (const [at, body] of bodies.entries()) {
    const name = `${body}.demo.example.cn/node`;
    const said: string[] = [];
    await nodeCommand({
      kind: "mirror",
      positionals: ["init", join(folder, body)],
      values: { name, host: here, port: String(ports[at]), log: [vkey], url, witness: true },
      print: (text) => said.push(...text.split("\n")),
      tell: () => undefined,
    });
    const key = said.find((line) => line.startsWith(`${name}+`));
    if (key === undefined) throw new Error(`${name} was not made`);
    lines.push(`witness ${body} ${key} http://${here}:${ports[at]}`);
  }
  lines.push(`group q 3 ${bodies.join(" ")}`, "quorum q", "");
  await writeFile(join(places.folder, "policy"), lines.join("\n"));
  return beginLog(places, signers.opening());
}

/** Something to look at: three scores of nobody, and a snapshot of them. */
async function enterSome({ log }: OpenedLog, signers: DemoSigners): Promise<void> {
  const { pol } = log.state().next;
  const scores = ["91.20", "88.75", "94.05"].map((points) => signers.score(pol, points));
  const outcomes = [...(await log.submitAll(scores)), await log.compose(signers.snapshot)];
  for (const each of outcomes) if (!each.ok) throw new Error(`${each.refusal.code} ${each.refusal.detail}`);
}

async function untilPublished({ log }: OpenedLog, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && log.state().state === "pending-witness") await new Promise((next) => setTimeout(next, 50));
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const harder = setTimeout(() => child.kill("SIGKILL"), 5000);
    child.once("exit", () => {
      clearTimeout(harder);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
