import { type Edition, type Entries, type EntryKind, entryKinds, type Registry } from "@biaochi/engine";
import { CompiledQuery } from "kysely";
import type { ClientBase } from "pg";
import type { Transaction } from "../../platform/database.ts";
import { entryTables, personal } from "./entry-tables.ts";

/** Sends one statement within the transaction at hand: commands hold Kysely's, bulk loading and runs a bare connection. */
export type Ask = <Row extends object>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>;

export const askIn =
  (tx: Transaction): Ask =>
  async <Row extends object>(text: string, values: readonly unknown[]) =>
    (await tx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows;

export const askOn =
  (client: ClientBase): Ask =>
  async <Row extends object>(text: string, values: readonly unknown[]) =>
    (await client.query<Row>(text, [...values])).rows;

export type At = { readonly programme: string; readonly recording: number };

/** One change of the registry as it stands on record. */
export type EditionMark = {
  readonly recording: number;
  /** The code of the act, or "dataset", "import", "undo". */
  readonly act: string;
  readonly effective: string | null;
  /** For which the subjects of the recording were derived. */
  readonly cycle: string;
  readonly cutOff: string | null;
  readonly undoes: number | null;
  /** How many entries of each kind. */
  readonly counts: Readonly<Partial<Record<EntryKind, number>>>;
};
export type NewEdition = Pick<EditionMark, "act" | "cycle"> & {
  readonly effective?: string | undefined;
  readonly cutOff?: string | undefined;
  readonly undoes?: number | undefined;
};

const atOnce = 5_000;

async function saveEntries<Kind extends EntryKind>(
  ask: Ask,
  at: At,
  kind: Kind,
  entries: readonly Entries[Kind][],
  withdrawn: boolean,
): Promise<void> {
  const { table, columns, otherwise } = entryTables[kind];
  const names = ["programme", "recording", "withdrawn", ...Object.values(columns)].map((name) => `"${name}"`);
  const all = names.join(", ");
  for (let from = 0; from < entries.length; from += atOnce) {
    const rows = entries.slice(from, from + atOnce).map((entry) => {
      const said: Readonly<Record<string, unknown>> = { ...otherwise, ...entry };
      const values = Object.entries(columns).map(([member, column]) => [column, said[member] ?? null] as const);
      return { programme: at.programme, recording: at.recording, withdrawn, ...Object.fromEntries(values) };
    });
    await ask(
      `insert into "${table}" (${all}) select ${all} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }
}

/**
 * Records an edition: every entry that it names, in the table of its kind, under the recording at hand. What it withdraws is
 * recorded once more as it last stood, marked. Nothing is checked here: `checkRegistry` of the engine does, before.
 */
export async function saveEdition(ask: Ask, at: At, edition: Edition, about: NewEdition): Promise<void> {
  const counts: Partial<Record<EntryKind, number>> = {};
  for (const kind of entryKinds) {
    const gone = edition.withdrawn?.[kind] ?? [];
    const entries: readonly Entries[typeof kind][] = edition[kind] ?? [];
    const count = entries.length + gone.length;
    if (count > 0) counts[kind] = count;
    await saveEntries(ask, at, kind, entries, false);
    if (gone.length > 0) await saveEntries(ask, at, kind, await readEntries(ask, at, kind, byId(gone)), true);
  }
  await ask(
    `insert into registry_edition (programme, recording, act, effective, cycle, cut_off, undoes, counts)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[at.programme, at.recording, about.act, about.effective ?? null, about.cycle, about.cutOff ?? null],
      ...[about.undoes ?? null, JSON.stringify(counts)],
    ],
  );
}

type Only = { readonly where: string; readonly values: readonly unknown[] };
const all: Only = { where: "true", values: [] };
const byId = (ids: readonly string[]): Only => ({ where: "id = any($3)", values: [[...ids]] });

/** Entries of one kind as the newest recording up to the mark describes each, in the order of their identifiers. */
async function readEntries<Kind extends EntryKind>(
  ask: Ask,
  { programme, recording }: At,
  kind: Kind,
  only: Only = all,
): Promise<readonly Entries[Kind][]> {
  const { table, columns, days } = entryTables[kind];
  const chosen = Object.entries(columns).map(
    ([member, column]) => `"${column}"${days.includes(column) ? "::text" : ""} as "${member}"`,
  );
  const rows = await ask<Entries[Kind] & Record<string, unknown>>(
    `select ${chosen.join(", ")} from (
       select distinct on (id) * from "${table}" where programme = $1 and recording <= $2 and ${only.where}
       order by id, recording desc) newest
     where not withdrawn order by id collate "C"`,
    [programme, recording, ...only.values],
  );
  for (const row of rows) for (const member in row) if (row[member] === null) delete row[member];
  return rows;
}

/** Of people only these, with everybody who has or had a post in these units; units, sections, teams and meetings always whole. */
export type Concerned = { readonly officials: readonly string[]; readonly units: readonly string[] };

/**
 * The registry of a programme as of a recording; of people only those concerned, where that is said. Identifiers of a post never
 * pass to somebody else, so that whoever once had a post in a unit is found by any of its descriptions.
 */
export async function readRegistry(ask: Ask, at: At, concerned?: Concerned): Promise<Registry> {
  const people =
    concerned === undefined
      ? all
      : {
          where: `(id = any($3) or id in (select official from post where programme = $1 and unit = any($4)))`,
          values: [[...concerned.officials], [...concerned.units]],
        };
  const official = await readEntries(ask, at, "official", people);
  const only = concerned === undefined ? all : { where: "official = any($3)", values: [official.map(({ id }) => id)] };
  const [post, leave, sanction, grade] = [
    await readEntries(ask, at, personal[0], only),
    await readEntries(ask, at, personal[1], only),
    await readEntries(ask, at, personal[2], only),
    await readEntries(ask, at, personal[3], only),
  ];
  return {
    ...{ official, post, leave, sanction, grade },
    unit: await readEntries(ask, at, "unit"),
    section: await readEntries(ask, at, "section"),
    team: await readEntries(ask, at, "team"),
    meeting: await readEntries(ask, at, "meeting"),
  };
}

const markColumns = `recording, act, effective::text, cycle, cut_off as "cutOff", undoes, counts`;

/** The newest edition up to a recording; of one cycle, where that is said. Undefined: the programme has no registry then. */
export async function newestEdition(
  ask: Ask,
  { programme, recording }: At,
  cycle?: string,
): Promise<EditionMark | undefined> {
  const [newest] = await ask<EditionMark>(
    `select ${markColumns} from registry_edition
     where programme = $1 and recording <= $2 and ($3::text is null or cycle = $3) order by recording desc limit 1`,
    [programme, recording, cycle ?? null],
  );
  return newest;
}

/** What one edition recorded: its entries, and what it withdrew. An undo puts back what stood before each. */
export async function readEdition(ask: Ask, { programme, recording }: At): Promise<readonly Touched[]> {
  const touched: Touched[] = [];
  for (const kind of entryKinds) {
    const rows = await ask<{ id: string }>(
      `select id from "${entryTables[kind].table}" where programme = $1 and recording = $2 order by id collate "C"`,
      [programme, recording],
    );
    if (rows.length > 0) touched.push({ kind, ids: rows.map(({ id }) => id) });
  }
  return touched;
}
export type Touched = { readonly kind: EntryKind; readonly ids: readonly string[] };
