import { type Outcome, ok, refuse } from "@biaochi/contract";
import { type Observation, show } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { type CopyRow, copyIn, copyOut, literal } from "../../platform/copy.ts";
import { lockRecordings, onConnection, openRecording } from "../../platform/recordings.ts";
import { readStoredBlocks } from "./block-rows.ts";
import { foldBlocksWithin } from "./block-upkeep.ts";
import { keyOf } from "./cell.ts";
import { checkOpenOn, type PeriodClosed } from "./closed-period-store.ts";
import { Held } from "./draft-block.ts";
import { decodeBlock } from "./encoded-block.ts";
import { draftsFromNarrow } from "./narrow-blocks.ts";
import { standingIn } from "./narrow-store.ts";
import { type Ordinals, readOrdinals } from "./ordinal-store.ts";

/** An observation without an identifier: it gets one from the list's name and its row. */
export type ImportedRow = Omit<Observation, "id"> & {
  /** The fact that it corrects. Required where one stands already for this subject, indicator and period. */
  readonly supersedes?: string;
};

export type Import = {
  readonly programme: string;
  /** What the list is called: with its row number it names each fact. */
  readonly name: string;
  readonly author: string;
  readonly reason?: string;
  readonly onRow?: () => void;
};

export type ImportRefusal =
  | PeriodClosed
  /** Row numbers count from 1. */
  | { readonly code: "subject-unknown"; readonly params: { readonly row: number; readonly subject: string } }
  | { readonly code: "fact-unknown"; readonly params: { readonly row: number; readonly fact: string } }
  | {
      readonly code: "fact-corrected";
      readonly params: { readonly row: number; readonly fact: string; readonly by: string };
    }
  | { readonly code: "fact-stands"; readonly params: { readonly row: number; readonly fact: string } }
  | { readonly code: "fact-twice"; readonly params: { readonly row: number; readonly first: number } };

export type Imported = { readonly recording: number; readonly count: number };

/**
 * Records many observations in one recording and one transaction: all of them and their blocks, or nothing, whenever the
 * process, the connection or the database stops.
 *
 *  1. the lock of recordings: imports, corrections and closings wait for each other from here on
 *  2. the blocks are folded, so that they say what stands, and every row is checked against them
 *  3. the recording is opened, the rows enter, the blocks are folded again
 *  4. commit      crash before: nothing is there; after: everything
 */
export async function importObservations(
  client: ClientBase,
  about: Import,
  rows: readonly ImportedRow[],
): Promise<Outcome<Imported, ImportRefusal>> {
  const { programme, name, author, reason, onRow } = about;
  const because = reason === undefined ? {} : { reason };
  await client.query("begin");
  try {
    const ask = onConnection(client);
    await lockRecordings(ask);
    await foldBlocksWithin(client, programme);
    const refusal = await whyNot(client, programme, rows);
    if (refusal !== undefined) {
      await client.query("rollback");
      return refuse(refusal);
    }
    const { id: recording } = await openRecording(ask, { programme, kind: "import", name, author, ...because });
    function* cells(): Iterable<CopyRow> {
      for (const [
        n,
        { supersedes = null, subject, indicator, period, value, absence = null, ...more },
      ] of rows.entries()) {
        const text = value === undefined ? null : show(value);
        const from = [more.source ?? null, more.recordedOn ?? null];
        const id = `${name}@${recording}:${n + 1}`;
        yield [programme, id, String(recording), supersedes, subject, indicator, period, text, absence, ...from];
      }
    }
    const count = await copyIn(client, "observation", columns, cells(), onRow);
    await foldBlocksWithin(client, programme);
    await client.query("commit");
    return ok({ recording, count });
  } catch (error) {
    await client.query("rollback").catch(() => undefined); // the connection may be gone, and the transaction with it
    throw error;
  }
}

const columns = [
  ...["programme", "id", "recording", "supersedes", "subject", "indicator", "period", "value", "absence"],
  ...["source", "recorded_on"],
];

/** The first reason why these rows may not enter. */
async function whyNot(
  client: ClientBase,
  programme: string,
  rows: readonly ImportedRow[],
): Promise<ImportRefusal | undefined> {
  const ordinals = await readOrdinals(client, programme);
  const firstOf = new Map<string, number>();
  for (const [n, { subject, supersedes, ...group }] of rows.entries()) {
    const row = n + 1;
    const slot = ordinals.of(subject);
    if (slot === undefined) return { code: "subject-unknown", params: { row, subject } };
    for (const key of [`${keyOf(group)}\n${slot}`, ...(supersedes === undefined ? [] : [`\n${supersedes}`])]) {
      const first = firstOf.get(key);
      if (first !== undefined) return { code: "fact-twice", params: { row, first } };
      firstOf.set(key, row);
    }
  }
  const open = await checkOpenOn(client, programme, new Set(rows.map(({ period }) => period)));
  if (!open.ok) return open.refusal;
  return (await whyNotCorrected(client, programme, rows)) ?? whyNotFree(client, programme, rows, ordinals);
}

