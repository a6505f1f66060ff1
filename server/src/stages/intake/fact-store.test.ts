import { type Exact, exactOf } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { wholeCity } from "../../platform/scope.ts";
import { databaseForThisTest, freshDatabase, type TestDatabase } from "../../platform/test-database.ts";
import { readPacked } from "./block-store.ts";
import { differingBlocks, foldBlocks, mendBlocks } from "./block-upkeep.ts";
import { inBulk } from "./bulk-load.ts";
import { changedSince } from "./changed-store.ts";
import { checkOpen, closePeriod, listClosings, reopenPeriod } from "./closed-period-store.ts";
import { type ImportedRow, importObservations } from "./import-store.ts";
import { readObservationsOf } from "./narrow-store.ts";
import { readOrdinals } from "./ordinal-store.ts";

/** Each test has a programme of its own. */
let programme = "p";
let programmes = 0;
const people = ["a", "b", "c"];
const subjects = people.map((id) => ({ id }));

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

const withClient = <T>(work: (client: ClientBase) => Promise<T>): Promise<T> => db.database.withConnection(work);
const recorded = async (client: ClientBase): Promise<number> =>
  (
    await client.query<{ id: number }>(
      "insert into recording (programme, kind, name, author) values ($1, 'import', 'x', 'test') returning id",
      [programme],
    )
  ).rows[0]?.id ?? 0;

/** A programme of three subjects and nothing else. */
beforeEach(async () => {
  programmes += 1;
  programme = `p${programmes}`;
  await withClient(async (client) => {
    await client.query("insert into programme (id, title, synthetic) values ($1, '{}', true)", [programme]);
    const id = await recorded(client);
    for (const [sort, each] of people.entries())
      await client.query(
        "insert into subject (programme, id, recording, type, name, sort, attributes) values ($1, $2, $3, 'unit', '{}', $4, '{}')",
        [programme, each, id, sort],
      );
  });
});

const row = (subject: string, value: string | Exact, more: Partial<ImportedRow> = {}): ImportedRow => ({
  ...{ subject, indicator: "i", period: "2025Q1", value: typeof value === "string" ? exactOf(value) : value },
  ...more,
});
const bring = (rows: readonly ImportedRow[], name = "list") =>
  withClient((client) => importObservations(client, { programme, name, author: "test" }, rows));
const imported = async (rows: readonly ImportedRow[], name = "list"): Promise<number> => {
  const outcome = await bring(rows, name);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value.recording;
};
const read = (recording: number, indicators?: readonly string[]) =>
  withClient((client) =>
    readPacked(client, { programme, recording }, subjects, indicators === undefined ? {} : { indicators }),
  );
/** What the engine is told of one indicator in one period, by subject. */
const figures = async (recording: number): Promise<unknown[]> => {
  const { packed, observations } = await read(recording);
  const block = packed.blocks.find((each) => each.indicator === "i" && each.period === "2025Q1");
  return people.map((id, position) => {
    const aside = observations.find((each) => each.subject === id);
    if (aside !== undefined) return aside.id;
    const slot = packed.slotOf?.[position] ?? -1;
    return block === undefined || block.states[slot] !== 0 ? null : Number(block.values[slot]) / 10 ** block.scale;
  });
};
const rowCount = () =>
  withClient(
    async (client) => (await client.query("select from observation union all select from recording")).rowCount,
  );

describe("ordinals", () => {
  it("are given once, in the order of recording, and never again", async () => {
    const ordinals = await withClient((client) => readOrdinals(client, programme));
    expect(people.map((each) => ordinals.of(each))).toEqual([0, 1, 2]);
    await withClient(async (client) => {
      const id = await recorded(client);
      // b is described anew, d and e are new: e stands before d in protocol order
      await client.query(
        `insert into subject (programme, id, recording, type, name, sort, attributes) values
           ($1, 'd', $2, 'unit', '{}', 9, '{}'), ($1, 'b', $2, 'unit', '{}', 1, '{}'), ($1, 'e', $2, 'unit', '{}', 5, '{}')`,
        [programme, id],
      );
    });
    const later = await withClient((client) => readOrdinals(client, programme));
    expect(["a", "b", "c", "e", "d"].map((each) => later.of(each))).toEqual([0, 1, 2, 3, 4]);
    expect([...later.slotsOf([{ id: "d" }, { id: "nobody" }])]).toEqual([4, -1]);
    await expect(withClient((client) => client.query("update subject_ordinal set ordinal = 7"))).rejects.toThrow(
      "append-only",
    );
  });
});

