// What a log publishes, asked for over HTTP (FORMAT.md §6). Whatever it answers is bounded, and believed by nobody yet.
import type { Bytes } from "../bytes.ts";
import { largestNote } from "../note.ts";
import { largestEntry, makeBundle, readBundle, type Tile, tilePath, tileWidth } from "../tile.ts";
import { hashLength } from "../tree.ts";
import { reasonOf } from "./durable-node.ts";
import { type Done, done, undone } from "./notice.ts";

const patience = 30_000; // milliseconds for one answer, all of it

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

  private async get(path: string, most: number): Promise<Done<Bytes>> {
    const url = `${this.base}/${path}`;
    try {
      const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(patience) });
      if (answer.status !== 200) {
        await answer.body?.cancel();
        return undone("log-unreachable", { url, status: answer.status, reason: "" });
      }
      const parts: Uint8Array[] = [];
      let length = 0;
      for await (const part of answer.body ?? []) {
        length += part.length;
        if (length > most) return undone("log-answer-malformed", { url, reason: `> ${most} B` });
        parts.push(part);
      }
      return done(new Uint8Array(Buffer.concat(parts)));
    } catch (error) {
      const cause = error instanceof Error && error.cause !== undefined ? `: ${reasonOf(error.cause)}` : "";
      return undone("log-unreachable", { url, status: 0, reason: `${reasonOf(error)}${cause}` });
    }
  }
}