/** A correction names a fact that is there and that nothing has corrected yet. */
async function whyNotCorrected(
  client: ClientBase,
  programme: string,
  rows: readonly ImportedRow[],
): Promise<ImportRefusal | undefined> {
  const facts = rows.flatMap(({ supersedes }) => supersedes ?? []);
  const known = await namedAmong(client, programme, "id", facts);
  const passed = await namedAmong(client, programme, "supersedes", facts);
  for (const [n, { supersedes: fact }] of rows.entries()) {
    if (fact === undefined) continue;
    const row = n + 1;
    if (!known.has(fact)) return { code: "fact-unknown", params: { row, fact } };
    if (passed.has(fact)) {
      const by = await newestOf(client, programme, fact);
      return { code: "fact-corrected", params: { row, fact, by } };
    }
  }
  return undefined;
}

/** A row without a correction finds its cell empty; one with a correction corrects what stands there. */
async function whyNotFree(
  client: ClientBase,
  programme: string,
  rows: readonly ImportedRow[],
  ordinals: Ordinals,
): Promise<ImportRefusal | undefined> {
  const keys = new Set(rows.map(keyOf));
  const { blocks, newest } = await readStoredBlocks(client, programme, { keys });
  const at = { programme, recording: newest };
  const damaged = [...blocks.values()].filter((each) => each.isDamaged && keys.has(each.key)).map(({ group }) => group);
  const drafts = await draftsFromNarrow(client, at, ordinals, damaged);
  for (const { key, block } of blocks.values())
    if (block !== undefined && keys.has(key)) drafts.set(key, decodeBlock(block));
  const taken = rows.filter((row) => {
    const state = drafts.get(keyOf(row))?.states[ordinals.of(row.subject) ?? -1];
    return state !== undefined && state !== Held.nothing;
  });
  const unnamed = taken.find(({ supersedes }) => supersedes === undefined);
  const asked = unnamed === undefined ? await elsewhere(client, programme, taken) : unnamed;
  if (asked === undefined) return undefined;
  const [stands] = await standingIn(client, at, [asked]);
  return { code: "fact-stands", params: { row: rows.indexOf(asked) + 1, fact: stands?.id ?? "" } };
}

/** The first of these rows whose correction is of a fact in another cell than its own, which is taken. */
async function elsewhere(
  client: ClientBase,
  programme: string,
  rows: readonly ImportedRow[],
): Promise<ImportedRow | undefined> {
  const cells = new Map<string, string>();
  await inParts(
    rows.flatMap(({ supersedes }) => supersedes ?? []),
    (list) =>
      copyOut(
        client,
        `select id, indicator, period, subject from observation where programme = ${literal(programme)} and id in (${list})`,
        ([id, ...cell]) => cells.set(id ?? "", cell.join("\n")),
      ),
  );
  return rows.find((row) => cells.get(row.supersedes ?? "") !== `${keyOf(row)}\n${row.subject}`);
}

/** Those of the identifiers that occur in a column of the programme's observations. */
async function namedAmong(
  client: ClientBase,
  programme: string,
  column: "id" | "supersedes",
  facts: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  await inParts(facts, (list) =>
    copyOut(
      client,
      `select ${column} from observation where programme = ${literal(programme)} and ${column} is not null and ${column} in (${list})`,
      ([fact]) => found.add(fact ?? ""),
    ),
  );
  return found;
}

const factsAtOnce = 50_000;

async function inParts(facts: readonly string[], ask: (list: string) => Promise<void>): Promise<void> {
  for (let from = 0; from < facts.length; from += factsAtOnce)
    await ask(
      facts
        .slice(from, from + factsAtOnce)
        .map(literal)
        .join(", "),
    );
}

/** The fact that stands at the end of a chain of corrections. */
async function newestOf(client: ClientBase, programme: string, fact: string): Promise<string> {
  for (let newest = fact; ; ) {
    const { rows } = await client.query<{ id: string }>(
      "select id from observation where programme = $1 and supersedes = $2",
      [programme, newest],
    );
    if (rows[0] === undefined) return newest;
    newest = rows[0].id;
  }
}
