import { existsSync, readFileSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { z } from "zod";

const count = z.string().regex(/^[1-9]\d*$/);
const headLine = z.strictObject({
  batch: z.int().min(1),
  first: count,
  last: count,
  head: z.string().regex(/^[0-9a-f]{64}$/),
  sealedAt: z.iso.datetime({ precision: 6 }),
  /** The first batch of a database that was brought back from a backup: of earlier lines this one and later ones are gone. */
  restored: z.literal(true).optional(),
});
/** The end of one batch as it is kept outside of the database, where its administrator does not reach. */
export type Head = z.output<typeof headLine>;

export type KeptHeads = {
  /** By batch, with the number of their line; of what a restore took away nothing. */
  readonly heads: ReadonlyMap<number, { readonly head: Head; readonly line: number }>;
  readonly last: Head | undefined;
  /** What was sealed before this batch rests on its head alone: 1, or the first batch after the last restore. */
  readonly since: number;
  /** Numbers of lines that cannot be read, or stand out of order. */
  readonly unreadable: readonly number[];
  readonly lines: number;
};

function parse(text: string): Head | undefined {
  try {
    return headLine.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // not JSON: told by its number
  }
}

export function readHeads(path: string): KeptHeads {
  const heads = new Map<number, { head: Head; line: number }>();
  const unreadable: number[] = [];
  let last: Head | undefined;
  let since = 1;
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  if (lines.at(-1) === "") lines.pop();
  for (const [index, text] of lines.entries()) {
    const head = parse(text);
    if (head === undefined || (head.restored !== true && head.batch <= (last?.batch ?? 0))) {
      unreadable.push(index + 1);
      continue;
    }
    if (head.restored) {
      since = head.batch;
      for (const batch of heads.keys()) if (batch >= since) heads.delete(batch);
    }
    heads.set(head.batch, { head, line: index + 1 });
    last = head;
  }
  return { heads, last, since, unreadable, lines: lines.length };
}

const written = (heads: readonly Head[]): string => heads.map((head) => `${JSON.stringify(head)}\n`).join("");

/** Writes lines to the end and waits until the disk has them. A line that a crash cut off is ended first. */
export async function appendHeads(path: string, heads: readonly Head[]): Promise<void> {
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    const end = Buffer.alloc(1);
    if (size > 0) await file.read(end, 0, 1, size - 1);
    await file.appendFile((size > 0 && end[0] !== 10 ? "\n" : "") + written(heads));
    await file.sync();
  } finally {
    await file.close();
  }
}

export const dayOfHead = ({ sealedAt }: Pick<Head, "sealedAt">): string => sealedAt.slice(0, 10);

/**
 * Of each day that is over only the last head is needed, because it rests on all before it. The file is replaced whole; a crash
 * leaves the old one or the new one. A file with a line that cannot be read is left as it is, for whoever has to look at it.
 */
export async function thinHeads(path: string): Promise<void> {
  if (!existsSync(path) || readHeads(path).unreadable.length > 0) return;
  const all = readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .flatMap((text) => parse(text) ?? []);
  const today = all.at(-1) && dayOfHead(all.at(-1) as Head);
  const kept = all.filter((head, index) => {
    const next = all[index + 1];
    return (
      head.restored ||
      next?.restored ||
      dayOfHead(head) === today ||
      next === undefined ||
      dayOfHead(next) !== dayOfHead(head)
    );
  });
  if (kept.length === all.length) return;
  const fresh = `${path}.partial`;
  await rm(fresh, { force: true });
  await appendHeads(fresh, kept);
  await rename(fresh, path);
}