describe("reading as of any recording", () => {
  it("is the same before and after the blocks were folded past it", async () => {
    const first = await imported([row("a", "1.5"), row("b", "2")]);
    const second = await imported([row("a", "26/3", { supersedes: `list@${first}:1` }), row("c", "0.000000001")]);
    const digests = [(await read(first)).digest, (await read(second)).digest];
    expect(await figures(first)).toEqual([1.5, 2, null]);
    expect(await figures(second)).toEqual([`list@${second}:1`, 2, 1e-9]);
    const third = await imported([row("a", "3", { supersedes: `list@${second}:1` })]);
    expect(await figures(third)).toEqual([3, 2, 1e-9]);
    expect([(await read(first)).digest, (await read(second)).digest]).toEqual(digests);
    expect((await read(first, ["i"])).digests).toEqual((await read(first)).digests);
    expect((await read(first, ["other"])).packed.blocks).toEqual([]);
  });

  it("says what changed in between, and what stands for one subject with its names", async () => {
    const first = await imported([row("a", "1"), row("b", "2"), row("b", "5", { period: "2025Q2" })]);
    const second = await imported([row("a", "7", { supersedes: `list@${first}:1`, source: "12345" })]);
    const [changed, none] = await withClient(async (client) => [
      await changedSince(client, programme, { from: first, to: second }),
      await changedSince(client, programme, { from: second, to: second }),
    ]);
    const stands = {
      id: `list@${second}:1`,
      subject: "a",
      indicator: "i",
      period: "2025Q1",
      value: exactOf("7"),
      source: "12345",
    };
    expect(changed).toEqual({ observations: [stands], emptied: [], others: [], subjects: false });
    expect(none).toEqual({ observations: [], emptied: [], others: [], subjects: false });
    const [then, now] = await withClient(async (client) => [
      await readObservationsOf(client, { programme, recording: first }, ["b", "a"]),
      await readObservationsOf(client, { programme, recording: second }, ["a"], { indicators: ["i"] }),
    ]);
    expect(then.map(({ id }) => id)).toEqual([1, 2, 3].map((n) => `list@${first}:${n}`));
    expect(now).toEqual([stands]);
  });
});

describe("an import", () => {
  const refusalOf = async (rows: readonly ImportedRow[]) => {
    const before = await rowCount();
    const outcome = await bring(rows);
    expect(await rowCount()).toBe(before);
    return outcome.ok ? "in" : outcome.refusal;
  };

  it("refuses what it cannot place, names the row, and writes nothing", async () => {
    const first = await imported([row("a", "1"), row("b", "2")]);
    const one = `list@${first}:1`;
    expect(await refusalOf([row("c", "1"), row("nobody", "1")])).toEqual({
      code: "subject-unknown",
      params: { row: 2, subject: "nobody" },
    });
    expect(await refusalOf([row("c", "1"), row("a", "3")])).toEqual({
      code: "fact-stands",
      params: { row: 2, fact: one },
    });
    expect(await refusalOf([row("c", "1"), row("c", "3")])).toEqual({
      code: "fact-twice",
      params: { row: 2, first: 1 },
    });
    const twice = [row("a", "3", { supersedes: one }), row("c", "3", { supersedes: one })];
    expect(await refusalOf(twice)).toEqual({ code: "fact-twice", params: { row: 2, first: 1 } });
    expect(await refusalOf([row("a", "1", { supersedes: "x" })])).toEqual({
      code: "fact-unknown",
      params: { row: 1, fact: "x" },
    });
    expect(await refusalOf([row("b", "1", { supersedes: one })])).toEqual({
      code: "fact-stands",
      params: { row: 1, fact: `list@${first}:2` },
    });
  });

  it("names the newest of a chain when an older fact is corrected again", async () => {
    const first = await imported([row("a", "1")]);
    const second = await imported([row("a", "2", { supersedes: `list@${first}:1` })]);
    const third = await imported([row("a", "3", { supersedes: `list@${second}:1` })]);
    expect(await refusalOf([row("a", "4", { supersedes: `list@${first}:1` })])).toEqual({
      code: "fact-corrected",
      params: { row: 1, fact: `list@${first}:1`, by: `list@${third}:1` },
    });
    expect(await figures(third)).toEqual([3, null, null]);
  });

  it("is not seen before it is whole: neither its rows nor its blocks", async () => {
    const first = await imported([row("a", "1")]);
    const seen: (number | null | undefined)[] = [];
    await withClient(async (writer) => {
      await writer.query("begin");
      const id = await recorded(writer);
      await writer.query(
        "insert into observation (programme, id, recording, subject, indicator, period, value) values ($1, 'n', $2, 'b', 'i', '2025Q1', '9')",
        [programme, id],
      );
      seen.push((await read(id)).count);
      await writer.query("commit");
      seen.push((await read(id)).count);
    });
    expect(seen).toEqual([1, 2]);
    expect((await read(first)).count).toBe(1);
  });
});

