// What a log publishes, asked for over HTTP (FORMAT.md §6). Whatever it answers is bounded, and believed by nobody yet.
import { type Bytes, textOf } from "../bytes.ts";
import { largestNote } from "../note.ts";
import { largestEntry, makeBundle, readBundle, type Tile, tilePath, tileWidth } from "../tile.ts";
import { hashLength } from "../tree.ts";
import { reasonOf } from "./durable-node.ts";
import { type Done, done, undone } from "./notice.ts";

const patience = 30_000; // milliseconds for one answer, all of it
const longestRefusal = 1000;

export class LogClient {
  private readonly base: string;

  constructor(url: string) {
    this.base = url.replace(/\/+$/, "");
  }

  checkpoint(): Promise<Done<Bytes>> {
    return this.get("checkpoint", largestNote);
  }

  /** A partial tile may be gone once the full one exists: its beginning says the same. */
  async tile(tile: Tile): Promise<Done<Bytes>> {
    const most = tile.level === "entries" ? tileWidth * (2 + largestEntry) : tileWidth * hashLength;
    const exact = await this.get(tilePath(tile), most);
    if (exact.ok || exact.notice.params.status !== 404 || tile.width === tileWidth) return exact;
    const full = await this.get(tilePath({ ...tile, width: tileWidth }), most);
    if (!full.ok) return exact;
    if (tile.level !== "entries") return done(full.value.slice(0, tile.width * hashLength));
    const entries = readBundle(full.value, tileWidth);
    return entries.ok ? done(makeBundle(entries.value.slice(0, tile.width))) : exact;
  }

  at(path: string): string {
    return `${this.base}/${path}`;
  }

  private async get(path: string, most: number): Promise<Done<Bytes>> {
    const url = this.at(path);
    try {
      const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(patience) });
      const { status } = answer;
      const isPassing = status >= 500 || status === 429;
      if (isPassing) await answer.body?.cancel();
      if (isPassing) return undone("log-unreachable", { url, status, reason: "" });
      const body = await readUpTo(status === 200 ? most : longestRefusal, answer);
      if (status !== 200) return undone(saysUnpublished(body) ? "log-not-published" : "log-not-there", { url, status });
      return body === undefined ? undone("log-answer-malformed", { url, reason: `> ${most} B` }) : done(body);
    } catch (error) {
      const cause = error instanceof Error && error.cause !== undefined ? `: ${reasonOf(error.cause)}` : "";
      return undone("log-unreachable", { url, status: 0, reason: `${reasonOf(error)}${cause}` });
    }
  }
}

/** Undefined where there is more; the rest is not read. */
async function readUpTo(most: number, answer: Response): Promise<Bytes | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > most) return undefined;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** What a log, or a mirror of it, says where it has no checkpoint yet. */
export const unpublished = `${JSON.stringify({ refusal: { code: "not-published" } })}\n`;

const saysUnpublished = (body: Bytes | undefined) => body !== undefined && textOf(body) === unpublished;
