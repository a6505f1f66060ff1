// Checkpoints out of the door: signed by the log, cosigned by a quorum, and only then published.
import { signCheckpoint } from "../checkpoint.ts";
import { formatNote, type NoteLine } from "../note.ts";
import type { NoteSigner } from "../note-key.ts";
import type { Refusal } from "../refusal.ts";
import { checkWitnessed, isQuorum, type TrustPolicy } from "../trust-policy.ts";
import { whyLost } from "./confirm.ts";
import { pause } from "./pause.ts";
import type { TreeStore } from "./tree-store.ts";
import type { Target, WitnessClient } from "./witness-client.ts";

export interface PublisherOptions {
  readonly store: TreeStore;
  readonly policy: TrustPolicy;
  readonly signer: NoteSigner;
  readonly witnesses: readonly WitnessClient[];
  /** ms since 1970 */
  readonly now: () => number;
  /** Between two publications, and after the quorum for those who are slower, in ms. */
  readonly interval: number;
  readonly grace: number;
  /** The log was taken back in time, or forked: nothing may be let in any more. */
  readonly onLost: (why: Refusal) => void;
  readonly onPublished?: (size: bigint) => void;
}

/**
 * Publishes by itself whenever there is more than was published. Without a quorum entries are sequenced and not published; the
 * witnesses are asked again and again, each after a pause of its own, so that it goes on when they return.
 */
export class Publisher {
  private readonly options: PublisherOptions;
  private readonly ending = new AbortController();
  private wake = new AbortController();
  private running: Promise<void> | undefined;
  /** When the oldest entry that waits for witnesses began to wait, in ms. */
  pendingSince: number | undefined;
  problem: Refusal | undefined;
  lost: Refusal | undefined;
  /** The largest size that witnesses were asked about: mirrors among them read its tiles before they cosign. */
  shown = 0n;

  constructor(options: PublisherOptions) {
    this.options = options;
  }

  start(): void {
    if (this.isBehind) this.pendingSince = this.options.now();
    this.running = this.run();
  }

  /** There are new entries. */
  notice(): void {
    this.pendingSince ??= this.options.now();
    this.wake.abort();
  }

  async close(): Promise<void> {
    this.ending.abort();
    this.wake.abort();
    await this.running;
  }

  private get isBehind(): boolean {
    const { store } = this.options;
    return store.size > (store.published?.checkpoint.size ?? -1n);
  }

  private async run(): Promise<void> {
    while (!this.ending.signal.aborted && this.lost === undefined) {
      if (this.isBehind) await this.publish();
      this.wake = new AbortController();
      if (!this.isBehind && !this.ending.signal.aborted) await pause(60_000, this.wake.signal);
      await pause(this.options.interval, this.ending.signal);
    }
  }

  private async publish(): Promise<void> {
    const { store, policy, signer, now, onLost, onPublished } = this.options;
    const checkpoint = { origin: store.origin, size: store.size, root: store.root() };
    const note = signCheckpoint(checkpoint, signer);
    this.shown = checkpoint.size;
    const consistency = (size: bigint) => store.consistency(size, checkpoint.size);
    const lines = await this.gather({ checkpoint, note, held: checkpoint.size, consistency });
    this.lost = whyLost(policy, this.options.witnesses);
    if (this.lost !== undefined) return onLost(this.lost);
    const cosigned = { ...note, lines: [...note.lines, ...lines] };
    const witnessed = checkWitnessed(cosigned, policy, BigInt(Math.floor(now() / 1000)));
    this.problem = witnessed.ok ? undefined : witnessed.refusal;
    if (!witnessed.ok) return;
    try {
      await store.publish(formatNote(cosigned));
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      this.problem = { code: "storage-failed", detail: String(error.code) }; // the next turn tries again
      return;
    }
    this.pendingSince = this.isBehind ? now() : undefined;
    onPublished?.(checkpoint.size);
  }

  /** The cosignatures that came until a quorum had answered and a little after, in the order of the policy. */
  private async gather(target: Target): Promise<NoteLine[]> {
    const { policy, witnesses, now, grace } = this.options;
    const lines = new Map<string, NoteLine>();
    const enough = new AbortController();
    const works = witnesses
      .filter((each) => each.isReady(now()))
      .map(async (each) => {
        const line = await each.cosign(target, now());
        if (line !== undefined) lines.set(each.name, line);
        if (isQuorum(policy, new Set(lines.keys()))) enough.abort();
      });
    const all = Promise.all(works);
    const quorum = new Promise<void>((resolve) => enough.signal.addEventListener("abort", () => resolve()));
    await Promise.race([all, quorum.then(() => pause(grace, this.ending.signal))]);
    return witnesses.flatMap(({ name }) => lines.get(name) ?? []);
  }
}
