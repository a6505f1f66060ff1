import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { type CopyRow, copyIn, literal } from "../../platform/copy.ts";
import { copyBinary, integerOf, textOf } from "../../platform/copy-binary.ts";
import { type Group, keyOf } from "./cell.ts";
import { digestOfBlock, type EncodedBlock } from "./encoded-block.ts";

/** A block as it was read. `block` is undefined where it was not asked for, or where its digest is not that of its bytes. */
export type StoredBlock = {
  readonly key: string;
  readonly group: Group;
  readonly seal: Buffer;
  readonly digest: Buffer;
  readonly block: EncodedBlock | undefined;
  readonly isDamaged: boolean;
};

export type StoredBlocks = {
  /** Up to which recording all blocks are folded; undefined when nothing says so. */
  readonly mark: number | undefined;
  /** The newest recording of the programme, 0 for none. */
  readonly newest: number;
  readonly blocks: ReadonlyMap<string, StoredBlock>;
  /** Whether the set of blocks is the one that was written: none missing, none foreign, none from another time. */
  readonly isWhole: boolean;
};

const sealOf = (programme: string, { indicator, period }: Group, mark: number, digest: Uint8Array): Buffer =>
  createHash("sha256")
    .update(JSON.stringify([programme, indicator, period, mark]))
    .update(digest)
    .digest();

function sealAll(recording: number, seals: ReadonlyMap<string, Buffer>): Buffer {
  const whole = createHash("sha256").update(`${recording}\n`);
  for (const key of [...seals.keys()].sort()) whole.update(`${key}\n`).update(seals.get(key) ?? "");
  return whole.digest();
}

const heavy = ["scale::int4", "width", "length", "filled", "values", "states", "asides"];

/**
 * The blocks of a programme with their mark, in one statement: they belong together whatever is written meanwhile. With
 * `only`, the contents of these blocks alone; `only` names indicators or whole keys.
 */
export async function readStoredBlocks(
  client: ClientBase,
  programme: string,
  only?: { readonly indicators?: readonly string[]; readonly keys?: ReadonlySet<string> },
): Promise<StoredBlocks> {
  const name = literal(programme);
  const wanted =
    only?.indicators !== undefined
      ? `b.indicator in (${["null", ...only.indicators.map(literal)].join(", ")})`
      : only?.keys !== undefined
        ? `b.indicator || E'\\n' || b.period in (${["null", ...[...only.keys].map(literal)].join(", ")})`
        : "true";
  const columns = heavy.map((column) => `case when ${wanted} then b.${column} end`).join(", ");
  let mark: number | undefined;
  let newest = 0;
  let expected: { readonly blocks: number; readonly digest: Uint8Array } | undefined;
  const blocks = new Map<string, StoredBlock>();
  await copyBinary(
    client,
    `select coalesce((select max(id) from recording where programme = ${name}), 0)::int4, m.folded, m.blocks, m.digest,
       b.indicator, b.period, b.mark, b.digest, b.seal, ${columns}
     from (select) one left join observation_mark m on m.programme = ${name}
       left join observation_block b on b.programme = ${name}`,
    ([newestRecording, recording, count, digestOfAll, indicator, period, blockMark, digest, seal, ...content]) => {
      newest = integerOf(newestRecording);
      if (recording !== null && digestOfAll !== null && digestOfAll !== undefined) {
        mark = integerOf(recording);
        expected = { blocks: integerOf(count), digest: digestOfAll };
      }
      if (indicator === null || !digest || !seal) return;
      const group = { indicator: textOf(indicator), period: textOf(period) };
      const key = keyOf(group);
      const [scale, width, length, filled, values, states, asides] = content;
      const isSealed = sealOf(programme, group, integerOf(blockMark), digest).equals(seal);
      const stored = { key, group, seal: Buffer.from(seal), digest: Buffer.from(digest) };
      if (!scale || !values || !states) {
        blocks.set(key, { ...stored, block: undefined, isDamaged: !isSealed });
        return;
      }
      const block: EncodedBlock = {
        scale: integerOf(scale),
        width: widthOf(textOf(width)),
        length: integerOf(length),
        filled: integerOf(filled),
        values,
        states,
        asides: textOf(asides),
        digest: stored.digest,
      };
      const isDamaged = !isSealed || !digestOfBlock(block).equals(digest);
      blocks.set(key, { ...stored, block: isDamaged ? undefined : block, isDamaged });
    },
  );
  const seals = new Map([...blocks].map(([key, { seal }]) => [key, seal]));
  const isWhole =
    mark !== undefined &&
    expected !== undefined &&
    expected.blocks === blocks.size &&
    sealAll(mark, seals).equals(expected.digest);
  return { mark, newest, blocks, isWhole };
}

function widthOf(text: string): EncodedBlock["width"] {
  return text === "int32" || text === "float64" ? text : "int64";
}

/** One writer of a programme's blocks at a time; held until the transaction ends. */
export async function lockBlocks(client: ClientBase, programme: string): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`blocks ${programme}`]);
}

const blockColumns = [
  ...["programme", "indicator", "period", "mark", "scale", "length", "filled"],
  ...["width", "asides", "values", "states", "digest", "seal"],
];
const hex = (bytes: Uint8Array<ArrayBuffer> | Buffer): string =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;

/**
 * Writes blocks and the mark that seals them, in the transaction at hand. `kept` are those that stay as they are; all
 * others are removed.
 */
export async function saveBlocks(
  client: ClientBase,
  programme: string,
  mark: number,
  written: ReadonlyMap<string, { readonly group: Group; readonly block: EncodedBlock }>,
  kept: ReadonlyMap<string, Buffer>,
): Promise<void> {
  const seals = new Map(kept);
  function* rows(): Iterable<CopyRow> {
    for (const [key, { group, block }] of written) {
      const seal = sealOf(programme, group, mark, block.digest);
      seals.set(key, seal);
      const { scale, width, length, filled, values, states, asides, digest } = block;
      const numbers = [mark, scale, length, filled].map(String);
      const bytes = [values, states, digest, seal].map(hex);
      yield [programme, group.indicator, group.period, ...numbers, width, asides, ...bytes];
    }
  }
  const stay = [...kept.keys()].filter((key) => !written.has(key));
  await client.query(
    `delete from observation_block where programme = $1 and not indicator || E'\\n' || period = any($2)`,
    [programme, stay],
  );
  await copyIn(client, "observation_block", blockColumns, rows());
  await client.query(
    `insert into observation_mark (programme, folded, blocks, digest) values ($1, $2, $3, $4)
     on conflict (programme) do update set folded = excluded.folded, blocks = excluded.blocks, digest = excluded.digest`,
    [programme, mark, seals.size, sealAll(mark, seals)],
  );
}
