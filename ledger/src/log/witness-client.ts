// The log's side of add-checkpoint: one witness, asked over and over until it is where the log is. FORMAT.md §8.
import type { Bytes } from "../bytes.ts";
import { type Checkpoint, mostClockSkew } from "../checkpoint.ts";
import { type Note, type NoteLine, openNote } from "../note.ts";
import type { NoteKey } from "../note-key.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { Hash } from "../tree.ts";
import { formatAddCheckpoint, readAnswer, type WitnessAnswer } from "../witness.ts";

/** Sends a request; undefined where no answer came in time. */
export type Ask = (url: string, body: Bytes) => Promise<WitnessAnswer | undefined>;

export interface Target {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
  /** How far the log reaches on our disk, published or not. */
  readonly held: bigint;
  /** From a smaller size that is not 0. */
  readonly consistency: (size: bigint) => Promise<readonly Hash[]>;
}

export interface WitnessPlace {
  readonly name: string;
  readonly key: NoteKey;
  readonly url: string;
}

export interface WitnessReport {
  readonly name: string;
  /** What it last cosigned, as far as we know. */
  readonly size: bigint | undefined;
  readonly problem: Refusal | undefined;
  /** When it last cosigned, in ms. */
  readonly seen: number | undefined;
}

export type Standing =
  /** It is nowhere beyond this tree: it cosigned it, or is at a smaller size. */
  | "not-ahead"
  /** It says that it cosigned a larger tree. */
  | "ahead"
  /** It holds another tree than this one. */
  | "differs"
  | "silent";

const firstPause = 500;
const longestPause = 30_000;

export class WitnessClient {
  private readonly place: WitnessPlace;
  private readonly ask: Ask;
  private size: bigint | undefined;
  private problem: Refusal | undefined;
  private seen: number | undefined;
  private failures = 0;
  private notBefore = 0;
  private isBusy = false;
  private last: { readonly text: string; readonly line: NoteLine } | undefined;
  standing: Standing = "silent";

  constructor(place: WitnessPlace, ask: Ask) {
    this.place = place;
    this.ask = ask;
  }

  get name(): string {
    return this.place.name;
  }

  report(): WitnessReport {
    return { name: this.name, size: this.size, problem: this.problem, seen: this.seen };
  }

  /** One may be asked again after a pause that doubles with each failure; asked meanwhile it is left alone. */
  isReady(now: number): boolean {
    return !this.isBusy && now >= this.notBefore;
  }

  /**
   * Its cosignature under the target, or nothing and a problem. A witness that is behind says where, and is asked once more with
   * the proof from there.
   */
  async cosign(target: Target, now: number): Promise<NoteLine | undefined> {
    if (this.last?.text === target.note.text) return this.last.line; // while others are waited for
    this.isBusy = true;
    try {
      const line = (await this.request(target, now)) ?? (await this.catchUp(target, now));
      this.failures = line === undefined ? this.failures + 1 : 0;
      this.notBefore = line === undefined ? now + Math.min(longestPause, firstPause * 2 ** (this.failures - 1)) : 0;
      return line;
    } finally {
      this.isBusy = false;
    }
  }

  private async catchUp(target: Target, now: number): Promise<NoteLine | undefined> {
    const isBehind = this.problem?.code === "witness-behind" && this.standing === "not-ahead";
    return isBehind ? this.request(target, now) : undefined;
  }

  /** Where it stands against a tree, without moving it forward. */
  async look(target: Target, now: number): Promise<void> {
    await this.send(target, target.checkpoint.size, now);
  }

  private request(target: Target, now: number): Promise<NoteLine | undefined> {
    const known = this.size ?? 0n;
    return this.send(target, known < target.checkpoint.size ? known : target.checkpoint.size, now);
  }

  private async send(target: Target, old: bigint, now: number): Promise<NoteLine | undefined> {
    const { checkpoint, note } = target;
    const proof = old === 0n || old === checkpoint.size ? [] : await target.consistency(old);
    const answer = await this.ask(`${this.place.url}/add-checkpoint`, formatAddCheckpoint({ old, proof, note }));
    if (answer === undefined) return this.fail("silent", refuse("witness-silent").refusal);
    const lines = readAnswer(answer, note, this.place.key);
    if (!lines.ok) return this.explain(lines.refusal, target.held);
    const [line] = lines.value;
    const opened = openNote({ text: note.text, lines: lines.value }, [this.place.key]);
    const time = opened.ok ? opened.value[0]?.time : undefined;
    if (line === undefined || time === undefined) return this.fail("silent", refuse("answer-malformed").refusal);
    this.size = checkpoint.size;
    this.standing = "not-ahead";
    if (time > BigInt(Math.floor(now / 1000)) + mostClockSkew)
      return this.fail("not-ahead", refuse("cosignature-in-the-future", this.name).refusal);
    this.seen = now;
    this.problem = undefined;
    this.last = { text: note.text, line };
    return line;
  }

  private explain(refusal: Refusal, held: bigint): undefined {
    if (refusal.code === "witness-behind") {
      const at = BigInt(refusal.detail ?? "0");
      this.size = at;
      return this.fail(at > held ? "ahead" : "not-ahead", refusal);
    }
    return this.fail(refusal.detail === "422" ? "differs" : "silent", refusal);
  }

  private fail(standing: Standing, problem: Refusal): undefined {
    this.standing = standing;
    this.problem = problem;
  }
}

const largestAnswer = 65_536;

/** By HTTP. What does not answer within that time, answers too much or leads elsewhere, does not answer. */
export const askByHttp =
  (milliseconds: number): Ask =>
  async (url, body) => {
    try {
      const response = await fetch(url, {
        method: "POST",
        body: new Uint8Array(body),
        headers: { "content-type": "text/plain; charset=utf-8" },
        redirect: "error",
        signal: AbortSignal.timeout(milliseconds),
      });
      const text = await boundedText(response);
      const contentType = response.headers.get("content-type");
      return text === undefined
        ? undefined
        : { status: response.status, body: text, ...(contentType === null ? {} : { contentType }) };
    } catch {
      return undefined; // it is away, or the way to it is: there is no other kind of failure here
    }
  };

async function boundedText(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > largestAnswer) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
