// Whether a log may go on from what lies on its disk. A copy from yesterday looks as good as the log itself.
import { sameBytes } from "../bytes.ts";
import { signCheckpoint } from "../checkpoint.ts";
import type { NoteSigner } from "../note-key.ts";
import { type Outcome, ok, type Refusal, refuse } from "../refusal.ts";
import { isQuorum, type TrustPolicy } from "../trust-policy.ts";
import type { TreeStore } from "./tree-store.ts";
import type { WitnessClient } from "./witness-client.ts";

/** Why no quorum can be had any more: too many witnesses hold a larger tree, or another one. */
export function whyLost(policy: TrustPolicy, witnesses: readonly WitnessClient[]): Refusal | undefined {
  const left = witnesses.filter(({ standing }) => standing !== "ahead" && standing !== "differs");
  if (isQuorum(policy, new Set(left.map(({ name }) => name)))) return undefined;
  const isBehind = witnesses.some(({ standing }) => standing === "ahead");
  const sizes = witnesses.map((each) => `${each.name} ${each.report().size ?? "-"}`).join(", ");
  return refuse(isBehind ? "log-behind" : "log-differs", sizes).refusal;
}

/**
 * Asked at every start.
 *
 * The high-water mark, which is in no backup, must be a tree that this log holds. Where there is none, a quorum of witnesses has
 * to say that they know of nothing beyond it: one of them would know, since any two quorums have an honest witness in common.
 * In both cases the log stays shut when so many witnesses are ahead, or hold another tree, that no quorum is left. A single one
 * that says so may be lying, and stops nobody.
 */
export async function confirmStart(
  store: TreeStore,
  policy: TrustPolicy,
  signer: NoteSigner,
  witnesses: readonly WitnessClient[],
  now: number,
): Promise<Outcome<true>> {
  const mark = await store.highWater();
  if (!mark.ok) return mark;
  if (mark.value !== undefined) {
    const { size, root } = mark.value;
    if (size > store.size) return refuse("log-behind", size.toString());
    if (!sameBytes(await store.rootAt(size), root)) return refuse("log-differs", "high-water");
  }
  const published = store.published;
  const checkpoint = published?.checkpoint ?? { origin: store.origin, size: 0n, root: await store.rootAt(0n) };
  const note = published?.note ?? signCheckpoint(checkpoint, signer);
  const consistency = (size: bigint) => store.consistency(size, checkpoint.size);
  await Promise.all(witnesses.map((each) => each.look({ checkpoint, note, held: store.size, consistency }, now)));
  const lost = whyLost(policy, witnesses);
  if (lost !== undefined) return { ok: false, refusal: lost };
  const confirming = witnesses.filter(({ standing }) => standing === "not-ahead").map(({ name }) => name);
  if (mark.value === undefined && !isQuorum(policy, new Set(confirming)))
    return refuse("log-unconfirmed", confirming.join(" "));
  return ok(true);
}
