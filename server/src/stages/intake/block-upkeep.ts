import type { ClientBase } from "pg";
import { lockBlocks, readStoredBlocks, saveBlocks } from "./block-rows.ts";
import { type BlockFinding, blocksAsOf, change, encoded, faultOf } from "./block-store.ts";
import { groupOf } from "./cell.ts";
import { changesOf } from "./fold.ts";
import { draftsFromNarrow } from "./narrow-blocks.ts";
import { type Ordinals, readOrdinals } from "./ordinal-store.ts";
import { countRecorded, recordedIn } from "./recorded-rows.ts";

export type Upkeep = {
  readonly findings: readonly BlockFinding[];
  /** Rows folded into blocks, and blocks written. */
  readonly folded: number;
  readonly written: number;
};
const nothingDone: Upkeep = { findings: [], folded: 0, written: 0 };

/** Beyond so many rows, reading all of them once is quicker than looking each up. */
const mostFolded = 2_000_000;

/**
 * Folds what was recorded since into the blocks, in the transaction at hand; one writer at a time. Does nothing when nothing
 * was recorded. A cache that is unsound as a whole is made anew; the bytes of blocks that do not change are not looked at
 * ({@link mendBlocks} does).
 *
 * Crash at any point: the transaction is undone, the blocks are behind as before, and readers fold for themselves.
 */
export async function foldBlocksWithin(client: ClientBase, programme: string, known?: Ordinals): Promise<Upkeep> {
  await lockBlocks(client, programme);
  const seen = await readStoredBlocks(client, programme, { keys: new Set() });
  const fault = faultOf(seen);
  if (seen.mark === seen.newest && fault === undefined) return nothingDone;
  if (seen.newest === 0 && seen.blocks.size === 0) return nothingDone;
  const ordinals = await readOrdinals(client, programme, known);
  const at = { programme, recording: seen.newest };
  if (fault !== undefined || seen.mark === undefined)
    return makeAnew(client, at, ordinals, [{ code: fault ?? "blocks-absent", programme }]);
  const range = { from: seen.mark, to: seen.newest };
  const folded = await countRecorded(client, programme, range, mostFolded + 1);
  if (folded > mostFolded) return makeAnew(client, at, ordinals, []);
  const recorded = folded === 0 ? [] : await recordedIn(client, programme, range);
  const changes = changesOf(recorded, range.from, ordinals, "forward");
  const stored = await readStoredBlocks(client, programme, { keys: new Set(changes.keys()) });
  const damaged = [...stored.blocks.values()].filter((each) => each.isDamaged);
  const isMadeAnew = new Set(damaged.map(({ key }) => key));
  const drafts = await draftsFromNarrow(
    client,
    at,
    ordinals,
    damaged.map(({ group }) => group),
  );
  await change(client, at, ordinals, drafts, changes, (key) =>
    isMadeAnew.has(key) ? "leave" : stored.blocks.get(key)?.block,
  );
  const blocks = await encoded(client, at, ordinals, drafts);
  const kept = new Map(
    [...stored.blocks].flatMap(([key, { seal }]) => (drafts.has(key) || isMadeAnew.has(key) ? [] : [[key, seal]])),
  );
  await saveBlocks(client, programme, at.recording, named(blocks), kept);
  const findings = damaged.map(({ group }): BlockFinding => ({ code: "block-damaged", programme, ...group }));
  return { findings, folded, written: blocks.size };
}

const named = <T>(blocks: ReadonlyMap<string, T>) =>
  new Map([...blocks].map(([key, block]) => [key, { group: groupOf(key), block }]));

async function makeAnew(
  client: ClientBase,
  at: { readonly programme: string; readonly recording: number },
  ordinals: Ordinals,
  findings: readonly BlockFinding[],
): Promise<Upkeep> {
  const blocks = await encoded(client, at, ordinals, await draftsFromNarrow(client, at, ordinals));
  await saveBlocks(client, at.programme, at.recording, named(blocks), new Map());
  return { findings, folded: 0, written: blocks.size };
}

/** As {@link foldBlocksWithin}, in a transaction of its own. */
export function foldBlocks(client: ClientBase, programme: string, known?: Ordinals): Promise<Upkeep> {
  return inOwnTransaction(client, () => foldBlocksWithin(client, programme, known));
}

async function inOwnTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    const value = await work();
    await client.query("commit");
    return value;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** Looks at every byte of the cache, makes anew what is damaged, and folds in what is behind. */
export function mendBlocks(client: ClientBase, programme: string): Promise<Upkeep> {
  return inOwnTransaction(client, async () => {
    await lockBlocks(client, programme);
    const stored = await readStoredBlocks(client, programme);
    const isSound = faultOf(stored) === undefined && ![...stored.blocks.values()].some((each) => each.isDamaged);
    if (isSound) return foldBlocksWithin(client, programme);
    if (stored.newest === 0 && stored.blocks.size === 0) return nothingDone;
    const ordinals = await readOrdinals(client, programme);
    const at = { programme, recording: stored.newest };
    const { blocks, findings, behind } = await blocksAsOf(client, at, ordinals, stored);
    await saveBlocks(client, programme, at.recording, named(blocks), new Map());
    return { findings, folded: behind, written: blocks.size };
  });
}

/** Makes all blocks anew from the narrow rows. */
export function rebuildBlocks(client: ClientBase, programme: string): Promise<Upkeep> {
  return inOwnTransaction(client, async () => {
    await lockBlocks(client, programme);
    const { newest } = await readStoredBlocks(client, programme, { keys: new Set() });
    return makeAnew(client, { programme, recording: newest }, await readOrdinals(client, programme), []);
  });
}

/** The blocks that are not what the narrow rows give at the same mark, bit for bit. Reads every row; changes nothing. */
export async function differingBlocks(
  client: ClientBase,
  programme: string,
): Promise<{ readonly blocks: number; readonly keys: readonly string[] }> {
  return inOwnTransaction(client, async () => {
    await lockBlocks(client, programme);
    const stored = await readStoredBlocks(client, programme);
    const ordinals = await readOrdinals(client, programme);
    const at = { programme, recording: stored.mark ?? stored.newest };
    const anew = await encoded(client, at, ordinals, await draftsFromNarrow(client, at, ordinals));
    const keys = [...new Set([...stored.blocks.keys(), ...anew.keys()])].filter((key) => {
      const [one, other] = [stored.blocks.get(key), anew.get(key)];
      return one?.block === undefined || other === undefined || !one.digest.equals(other.digest);
    });
    return { blocks: anew.size, keys };
  });
}
