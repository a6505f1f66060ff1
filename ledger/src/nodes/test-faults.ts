// Preloaded into a node by tests: the nth write of the process is its last (`kill`), or fails once (an error code).
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [askedKind = "", askedNth] = (process.env.BIAOCHI_TEST_FAULT ?? "").split(":");

type Kind = "kill" | "freeze" | "EIO" | "ENOSPC";

let [kind, left]: [string, number] = ["", 0];

/** The nth write from now on. `freeze`: and none after it, which is what the disk sees of a process that was killed. */
export function failAt(nth: number, how: Kind): void {
  [kind, left] = [how, nth];
}

/** Whether it came so far; no write fails any more. */
export function failNoMore(): boolean {
  const hasFailed = kind !== "" && left <= 0;
  [kind, left] = ["", 0];
  return hasFailed;
}

let trace: string[] | undefined;

/** The names of the writes that something makes, in their order. */
export function tracing(work: () => void): readonly string[] {
  const calls: string[] = [];
  trace = calls;
  work();
  trace = undefined;
  return calls;
}

function count(name: string): void {
  trace?.push(name);
  if (kind === "") return;
  left -= 1;
  if (left > 0 || (left < 0 && kind !== "freeze")) return;
  if (askedKind !== "") fs.writeSync(2, `${JSON.stringify({ code: "fault" })}\n`);
  if (kind === "kill") process.kill(process.pid, "SIGKILL");
  throw Object.assign(new Error(`${kind}: made for a test`), { code: kind });
}

if (askedKind === "kill" || askedKind === "EIO" || askedKind === "ENOSPC") failAt(Number(askedNth), askedKind);

const { openSync, writeSync, fsyncSync, renameSync, mkdirSync, rmSync } = fs;
const isReading = (flags: unknown) => flags === undefined || flags === "r";
fs.openSync = (path, flags, mode) => {
  if (!isReading(flags)) count("open");
  return openSync(path, flags, mode);
};
// The other calls say everything that they do by their own name; half of a write is a write, too.
fs.writeSync = new Proxy(writeSync, {
  apply(target, self, args) {
    const [file, bytes, at] = args;
    if (file > 2 && kind !== "" && left === 1 && bytes instanceof Uint8Array)
      Reflect.apply(target, self, [file, bytes, at, Math.floor(bytes.length / 2)]);
    if (file > 2) count("write");
    return Reflect.apply(target, self, args);
  },
});
const counted = <T extends (...args: never[]) => unknown>(name: string, call: T): T =>
  new Proxy(call, {
    apply(target, self, args) {
      count(name);
      return Reflect.apply(target, self, args);
    },
  });
fs.fsyncSync = counted("fsync", fsyncSync);
fs.renameSync = counted("rename", renameSync);
fs.mkdirSync = counted("mkdir", mkdirSync);
fs.rmSync = counted("rm", rmSync);
syncBuiltinESMExports();
