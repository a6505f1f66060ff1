import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** What a running server says of itself in `postmaster.pid`. */
export type Postmaster = { readonly pid: number; readonly port: number };

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * After a restart of the machine or container the number may belong to some other program, and PostgreSQL would then refuse
 * to start. A server works in the folder of its files, so where the system tells a process's folder, we look.
 */
function worksIn(pid: number, files: string): boolean | "unknown" {
  if (process.platform !== "linux") return "unknown";
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(files);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? false : "unknown";
  }
}

/** `stale` = the file names a process that certainly is not the server of these files: the file may be removed. */
export function readPostmaster(files: string): Postmaster | "absent" | "stale" {
  let lines: string[];
  try {
    lines = readFileSync(join(files, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return "absent";
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0) return "absent"; // being written
  if (!isAlive(pid)) return "absent"; // PostgreSQL itself clears what a dead server left
  return worksIn(pid, files) === false ? "stale" : { pid, port };
}