describe("trouble in the middle of an import", () => {
  const many = Array.from({ length: 20_000 }, (_, n) => row("a", "1", { indicator: `i${n}` }));
  const nothingOf = async (before: unknown) => {
    expect(await rowCount()).toBe(before);
    expect(await withClient((client) => differingBlocks(client, programme))).toEqual([]);
    expect((await read(1e6)).findings).toEqual([]);
    expect((await imported([row("c", "1")])) > 0).toBe(true); // and the next one finds everything in order
  };

  it("a connection that is cut leaves nothing", async () => {
    await imported([row("a", "1")]);
    const before = await rowCount();
    const attempt = withClient(async (victim) => {
      const pid = (await victim.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid;
      let rows = 0;
      const onRow = () => {
        rows += 1;
        if (rows === 15_000) void withClient((other) => other.query("select pg_terminate_backend($1)", [pid]));
      };
      return importObservations(victim, { programme, name: "cut", author: "test", onRow }, many);
    });
    await expect(attempt).rejects.toThrow();
    await nothingOf(before);
  });

  it("a disk that is full leaves nothing", async () => {
    await imported([row("a", "1")]);
    const before = await rowCount();
    const attempt = withClient(async (client) => {
      // the server refuses to write more, in the middle of the COPY, as it does when the disk is full
      await client.query("set temp_file_limit = '64kB'; set work_mem = '64kB'");
      return importObservations(client, { programme, name: "full", author: "test" }, many);
    });
    await expect(attempt).rejects.toThrow("temp_file_limit");
    await nothingOf(before);
  });

  it("a large first load makes its indexes at the end, or leaves them as they were", async () => {
    const { database } = await databaseForThisTest();
    const indexes = () =>
      database.withConnection(async (client) =>
        (
          await client.query<{ definition: string }>(
            "select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = 'observation'::regclass order by 1",
          )
        ).rows.map(({ definition }) => definition),
      );
    const before = await indexes();
    const bulk = (end: "commit" | "rollback", rows: number) =>
      database.withConnection(async (client) => {
        await client.query("begin");
        const count = () => client.query("select from pg_index where indrelid = 'observation'::regclass");
        const during = await inBulk(client, rows, async () => (await count()).rowCount);
        await client.query(end);
        return during;
      });
    expect(await bulk("rollback", 1e6)).toBe(0);
    expect(await indexes()).toEqual(before);
    expect(await bulk("commit", 1e6)).toBe(0);
    expect(await indexes()).toEqual(before);
    expect(await bulk("commit", 10)).toBe(before.length);
  });
});

describe("a closed period", () => {
  const act = { author: "office", reason: "已上会" };
  const decide = <T>(work: Parameters<typeof db.database.transaction<T>>[0]) => db.database.transaction(work);

  it("takes nothing in until it is opened again, with author and reason", async () => {
    await imported([row("a", "1")]);
    const closed = await decide((tx) => closePeriod(tx, { ...act, programme, period: "2025Q1" }));
    expect(closed.ok).toBe(true);
    const refused = {
      code: "period-closed",
      params: { period: "2025Q1", closed: "2025Q1", author: "office", reason: "已上会" },
    };
    expect(await bring([row("b", "1")])).toEqual({ ok: false, refusal: refused });
    expect(await bring([row("b", "1", { period: "2025-02" })])).toMatchObject({ refusal: { code: "period-closed" } });
    expect((await bring([row("b", "1", { period: "2025" })])).ok).toBe(true); // the year goes on
    expect(await decide((tx) => checkOpen(tx, programme, ["2025Q1"]))).toEqual({ ok: false, refusal: refused });
    expect(await decide((tx) => closePeriod(tx, { ...act, programme, period: "2025Q1" }))).toMatchObject({
      refusal: { code: "period-closed" },
    });
    expect((await decide((tx) => reopenPeriod(tx, { ...act, programme, period: "2025Q1", reason: "复核" }))).ok).toBe(
      true,
    );
    expect((await bring([row("b", "1")])).ok).toBe(true);
    expect(await decide((tx) => reopenPeriod(tx, { ...act, programme, period: "2025Q1" }))).toMatchObject({
      refusal: { code: "period-open" },
    });
    const [listed] = await decide((tx) => listClosings(tx, wholeCity, programme));
    expect(listed).toMatchObject({ period: "2025Q1", isClosed: false, author: "office", reason: "复核" });
  });

  it("that is inside a closed year is not opened by itself", async () => {
    await decide((tx) => closePeriod(tx, { ...act, programme, period: "2025" }));
    expect(await bring([row("a", "1")])).toMatchObject({ refusal: { params: { period: "2025Q1", closed: "2025" } } });
    expect(await decide((tx) => reopenPeriod(tx, { ...act, programme, period: "2025Q1" }))).toMatchObject({
      refusal: { code: "period-open" },
    });
  });
});

describe("the narrow table", () => {
  const insert = (text: string, values: unknown[] = []) => withClient((client) => client.query(text, values));
  const columns = "insert into observation (programme, id, recording, supersedes, subject, indicator, period, value)";

  it("refuses a fact about nobody, of no recording, of a complete one, and one that corrects nothing", async () => {
    const folded = await imported([row("a", "1")]);
    const open = await withClient(recorded);
    const add = (id: string, recording: number, subject: string, supersedes: string | null = null) =>
      insert(`${columns} values ($1, $2, $3, $4, $5, 'i', '2025Q2', '1')`, [
        programme,
        id,
        recording,
        supersedes,
        subject,
      ]);
    await expect(add("x1", open, "nobody")).rejects.toThrow("who is not recorded");
    await expect(add("x2", 9999, "a")).rejects.toThrow("has no recording 9999");
    await expect(add("x3", folded, "a")).rejects.toThrow("is complete");
    await expect(add("x4", open, "a", "nothing")).rejects.toThrow("does not exist");
    await add("x5", open, "a");
    await expect(add("x5", open, "b")).rejects.toThrow("observation_pkey");
  });

  it("takes exactly the numbers that the pattern of an exact number takes", async () => {
    const alphabet = ["", "-", ".", "/", "0", "7", "12", "e", " ", "+"];
    const candidates = alphabet.flatMap((a) =>
      alphabet.flatMap((b) => alphabet.flatMap((c) => alphabet.map((d) => a + b + c + d))),
    );
    const texts = [
      ...new Set([...candidates, "NaN", "1,000", "1\n", "１２", "-1.50/3", "1/-3", "1.2.3", "--1", "1/2/3"]),
    ];
    const { rows } = await insert(
      "select t from unnest($1::text[]) t where t ~ '^-?\\d+(\\.\\d+)?(/\\d+)?$' order by 1",
      [texts],
    );
    const { rows: checks } = await insert(
      "select pg_get_expr(conbin, conrelid) as expression from pg_constraint where conname = 'observation_exact_text'",
    );
    const { rows: passed } = await insert(
      `select value from unnest($1::text[]) as u (value) where ${checks[0]?.expression} order by 1`,
      [texts],
    );
    const taken = passed.map(({ value }: { value: string }) => value);
    expect(taken.length).toBeGreaterThan(20);
    expect(taken).toEqual(rows.map(({ t }: { t: string }) => t));
  });
});

describe("a damaged cache", () => {
  const damages = [
    ["a flipped byte of a value", "update observation_block set values = set_byte(values, 0, 9)", "block-damaged"],
    ["a flipped byte of a state", "update observation_block set states = set_byte(states, 0, 3)", "block-damaged"],
    ["an edited figure beside the arrays", "update observation_block set asides = '[]'", "block-damaged"],
    ["another count", "update observation_block set filled = filled + 1", "block-damaged"],
    ["an older mark of a block", "update observation_block set mark = mark - 1", "block-damaged"],
    ["a digest that was made to fit", "update observation_block set filled = 9, digest = sha256('x')", "block-damaged"],
    ["a dropped block", "delete from observation_block where period = '2025Q2'", "blocks-differ"],
    ["an older mark", "update observation_mark set folded = folded - 1", "blocks-differ"],
    ["a mark newer than anything", "update observation_mark set folded = folded + 1000", "blocks-ahead"],
    ["no mark", "delete from observation_mark", "blocks-absent"],
    ["no cache", "delete from observation_block; delete from observation_mark", "blocks-absent"],
  ] as const;

  it.each(damages)("%s is noticed, said, and made anew", async (_, hurt, code) => {
    const first = await imported([row("a", "1.5"), row("b", "26/3"), row("c", "2", { period: "2025Q2" })]);
    const sound = await read(first);
    expect(sound.findings).toEqual([]);
    await withClient((client) => client.query(hurt));
    const hurtRead = await read(first);
    expect(new Set(hurtRead.findings.map((each) => each.code))).toEqual(new Set([code]));
    expect({ ...hurtRead, findings: [] }).toEqual(sound);
    const mended = await withClient((client) => mendBlocks(client, programme));
    expect(mended.findings).toEqual(hurtRead.findings);
    expect(await read(first)).toEqual(sound);
    expect((await withClient((client) => mendBlocks(client, programme))).findings).toEqual([]);
  });

  it("an older block with a digest of its own is found out by the others", async () => {
    const first = await imported([row("a", "1.5"), row("c", "2", { period: "2025Q2" })]);
    await withClient((client) =>
      client.query("create table kept as select * from observation_block where period = '2025Q1'"),
    );
    await imported([row("a", "7", { supersedes: `list@${first}:1` })]);
    await withClient((client) =>
      client.query(
        "delete from observation_block where period = '2025Q1'; insert into observation_block select * from kept",
      ),
    );
    const found = await read(first + 1);
    expect(found.findings.map(({ code }) => code)).toEqual(["blocks-differ"]);
    expect(await figures(first + 1)).toEqual([7, null, null]);
  });

  it("blocks that are behind are no damage: what was recorded since is laid over them, and folded when asked", async () => {
    await imported([row("a", "1.5")]);
    const second = await withClient(async (client) => {
      const id = await recorded(client);
      await client.query(
        "insert into observation (programme, id, recording, subject, indicator, period, value) values ($1, 'n', $2, 'b', 'i', '2025Q1', '9')",
        [programme, id],
      );
      return id;
    });
    const behind = await read(second);
    expect(behind).toMatchObject({ behind: 1, findings: [], count: 2 });
    expect(await withClient((client) => foldBlocks(client, programme))).toMatchObject({ folded: 1, written: 1 });
    expect(await read(second)).toEqual({ ...behind, behind: 0 });
    expect(await withClient((client) => foldBlocks(client, programme))).toMatchObject({ folded: 0, written: 0 });
  });
});
