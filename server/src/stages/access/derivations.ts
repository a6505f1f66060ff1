import { availableParallelism } from "node:os";
import process from "node:process";

/**
 * Keys of passwords are derived by threads that files are read by, too, each with its own 19 MiB. So few at once leave a core to
 * whoever answers requests and a thread to whoever reads a file: when everybody comes at half past eight, they wait for each
 * other, and nobody else waits for them.
 */
const threads = Number(process.env.UV_THREADPOOL_SIZE ?? 4);
export const atOnce = Math.max(1, Math.min(4, threads - 1, availableParallelism() - 1));
/** The last of so many waits some twenty seconds. */
export const mostInside = 800;

let running = 0;
const waiting: (() => void)[] = [];

let inside = 0;

/** Lets somebody in who wants to prove who they are; undefined: they would wait too long, and come back in a moment. */
export async function unlessCrowded<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (inside >= mostInside) return undefined;
  inside += 1;
  try {
    return await work();
  } finally {
    inside -= 1;
  }
}

/** Does a piece of work when it is its turn; first come, first served. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < atOnce) running += 1;
  else await new Promise<void>((begin) => waiting.push(begin)); // whoever ends hands on their place
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
