import { describe, expect, it } from "vitest";
import type { Transaction } from "../../platform/database.ts";
import { onConnection, openRecording } from "../../platform/recordings.ts";
import { wholeCity } from "../../platform/scope.ts";
import { databaseForThisTest } from "../../platform/test-database.ts";
import { differingBlocks } from "./block-upkeep.ts";
import { inBulk } from "./bulk-load.ts";
import { checkOpen, closePeriod, listClosings, reopenPeriod } from "./closed-period-store.ts";
import { type ImportedRow, importObservations } from "./import-store.ts";
import { row, smallProgrammes } from "./small-programmes.ts";

const at = smallProgrammes();

describe("an import", () => {
  const refusalOf = async (rows: readonly ImportedRow[]) => {
    const before = await at.rowCount();
    const outcome = await at.bring(rows);
    expect(await at.rowCount()).toBe(before);
    return outcome.ok ? "in" : outcome.refusal;
  };

  it("refuses what it cannot place, names the row, and writes nothing", async () => {
    const first = await at.imported([row("a", "1"), row("b", "2")]);
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
    const first = await at.imported([row("a", "1")]);
    const second = await at.imported([row("a", "2", { supersedes: `list@${first}:1` })]);
    const third = await at.imported([row("a", "3", { supersedes: `list@${second}:1` })]);
    expect(await refusalOf([row("a", "4", { supersedes: `list@${first}:1` })])).toEqual({
      code: "fact-corrected",
      params: { row: 1, fact: `list@${first}:1`, by: `list@${third}:1` },
    });
    expect(await at.figures(third)).toEqual([3, null, null]);
  });

  it("waits for a recording that is open: numbers grow in the order of commits", async () => {
    const order: string[] = [];
    const [earlier, later] = await at.withClient(async (writer) => {
      await writer.query("begin");
      const { id } = await openRecording(onConnection(writer), {
        ...{ programme: at.name(), kind: "import", name: "x", author: "test" },
      });
      const next = at.imported([row("b", "2")]).then((recording) => {
        order.push("the next is in");
        return recording;
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      order.push("the first ends");
      await writer.query("commit");
      return [id, await next];
    });
    expect(order).toEqual(["the first ends", "the next is in"]);
    expect(later).toBeGreaterThan(earlier);
  });

  it("is not seen before it is whole: neither its rows nor its blocks", async () => {
    const first = await at.imported([row("a", "1")]);
    const seen: (number | null | undefined)[] = [];
    await at.withClient(async (writer) => {
      await writer.query("begin");
      const id = await at.recorded(writer);
      await writer.query(
        "insert into observation (programme, id, recording, subject, indicator, period, value) values ($1, 'n', $2, 'b', 'i', '2025Q1', '9')",
        [at.name(), id],
      );
      seen.push((await at.read(id)).count);
      await writer.query("commit");
      seen.push((await at.read(id)).count);
    });
    expect(seen).toEqual([1, 2]);
    expect((await at.read(first)).count).toBe(1);
  });
});

describe("trouble in the middle of an import", () => {
  const many = Array.from({ length: 20_000 }, (_, n) => row("a", "1", { indicator: `i${n}` }));
  const nothingOf = async (before: unknown) => {
    expect(await at.rowCount()).toBe(before);
    expect((await at.withClient((client) => differingBlocks(client, at.name()))).keys).toEqual([]);
    expect((await at.read(1e6)).findings).toEqual([]);
    expect((await at.imported([row("c", "1")])) > 0).toBe(true); // and the next one finds everything in order
  };

  it("a connection that is cut leaves nothing", async () => {
    await at.imported([row("a", "1")]);
    const before = await at.rowCount();
    const attempt = at.withClient(async (victim) => {
      const pid = (await victim.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid;
      let rows = 0;
      const onRow = () => {
        rows += 1;
        if (rows === 15_000) void at.withClient((other) => other.query("select pg_terminate_backend($1)", [pid]));
      };
      return importObservations(victim, { programme: at.name(), name: "cut", author: "test", onRow }, many);
    });
    await expect(attempt).rejects.toThrow();
    await nothingOf(before);
  });

  it("a disk that is full leaves nothing", async () => {
    await at.imported([row("a", "1")]);
    const before = await at.rowCount();
    const attempt = at.withClient(async (client) => {
      // the server refuses to write more, in the middle of the COPY, as it does when the disk is full
      await client.query("set temp_file_limit = '64kB'; set work_mem = '64kB'");
      return importObservations(client, { programme: at.name(), name: "full", author: "test" }, many);
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
  const decide = <T>(work: (tx: Transaction) => Promise<T>) => at.database().transaction(work);

  it("takes nothing in until it is opened again, with author and reason", async () => {
    await at.imported([row("a", "1")]);
    const closed = await decide((tx) => closePeriod(tx, { ...act, programme: at.name(), period: "2025Q1" }));
    expect(closed.ok).toBe(true);
    const refused = {
      code: "period-closed",
      params: { period: "2025Q1", closed: "2025Q1", author: "office", reason: "已上会" },
    };
    expect(await at.bring([row("b", "1")])).toEqual({ ok: false, refusal: refused });
    expect(await at.bring([row("b", "1", { period: "2025-02" })])).toMatchObject({
      refusal: { code: "period-closed" },
    });
    expect((await at.bring([row("b", "1", { period: "2025" })])).ok).toBe(true); // the year goes on
    expect(await decide((tx) => checkOpen(tx, at.name(), ["2025Q1"]))).toEqual({ ok: false, refusal: refused });
    expect(await decide((tx) => closePeriod(tx, { ...act, programme: at.name(), period: "2025Q1" }))).toMatchObject({
      refusal: { code: "period-closed" },
    });
    expect(
      (await decide((tx) => reopenPeriod(tx, { ...act, programme: at.name(), period: "2025Q1", reason: "复核" }))).ok,
    ).toBe(true);
    expect((await at.bring([row("b", "1")])).ok).toBe(true);
    expect(await decide((tx) => reopenPeriod(tx, { ...act, programme: at.name(), period: "2025Q1" }))).toMatchObject({
      refusal: { code: "period-open" },
    });
    const [listed] = await decide((tx) => listClosings(tx, wholeCity, at.name()));
    expect(listed).toMatchObject({ period: "2025Q1", isClosed: false, author: "office", reason: "复核" });
  });

  it("that is inside a closed year is not opened by itself", async () => {
    await decide((tx) => closePeriod(tx, { ...act, programme: at.name(), period: "2025" }));
    expect(await at.bring([row("a", "1")])).toMatchObject({
      refusal: { params: { period: "2025Q1", closed: "2025" } },
    });
    expect(await decide((tx) => reopenPeriod(tx, { ...act, programme: at.name(), period: "2025Q1" }))).toMatchObject({
      refusal: { code: "period-open" },
    });
  });
});

describe("the narrow table", () => {
  const insert = (text: string, values: unknown[] = []) => at.withClient((client) => client.query(text, values));
  const columns = "insert into observation (programme, id, recording, supersedes, subject, indicator, period, value)";

  it("refuses a fact about nobody, of no recording, of a complete one, and one that corrects nothing", async () => {
    const folded = await at.imported([row("a", "1")]);
    const open = await at.withClient(at.recorded);
    const add = (id: string, recording: number, subject: string, supersedes: string | null = null) =>
      insert(`${columns} values ($1, $2, $3, $4, $5, 'i', '2025Q2', '1')`, [
        at.name(),
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
