// Nodes for tests: as processes of their own, started by their door, killed, asked what they said; their commands in this process.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { onTestFinished } from "vitest";
import { type NoteKey, parseVkey } from "../note-key.ts";
import { type Notice, nodeCommand, nodeOptions } from "./node-command-node.ts";

export const door = fileURLToPath(new URL("./node-door-node.ts", import.meta.url));

export interface Said {
  readonly code: string;
  readonly [param: string]: unknown;
}

/** A folder for this test that goes with it. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "biaochi-node-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export class NodeProcess {
  readonly said: Said[] = [];
  out = "";
  readonly gone: Promise<number | null>;
  private readonly child: ChildProcess;
  private readonly waiting = new Set<() => void>();
  private isGone = false; // and everything that it said is here

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}, imports: readonly string[] = []) {
    const flags = imports.flatMap((each) => ["--import", each]);
    this.child = spawn(process.execPath, [...flags, door, ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let rest = "";
    this.child.stdout?.setEncoding("utf8");
    this.child.stderr?.setEncoding("utf8");
    this.child.stdout?.on("data", (text) => {
      this.out += text;
      this.hear();
    });
    this.child.stderr?.on("data", (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.said.push(line.startsWith("{") ? JSON.parse(line) : { code: line });
      this.hear();
    });
    this.gone = new Promise((gone) =>
      this.child.once("close", (code) => {
        this.isGone = true;
        gone(code);
        this.hear();
      }),
    );
    onTestFinished(() => this.kill());
  }

  private hear(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }

  /** Waits until something is so. A process that is gone says nothing more. */
  async until<T>(what: () => T | undefined | false): Promise<T> {
    for (;;) {
      const found = what();
      if (found !== undefined && found !== false) return found;
      if (this.isGone) throw new Error(`gone (${this.child.exitCode}): ${JSON.stringify(this.said)} ${this.out}`);
      await new Promise<void>((heard) => this.waiting.add(heard));
    }
  }

  heard(code: string, times = 1): Promise<Said> {
    return this.until(() => this.said.filter((each) => each.code === code)[times - 1]);
  }

  async url(): Promise<string> {
    return this.until(() => /^ready (\S+)$/m.exec(this.out)?.[1]);
  }

  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.gone;
  }

  async stop(): Promise<number | null> {
    this.child.kill("SIGTERM");
    return this.gone;
  }
}

/** A command that ends, as the door reads it, without a process of its own. */
export async function command(...[kind, ...args]: readonly string[]) {
  if (kind !== "witness" && kind !== "mirror") throw new Error(`${kind} is no node`);
  const said: Said[] = [];
  let out = "";
  const print = (text: string) => {
    out += `${text}\n`;
  };
  const { values, positionals } = parseArgs({ args, options: nodeOptions, allowPositionals: true });
  const tell = ({ code, params }: Notice) => void said.push({ code, ...params });
  const code = await nodeCommand({ kind, positionals, values, print, tell });
  return { code, out, said };
}

export const keyIn = (out: string, name: string): NoteKey => {
  for (const line of out.split("\n")) {
    const key = parseVkey(line);
    if (key.ok && key.value.name === name) return key.value;
  }
  throw new Error(`no key of ${name}: ${out}`);
};

export async function makeWitness(folder: string, logs: readonly string[], name = "w.example.org/witness") {
  const logArgs = logs.flatMap((log) => ["--log", log]);
  const made = await command("witness", "init", folder, "--name", name, "--port", "0", ...logArgs);
  if (made.code !== 0) throw new Error(JSON.stringify(made));
  return keyIn(made.out, name);
}

export async function makeMirror(
  folder: string,
  log: string,
  url: string,
  { name = "m.example.org/mirror", more = [] as readonly string[] } = {},
) {
  const args = ["--name", name, "--port", "0", "--log", log, "--url", url, ...more];
  const made = await command("mirror", "init", folder, ...args);
  if (made.code !== 0) throw new Error(JSON.stringify(made));
  return { state: keyIn(made.out, `${name}/state`), out: made.out };
}
