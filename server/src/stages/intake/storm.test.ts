import { exactOf } from "@biaochi/engine";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onConnection, openRecording } from "../../platform/recordings.ts";
import { freshDatabase, type TestDatabase } from "../../platform/test-database.ts";
import { readPacked } from "./block-store.ts";
import { differingBlocks, foldBlocks, mendBlocks, rebuildBlocks } from "./block-upkeep.ts";
import { type ImportedRow, importObservations } from "./import-store.ts";
import { type Chance, chanceFrom, figure, standingByBlocks, standingBySql } from "./storm.ts";

/**
 * Random edits, imports, moves, terminated writers and damage; after each phase the blocks are what the narrow rows give,
 * bit for bit, and every as-of read is what a plain query says. BIAOCHI_STORM_SECONDS makes it longer, BIAOCHI_STORM_SEED
 * another one.
 */
const seconds = Number(process.env.BIAOCHI_STORM_SECONDS ?? 0);
const seed = Number(process.env.BIAOCHI_STORM_SEED ?? 20_261_121);
const defaultPhases = 6;
const stepsPerPhase = 12;

const programme = "storm";
const crowd = 5000; // more than 4096: a figure far out makes its block sparse
const subjects = Array.from({ length: crowd }, (_, n) => ({ id: `s${n}` }));
const indicators = ["plain", "plain-2", "wild", "wild-2", "own"];
const periods = ["2025Q1", "2025Q2", "2025"];

let db: TestDatabase;
let client: pg.Client;
/** Facts that nothing has superseded, with their cell. */
let standing: { id: string; cell: string }[] = [];
/** What the digest was when a recording was first read: it is the same for ever. */
const digests = new Map<number, string>();
const done: Record<string, number> = {};
let named = 0;

const connect = async () => {
  const fresh = new pg.Client({ connectionString: db.url });
  fresh.on("error", () => undefined); // it may be terminated
  await fresh.connect();
  return fresh;
};

beforeAll(async () => {
  db = await freshDatabase();
  client = await connect();
  await client.query("insert into programme (id, title, synthetic) values ($1, '{}', true)", [programme]);
  await recorded("dataset", (recording) =>
    client.query(
      `insert into subject (programme, id, recording, type, name, sort, attributes)
       select $1, 's' || n, $2, 'official', '{}', n, '{}' from generate_series(0, $3 - 1) n`,
      [programme, recording, crowd],
    ),
  );
  await foldBlocks(client, programme);
});
afterAll(async () => {
  await client.end();
  await db.drop();
});

/** One recording in a transaction of its own. */
async function recorded(kind: "dataset" | "import" | "correction", work: (recording: number) => Promise<unknown>) {
  await client.query("begin");
  const { id } = await openRecording(onConnection(client), {
    programme,
    kind,
    name: "x",
    author: "storm",
    reason: "x",
  });
  await work(id);
  await client.query("commit");
  return id;
}

const cellOf = (luck: Chance): [string, string, string] => [
  luck.is(0.97) ? `s${luck.below(70)}` : `s${luck.below(crowd)}`,
  luck.of(indicators),
  luck.of(periods),
];

