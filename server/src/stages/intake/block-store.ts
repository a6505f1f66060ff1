import { createHash } from "node:crypto";
import { exactOf, type Observation, type PackedBlock, type PackedObservations } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { readStoredBlocks, type StoredBlocks } from "./block-rows.ts";
import { type FactsAt, type Group, groupOf, keyOf } from "./cell.ts";
import { type Draft, emptyDraft, putFacts } from "./draft-block.ts";
import { asidesOf, decodeBlock, type EncodedBlock, encodeBlock, packedOf, setAside } from "./encoded-block.ts";
import { applyChanges, type Changes, changesOf } from "./fold.ts";
import { draftsFromNarrow } from "./narrow-blocks.ts";
import { factsIn } from "./narrow-store.ts";
import { type Ordinals, readOrdinals } from "./ordinal-store.ts";
import { countRecorded, recordedIn } from "./recorded-rows.ts";

/**
 * What was wrong with the cache. The answer is right all the same: it was made from the narrow rows.
 * - `blocks-absent`: there are none, or nothing says up to what they are folded
 * - `blocks-differ`: the set is not the one that was written: one is missing, foreign or from another time
 * - `blocks-ahead`: folded up to a recording that does not exist
 * - `block-damaged`: the bytes of one block are not those of its digest
 */
export type BlockFinding = {
  readonly code: "blocks-absent" | "blocks-differ" | "blocks-ahead" | "block-damaged";
  readonly programme: string;
  readonly indicator?: string;
  readonly period?: string;
};

export type PackedRead = {
  readonly packed: PackedObservations;
  /** What no block can hold exactly, fact by fact: belongs into `Facts.observations`. By block, slot and identifier. */
  readonly observations: readonly Observation[];
  /** Observations that stand. */
  readonly count: number;
  /** SHA-256 of every block by its key (`indicator\nperiod`), asides included: {@link digestOfPacked} joins them. */
  readonly digests: ReadonlyMap<string, string>;
  /** Observations that stand in every block, by its key. */
  readonly counts: ReadonlyMap<string, number>;
  /** The same facts give the same digest, whatever state the cache is in. */
  readonly digest: string;
  readonly findings: readonly BlockFinding[];
  /** Rows between the mark of the blocks and the question: laid over them, or taken back, while reading. */
  readonly behind: number;
  /** For the next call about the same programme, which then need not read them. */
  readonly ordinals: Ordinals;
};

/** The digest of a set of blocks. */
export function digestOfPacked(digests: ReadonlyMap<string, string>): string {
  const whole = createHash("sha256");
  for (const key of [...digests.keys()].sort()) whole.update(`${key}\n${digests.get(key)}\n`);
  return whole.digest("hex");
}

/** Every programme with the number of its recorded observations, superseded ones included. */
export async function listFactCounts(
  client: ClientBase,
): Promise<readonly { readonly programme: string; readonly rows: number }[]> {
  const { rows } = await client.query<{ programme: string; rows: number }>(
    `select p.id as programme, count(o.id)::int as rows from programme p left join observation o on o.programme = p.id
     group by p.id order by p.id`,
  );
  return rows;
}

/** Beyond so many rows between mark and question, blocks are made anew. */
const mostFolded = 2_000_000;

/**
 * The observations of a programme as of any recording, packed. Reads the cache where it is sound, folds in what was recorded
 * since, takes back what was recorded after the question; makes anew what is damaged. Never writes. Needs no transaction:
 * the cache comes in one statement, and what was recorded up to a recording never changes.
 */
export async function readPacked(
  client: ClientBase,
  at: FactsAt,
  subjects: readonly { readonly id: string }[],
  options: {
    readonly indicators?: readonly string[];
    /** Of blocks; instead of indicators. */
    readonly keys?: ReadonlySet<string>;
    readonly ordinals?: Ordinals;
  } = {},
): Promise<PackedRead> {
  const { indicators, keys } = options;
  const ordinals = await readOrdinals(client, at.programme, options.ordinals);
  const only = keys !== undefined ? { keys } : indicators !== undefined ? { indicators } : undefined;
  const stored = await readStoredBlocks(client, at.programme, only);
  const isAsked = (group: Group) =>
    keys !== undefined ? keys.has(keyOf(group)) : (indicators?.includes(group.indicator) ?? true);
  const { blocks, findings, behind } = await blocksAsOf(client, at, ordinals, stored, isAsked);
  const packed: PackedBlock[] = [];
  const observations: Observation[] = [];
  const digests = new Map<string, string>();
  const counts = new Map<string, number>();
  let count = 0;
  for (const key of [...blocks.keys()].sort()) {
    const block = blocks.get(key);
    if (block === undefined) continue;
    const group = groupOf(key);
    count += block.filled;
    counts.set(key, block.filled);
    digests.set(key, block.digest.toString("hex"));
    for (const { slot, fact, value, absence } of asidesOf(block))
      observations.push({
        ...{ id: fact, subject: ordinals.subjectAt(slot), ...group },
        ...(value === null ? {} : { value: exactOf(value) }),
        ...(absence === null ? {} : { absence }),
      });
    if (block.length > 0) packed.push(packedOf(group, block));
  }
  return {
    packed: { blocks: packed, slotOf: ordinals.slotsOf(subjects) },
    ...{ observations, count, counts, digests, digest: digestOfPacked(digests), findings, behind, ordinals },
  };
}

