import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";

/** Peak resident memory of a process in MB, as the kernel counts it; NaN where /proc is not there. */
export function peakMemory(pid: number | "self" = "self"): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Processor time in ms that a process and all that it started have taken so far; NaN where /proc is not there. */
export function processorTime(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Its own, and that of those that it started and that have ended.
    const times = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 15)
      .map(Number);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
    const own = times.reduce((sum, each) => sum + each * 10, 0);
    return own + children.reduce((sum, child) => sum + processorTime(Number(child)), 0);
  } catch {
    return Number.NaN;
  }
}

/** Processes waiting for a core, averaged over a minute: who else was on the machine. */
export const loadNow = (): string => {
  try {
    return readFileSync("/proc/loadavg", "utf8").split(" ")[0] ?? "?";
  } catch {
    return "?";
  }
};

/** What one measured process says on its last line: named figures in ms or MB, and the checksum of what it computed. */
export interface Said {
  readonly figures: Readonly<Record<string, number>>;
  readonly checksum: string;
}

export const say = (said: Said): void => void process.stdout.write(`${JSON.stringify(said)}\n`);

/** Runs one measurement in a process of its own, so that peaks and warm code belong to it alone. Throws with its output. */
export function measured(script: string, args: readonly string[], options: readonly string[] = []): Said {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...options, script, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const last = stdout.trim().split("\n").at(-1) ?? "";
  if (status !== 0 || !last.startsWith("{"))
    throw new Error(`${script} ${args.join(" ")}: ${status}\n${stdout}\n${stderr}`);
  return JSON.parse(last) as Said;
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[half] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
};

/** The value that 95 of 100 do not pass. */
export const p95 = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
};

/** "2311 [2290–2405]" */
export const spread = (values: readonly number[], digits = 0): string =>
  values.length === 0
    ? "–"
    : `${median(values).toFixed(digits)} [${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}]`;