async function insert(recording: number, supersedes: string | null, luck: Chance, at = cellOf(luck)): Promise<void> {
  const { value, absence } = figure(luck, at[1].startsWith("wild"));
  named += 1;
  await client.query(
    `insert into observation (programme, id, recording, supersedes, subject, indicator, period, value, absence)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [programme, `n${named}`, recording, supersedes, ...at, value, absence],
  );
}

function listOf(luck: Chance, length: number): ImportedRow[] {
  const byCell = Map.groupBy(standing, ({ cell }) => cell);
  const taken = new Set<string>();
  const rows: ImportedRow[] = [];
  for (let n = 0; n < length; n += 1) {
    const [subject, indicator, period] = cellOf(luck);
    const cell = `${subject} ${indicator} ${period}`;
    const there = byCell.get(cell) ?? [];
    if (taken.has(cell) || there.length > 1) continue;
    taken.add(cell);
    const { value, absence } = figure(luck, indicator.startsWith("wild"));
    rows.push({
      ...{ subject, indicator, period },
      ...(value === null ? {} : { value: exactOf(value) }),
      ...(absence === null ? {} : { absence }),
      ...(there[0] === undefined ? {} : { supersedes: there[0].id }),
    });
  }
  return rows;
}

async function remember(): Promise<void> {
  const { rows } = await client.query<{ id: string; cell: string }>(
    `select id, concat_ws(' ', subject, indicator, period) as cell from observation where programme = $1
       and id not in (select supersedes from observation where programme = $1 and supersedes is not null) order by id`,
    [programme],
  );
  standing = rows;
}

/** The newest recording that a connection sees: one that is not committed yet says nothing about what will be in it. */
const newest = async (by: pg.Client = client): Promise<number> =>
  (await by.query<{ n: number }>("select max(id) as n from recording where programme = $1", [programme])).rows[0]?.n ??
  0;

/** As-of any recording: equal to plain SQL, and equal to what it was before. */
async function readAt(recording: number, by: pg.Client = client): Promise<void> {
  const read = await readPacked(by, { programme, recording }, subjects);
  expect(standingByBlocks(read, subjects)).toEqual(await standingBySql(by, programme, recording));
  const known = digests.get(recording);
  if (known === undefined) digests.set(recording, read.digest);
  else expect(read.digest).toBe(known);
}

/** Ends the connection's server process at some moment of its work. */
async function terminated(luck: Chance, work: (victim: pg.Client) => Promise<unknown>): Promise<boolean> {
  const victim = await connect();
  const { rows } = await victim.query<{ pid: number }>("select pg_backend_pid() as pid");
  const wait = luck.below(60);
  const ended = new Promise((resolve) => setTimeout(resolve, wait)).then(() =>
    client.query("select pg_terminate_backend($1)", [rows[0]?.pid]),
  );
  const survived = await work(victim).then(
    () => true,
    () => false,
  );
  await ended;
  await victim.end().catch(() => undefined);
  return survived;
}

/** Whatever was cut off or ran beside: the cache was never seen in a state that it had to be mended from. */
async function expectSound(): Promise<void> {
  const read = await readPacked(client, { programme, recording: await newest() }, subjects);
  expect(read.findings).toEqual([]);
}

type Step = (luck: Chance) => Promise<void>;

const steps: Readonly<Record<string, Step>> = {
  async import(luck) {
    const imported = await importObservations(
      client,
      { programme, name: "list", author: "storm" },
      listOf(luck, 1 + luck.below(300)),
    );
    expect(imported.ok ? "in" : imported.refusal).toBe("in");
  },
  async "single edits"(luck) {
    const facts = Array.from({ length: 1 + luck.below(4) }, () =>
      standing.length > 0 && luck.is(0.8) ? luck.of(standing) : null,
    );
    for (const fact of new Set(facts))
      await recorded("correction", (recording) =>
        insert(recording, fact?.id ?? null, luck, fact === null ? undefined : partsOf(fact.cell)),
      );
  },
  async "moves to another cell"(luck) {
    if (standing.length === 0) return;
    await recorded("correction", (recording) => insert(recording, luck.of(standing).id, luck));
  },
  async "a chain in one recording"(luck) {
    await recorded("import", async (recording) => {
      await insert(recording, null, luck);
      await insert(recording, `n${named}`, luck);
      await insert(recording, `n${named}`, luck);
    });
  },
  async "two facts in one cell"(luck) {
    const at = standing.length > 0 ? partsOf(luck.of(standing).cell) : cellOf(luck);
    await recorded("import", (recording) => insert(recording, null, luck, at));
  },
  async "a subject moves"(luck) {
    await recorded("import", (recording) =>
      client.query(
        `insert into subject (programme, id, recording, type, name, sort, unit, attributes)
         values ($1, $2, $3, 'official', '{}', 1, $4, '{}'), ($1, $5, $3, 'official', '{}', 2, $4, '{}')`,
        [programme, `s${luck.below(crowd)}`, recording, `u${luck.below(9)}`, `late-${recording}`],
      ),
    );
  },
  async fold() {
    await foldBlocks(client, programme);
  },
  async rebuild() {
    await rebuildBlocks(client, programme);
  },
  async "a read as of then"(luck) {
    await readAt(1 + luck.below(await newest()));
  },
  async "an import is terminated"(luck) {
    const before = { newest: await newest(), rows: standing.length };
    const rows = listOf(luck, 3000);
    const survived = await terminated(luck, (victim) =>
      importObservations(victim, { programme, name: "list", author: "storm" }, rows),
    );
    await remember();
    await expectSound();
    if (!survived && (await newest()) === before.newest) expect(standing.length).toBe(before.rows);
    done[survived ? "…too late" : "…in time"] = (done[survived ? "…too late" : "…in time"] ?? 0) + 1;
    await readAt(await newest());
  },
  async "a fold is terminated"(luck) {
    await terminated(luck, (victim) => (luck.is(0.5) ? foldBlocks : rebuildBlocks)(victim, programme));
    await expectSound();
    await readAt(await newest());
  },
  async "two imports, two folds and reads at once"(luck) {
    const others = await Promise.all([connect(), connect(), connect()]);
    const [one, two, three] = others;
    if (one === undefined || two === undefined || three === undefined) throw new Error("no connections");
    const at = await newest();
    // Both are made from the same view of what stands: the later one may find its cells taken, and is refused whole.
    const list = { programme, name: "other", author: "storm" };
    const during = async () => {
      for (let n = 0; n < 4; n += 1) await readAt(n % 2 === 0 ? at : await newest(three), three);
    };
    await Promise.all([
      importObservations(client, { programme, name: "list", author: "storm" }, listOf(luck, 500)),
      importObservations(one, list, listOf(luck, 500)).then(() => foldBlocks(one, programme)),
      foldBlocks(two, programme),
      during(),
    ]);
    await expectSound();
    await Promise.all(others.map((each) => each.end()));
  },
  async damage(luck) {
    await foldBlocks(client, programme);
    const hurt = luck.of([
      "update observation_block set values = set_byte(values, 0, get_byte(values, 0) # 1) where ctid = (select ctid from observation_block where length > 0 order by indicator, period limit 1)",
      "update observation_block set states = set_byte(states, 0, get_byte(states, 0) # 1) where ctid = (select ctid from observation_block where length > 0 order by indicator, period limit 1)",
      "update observation_block set mark = mark - 1 where indicator = 'plain'",
      "update observation_block set scale = 7 where indicator = 'wild'",
      "delete from observation_block where indicator = 'plain' and period = '2025'",
      "delete from observation_block",
      "delete from observation_mark",
      "update observation_mark set folded = folded - 1",
      "update observation_mark set folded = folded + 1000",
    ]);
    const { rowCount } = await client.query(hurt);
    const read = await readPacked(client, { programme, recording: await newest() }, subjects);
    if (rowCount !== 0) expect({ hurt, found: read.findings.length > 0 }).toEqual({ hurt, found: true });
    await readAt(1 + luck.below(await newest()));
    const mended = await mendBlocks(client, programme);
    if (rowCount !== 0) expect(mended.findings.length).toBeGreaterThan(0);
    expect((await mendBlocks(client, programme)).findings).toEqual([]);
  },
};

function partsOf(cell: string): [string, string, string] {
  const [subject = "", indicator = "", period = ""] = cell.split(" ");
  return [subject, indicator, period];
}

test(
  "after any storm the blocks are the narrow rows, and every as-of read is what plain SQL says",
  async () => {
    const luck = chanceFrom(seed);
    const until = Date.now() + seconds * 1000;
    for (let phase = 0; seconds > 0 ? Date.now() < until : phase < defaultPhases; phase += 1) {
      for (let step = 0; step < stepsPerPhase; step += 1) {
        const name = luck.of(Object.keys(steps));
        await steps[name]?.(luck);
        await remember();
        done[name] = (done[name] ?? 0) + 1;
      }
      const at = await newest();
      await readAt(at); // folds for itself what is behind
      await foldBlocks(client, programme);
      expect((await differingBlocks(client, programme)).keys).toEqual([]);
      await readAt(at);
      await readAt(1 + luck.below(at));
      done.phases = (done.phases ?? 0) + 1;
    }
    if (seconds > 0)
      process.stdout.write(`storm ${seed}: ${JSON.stringify({ ...done, recordings: await newest(), rows: named })}\n`);
    expect(done.phases).toBeGreaterThan(0);
  },
  (seconds + 300) * 1000,
);