type AsOf = {
  readonly blocks: ReadonlyMap<string, EncodedBlock>;
  readonly findings: readonly BlockFinding[];
  readonly behind: number;
};

/** The blocks as of a recording, from what is stored: those that are asked for. */
export async function blocksAsOf(
  client: ClientBase,
  at: FactsAt,
  ordinals: Ordinals,
  stored: StoredBlocks,
  isAsked: (group: Group) => boolean = () => true,
): Promise<AsOf> {
  const { programme } = at;
  const fault = faultOf(stored);
  const anew = async (findings: readonly BlockFinding[]): Promise<AsOf> => {
    const drafts = await draftsFromNarrow(client, at, ordinals);
    for (const key of drafts.keys()) if (!isAsked(groupOf(key))) drafts.delete(key);
    return { blocks: await encoded(client, at, ordinals, drafts), findings, behind: 0 };
  };
  if (fault !== undefined || stored.mark === undefined)
    return anew([{ code: fault ?? "blocks-absent", programme }].filter(() => stored.newest > 0));

  const { mark } = stored;
  const range = { from: Math.min(mark, at.recording), to: Math.max(mark, at.recording) };
  const behind = await countRecorded(client, programme, range, mostFolded + 1);
  if (behind > mostFolded) return anew([]);
  const damaged = [...stored.blocks.values()].filter((each) => each.isDamaged && isAsked(each.group));
  const findings = damaged.map(({ group }): BlockFinding => ({ code: "block-damaged", programme, ...group }));
  const recorded = behind === 0 ? [] : await recordedIn(client, programme, range);
  const changes = changesOf(recorded, range.from, ordinals, mark < at.recording ? "forward" : "back");
  const drafts = await draftsFromNarrow(
    client,
    at,
    ordinals,
    damaged.map((each) => each.group),
  );
  const isMadeAnew = new Set(damaged.map(({ key }) => key));
  const blocks = new Map<string, EncodedBlock>();
  for (const { key, block } of stored.blocks.values())
    if (block !== undefined && !changes.has(key)) blocks.set(key, block);
  await change(client, at, ordinals, drafts, changes, (key, group) =>
    isMadeAnew.has(key) || !isAsked(group) ? "leave" : stored.blocks.get(key)?.block,
  );
  for (const [key, block] of await encoded(client, at, ordinals, drafts)) blocks.set(key, block);
  return { blocks, findings, behind };
}

export function faultOf(stored: StoredBlocks): BlockFinding["code"] | undefined {
  if (stored.mark === undefined) return "blocks-absent";
  if (stored.mark > stored.newest) return "blocks-ahead";
  return stored.isWhole ? undefined : "blocks-differ";
}

/** Puts the changed blocks into `drafts`, as of `at`. `blockOf` gives the block to start from, if there is one. */
export async function change(
  client: ClientBase,
  at: FactsAt,
  ordinals: Ordinals,
  drafts: Map<string, Draft>,
  changes: Changes,
  blockOf: (key: string, group: Group) => EncodedBlock | "leave" | undefined,
): Promise<void> {
  const undecided: { readonly draft: Draft; readonly slot: number; readonly group: Group }[] = [];
  for (const [key, { group, slots }] of changes) {
    const block = blockOf(key, group);
    if (block === "leave") continue;
    const draft = block === undefined ? emptyDraft() : decodeBlock(block);
    for (const slot of applyChanges(draft, slots)) undecided.push({ draft, slot, group });
    drafts.set(key, draft);
  }
  const cells = undecided.map(({ slot, group }) => ({ subject: ordinals.subjectAt(slot), ...group }));
  const facts = await factsIn(client, at, cells);
  for (const [i, { draft, slot }] of undecided.entries()) {
    const cell = cells[i];
    if (cell !== undefined) putFacts(draft, slot, facts(cell));
  }
}

/** The stored form of drafts. What stands beside the arrays is looked up by name; a draft that holds nothing is no block. */
export async function encoded(
  client: ClientBase,
  at: FactsAt,
  ordinals: Ordinals,
  drafts: ReadonlyMap<string, Draft>,
): Promise<ReadonlyMap<string, EncodedBlock>> {
  const planned = [...drafts].map(([key, draft]) => ({ key, group: groupOf(key), draft, ...setAside(draft) }));
  const unnamed = planned.flatMap(({ group, draft, unnamed: slots }) =>
    slots.map((slot) => ({ draft, slot, cell: { subject: ordinals.subjectAt(slot), ...group } })),
  );
  const facts = await factsIn(
    client,
    at,
    unnamed.map(({ cell }) => cell),
  );
  for (const { draft, slot, cell } of unnamed) draft.asides.set(slot, facts(cell));
  const blocks = new Map<string, EncodedBlock>();
  for (const { key, draft, scale } of planned) {
    const block = encodeBlock(draft, scale);
    if (block.filled > 0) blocks.set(key, block);
  }
  return blocks;
}
