import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { openInstallation } from "../installation.ts";
import { freshDatabase, type TestDatabase } from "../test-database.ts";
import { checkTrail } from "./check.ts";
import { insertLines, linesOf, type NewAuditEvent, recordEvent } from "./event.ts";
import { checkExported, exportLines } from "./export.ts";
import { readHeads, thinHeads } from "./heads.ts";
import { removeExpired } from "./retention.ts";
import { openSealer, sealRestored, sealWaiting } from "./sealer.ts";
import { openTrail } from "./trail.ts";

const folder = mkdtempSync(join(tmpdir(), "biaochi-audit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let db: TestDatabase;
let heads: string;
let files = 0;

const line = (n: number): NewAuditEvent => ({
  ...{ kind: "read", account: `u-${n}`, roles: ["head"], reach: ["units"], action: "see-subject" },
  ...{ route: "GET /runs/{run}/subjects/{subject}", run: 1, subject: `p-${n}`, outcome: "done", request: "r" },
});
const write = (...events: readonly NewAuditEvent[]) =>
  db.database.withConnection((client) => client.query(insertLines, [linesOf(events)]));
/** As an administrator of the database may do: without triggers. */
const asAdministrator = (...statements: readonly string[]) =>
  db.database.withConnection(async (client) => {
    await client.query("set session_replication_role = replica");
    for (const each of statements) await client.query(each);
    await client.query("set session_replication_role = origin");
  });
const found = async () => (await checkTrail(db.database, heads)).findings.map(({ code, params }) => [code, params]);

async function exported(): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of exportLines(db.database, {})) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** Three batches: lines 1 to 3, 4 to 6, 7 to 9. */
async function threeBatches(): Promise<void> {
  for (const first of [1, 4, 7]) {
    await write(line(first), line(first + 1), line(first + 2));
    await sealWaiting(db.database, heads);
  }
}

beforeEach(async () => {
  db = await freshDatabase();
  await openInstallation(db.database, "demo");
  files += 1;
  heads = join(folder, `heads-${files}.ndjson`);
  return () => db.drop();
});

describe("a trail that nobody touched", () => {
  beforeEach(threeBatches);

  it("is whole, line by line and beside the database", async () => {
    expect(await checkTrail(db.database, heads)).toEqual({ rows: 9, batches: 3, unsealed: 0, findings: [] });
    expect(readHeads(heads)).toMatchObject({ lines: 3, unreadable: [], last: { batch: 3, first: "7", last: "9" } });
  });

  it("is refused to be changed by the database itself", async () => {
    const refused = async (statement: string) =>
      await expect(
        db.database.withConnection((client) => client.query(statement)),
        statement,
      ).rejects.toMatchObject({ code: "23001" });
    await write(line(10));
    await refused("update audit_event set outcome = 'done', account = 'x' where sequence = 2");
    await refused("update audit_event set account = 'x' where sequence is null");
    await refused("update audit_event set sequence = 77 where sequence = 2");
    await refused("delete from audit_event where sequence = 2");
    await refused("delete from audit_event where sequence is null");
    await refused("truncate audit_event");
    await refused("update audit_batch set head = sha256('x') where batch = 2");
    await refused("update audit_batch set removed_at = now() where batch = 1");
    await refused("delete from audit_batch");
    await refused("truncate audit_batch");
    await refused(
      "insert into audit_event (kind, action, outcome, sequence, digest) values ('read', 'a', 'done', 10, sha256('x'))",
    );
  });

  it("can be held against itself as a file", async () => {
    const text = await exported();
    expect(checkExported(text)).toEqual({ lines: 9, findings: [] });
    const lines = text.split("\n");
    expect(JSON.parse(lines[4] ?? "")).toMatchObject({ line: { sequence: "5", subject: "p-5", account: "u-5" } });
    const edited = lines.with(4, (lines[4] ?? "").replace('"p-5"', '"p-6"')).join("\n");
    expect(checkExported(edited).findings).toEqual([{ code: "line-changed", line: 5 }]);
    expect(checkExported(lines.toSpliced(3, 2, lines[4] ?? "", lines[3] ?? "").join("\n")).findings).toEqual([
      { code: "line-not-next", line: 5 },
    ]);
    expect(checkExported(lines.with(2, "{}").join("\n")).findings).toEqual([{ code: "line-unreadable", line: 3 }]);
  });
});

describe("a trail that somebody touched is found out, by row", () => {
  beforeEach(threeBatches);

  it("an edited line", async () => {
    await asAdministrator("update audit_event set account = 'somebody-else' where sequence = 5");
    expect(await found()).toEqual([["row-changed", expect.objectContaining({ sequence: "5" })]]);
  });

  it("every column of a line", async () => {
    const columns = [
      ..."kind = 'change'|account = null|roles = '{}'|reach = '{city}'|action = 'x'|route = null|programme = 'x'".split(
        "|",
      ),
      ..."run = 2|subject = 'x'|fact = 'x'|thing = 'x'|outcome = 'not-permitted'|request = 'x'|masked = true".split(
        "|",
      ),
      `address = repeat('0', 32)|at = at + interval '1 microsecond'`.split("|"),
    ].flat();
    for (const change of columns) {
      await asAdministrator(
        "create table kept as select * from audit_event",
        `update audit_event set ${change} where sequence = 5`,
      );
      expect(await found(), change).toEqual([["row-changed", expect.objectContaining({ sequence: "5" })]]);
      await asAdministrator(
        "delete from audit_event",
        "insert into audit_event overriding system value select * from kept",
        "drop table kept",
      );
    }
    expect(await found()).toEqual([]);
  });

  it("an edited line with a digest to fit", async () => {
    await asAdministrator("update audit_event set account = 'x', digest = sha256('x') where sequence = 5");
    expect((await found()).map(([code]) => code)).toContain("row-changed");
  });

  it("a line at the end of its batch, edited with its digest and the head of its batch computed anew", async () => {
    const { canonicalText, digestAfter, lineColumns } = await import("./chain.ts");
    await asAdministrator("update audit_event set account = 'somebody-else' where sequence = 9");
    await db.database.withConnection(async (client) => {
      const { rows } = await client.query(
        `select ${lineColumns}, (select digest from audit_event where sequence = 8) as before from audit_event e where sequence = 9`,
      );
      const digest = digestAfter(rows[0].before, canonicalText(rows[0], 9n)).toString("hex");
      await asAdministrator(
        `update audit_event set digest = '\\x${digest}' where sequence = 9`,
        `update audit_batch set head = '\\x${digest}' where batch = 3`,
      );
    });
    expect(await found()).toEqual([["kept-differs", { batch: 3, line: 3, first: "7", last: "9" }]]);
  });

  it("a removed line, in the middle and at the end of a batch", async () => {
    await asAdministrator("delete from audit_event where sequence in (5, 9)");
    expect(await found()).toEqual([
      ["rows-missing", { first: "5", last: "5", batch: 2 }],
      ["rows-missing", { first: "9", last: "9", batch: 3 }],
    ]);
  });

  it("lines that changed places", async () => {
    await asAdministrator(
      "update audit_event set sequence = 100 where sequence = 5",
      "update audit_event set sequence = 5 where sequence = 8",
      "update audit_event set sequence = 8 where sequence = 100",
    );
    const rows = (await found()).filter(([code]) => code === "row-changed");
    expect(rows.map(([, params]) => (params as { sequence: string }).sequence)).toEqual(
      expect.arrayContaining(["5", "8"]),
    );
  });

  it("an inserted line, behind the end or by moving the others on", async () => {
    const inserted =
      "insert into audit_event (kind, action, outcome, sequence, digest) values ('read', 'a', 'done', %, sha256('x'))";
    await asAdministrator(inserted.replace("%", "10"));
    expect(await found()).toEqual([["row-unsealed", { sequence: "10" }]]);
    await asAdministrator(
      "update audit_event set sequence = sequence + 100 where sequence >= 5",
      "update audit_event set sequence = sequence - 99 where sequence >= 105",
      inserted.replace("%", "5"),
    );
    expect(await found()).toContainEqual(["row-changed", expect.objectContaining({ sequence: "5" })]);
  });

  it("an end that was cut off, batches and lines alike", async () => {
    await asAdministrator("delete from audit_event where sequence > 6", "delete from audit_batch where batch = 3");
    expect(await found()).toEqual([["tail-missing", { batch: 3, first: "7", last: "9", line: 3 }]]);
    // What is written afterwards does not cover it up.
    await write(line(20));
    await sealWaiting(db.database, heads);
    expect((await found()).map(([code]) => code)).toEqual(["kept-unreadable", "kept-differs"]);
  });

  it("a batch without its lines, and lines without their batch", async () => {
    await asAdministrator("delete from audit_batch where batch = 2");
    expect(await found()).toContainEqual(["batch-missing", { first: 2, last: 2 }]);
  });

  it("an emptied trail", async () => {
    await asAdministrator("delete from audit_event", "delete from audit_batch");
    expect((await found()).map(([code, params]) => [code, (params as { batch: number }).batch])).toEqual([
      ["tail-missing", 1],
      ["tail-missing", 2],
      ["tail-missing", 3],
    ]);
  });

  it("a trail taken over from another installation", async () => {
    await asAdministrator("update installation set id = gen_random_uuid()");
    expect(await found()).toEqual([["row-changed", expect.objectContaining({ sequence: "1" })]]);
  });
});

describe("the heads beside the database", () => {
  beforeEach(threeBatches);
  const linesOfHeads = () => readFileSync(heads, "utf8").trimEnd().split("\n");

  it("a changed head is named by its line", async () => {
    const lines = linesOfHeads();
    const changed = (lines[1] ?? "").replace(/"head":"[0-9a-f]{64}"/, `"head":"${"0".repeat(64)}"`);
    writeFileSync(heads, `${lines.with(1, changed).join("\n")}\n`);
    expect(await found()).toEqual([["kept-differs", { batch: 2, line: 2, first: "4", last: "6" }]]);
  });

  it("a cut-off, emptied or unreadable file is found", async () => {
    const lines = linesOfHeads();
    writeFileSync(heads, `${lines.slice(0, 1).join("\n")}\n`);
    expect(await found()).toEqual([["kept-behind", { kept: 1, batch: 3 }]]);
    // Two batches are more than a crash leaves: they are not written from the database, which might lie.
    await write(line(30));
    await sealWaiting(db.database, heads);
    expect(readHeads(heads).heads.has(3)).toBe(false);
    rmSync(heads);
    expect(await found()).toEqual([["kept-behind", { kept: 0, batch: 4 }]]);
    writeFileSync(heads, `${lines.with(1, "?").join("\n")}\n`);
    expect(await found()).toContainEqual(["kept-unreadable", { line: 2 }]);
    writeFileSync(
      heads,
      `${lines
        .with(0, lines[1] ?? "")
        .with(1, lines[0] ?? "")
        .join("\n")}\n`,
    );
    expect(await found()).toContainEqual(["kept-unreadable", { line: 2 }]);
  });

  it("a crash between the seal and its head is made good by the next seal", async () => {
    const lines = linesOfHeads();
    writeFileSync(heads, `${lines.slice(0, 2).join("\n")}\n{"batch":3,"fir`);
    await write(line(40));
    await sealWaiting(db.database, heads);
    expect(readHeads(heads).last?.batch).toBe(4);
    expect(await found()).toEqual([["kept-unreadable", { line: 3 }]]);
    writeFileSync(heads, `${lines.slice(0, 2).join("\n")}\n`);
    expect((await found()).map(([code]) => code)).toEqual(["kept-behind"]);
  });

  it("keeps of each day that is over the last head, and misses it when it is gone", async () => {
    await asAdministrator("update audit_batch set sealed_at = sealed_at - interval '3 days' where batch < 3");
    const moved = await db.database.withConnection(async (client) => {
      const { headColumns } = await import("./sealer.ts");
      return (await client.query(`select ${headColumns} from audit_batch b order by 1`)).rows;
    });
    writeFileSync(heads, moved.map((each) => `${JSON.stringify(each)}\n`).join(""));
    expect(await found()).toEqual([]);
    await thinHeads(heads);
    expect([...readHeads(heads).heads.keys()]).toEqual([2, 3]);
    expect(await found()).toEqual([]);
    writeFileSync(heads, `${JSON.stringify(moved[2])}\n`);
    expect(await found()).toEqual([["kept-missing", { batch: 2, day: moved[1].sealedAt.slice(0, 10) }]]);
  });

  it("a restore says so, and one that does not is found", async () => {
    await asAdministrator("delete from audit_event where sequence > 3", "delete from audit_batch where batch > 1");
    await sealRestored(db.database, heads);
    expect(await found()).toEqual([]);
    expect(readHeads(heads)).toMatchObject({ since: 2, last: { batch: 2, restored: true } });
    await write(line(50));
    await sealWaiting(db.database, heads);
    expect(await found()).toEqual([]);
    // A new machine has no heads of old; the restored ones rest on the first that it keeps.
    rmSync(heads);
    await sealRestored(db.database, heads);
    expect(await found()).toEqual([]);
  });
});

describe("keeping and letting go", () => {
  const age = (batches: string, days: number) =>
    asAdministrator(
      `update audit_batch set sealed_at = sealed_at - interval '${days} days' where batch in (${batches})`,
      `update audit_event set at = at - interval '${days} days' where sequence <= (select max(last_sequence) from audit_batch where batch in (${batches}))`,
    );

  /** Three batches of which the first two were sealed long ago, with digests and heads that fit. */
  async function oldBatches(days: number): Promise<void> {
    for (const first of [1, 4, 7]) {
      await write(line(first), line(first + 1), line(first + 2));
      if (first < 7)
        await asAdministrator(`update audit_event set at = at - interval '${days} days' where sequence is null`);
      await sealWaiting(db.database, heads);
    }
    await asAdministrator(`update audit_batch set sealed_at = sealed_at - interval '${days} days' where batch < 3`);
    const { headColumns } = await import("./sealer.ts");
    const rows = await db.database.withConnection(
      async (client) => (await client.query(`select ${headColumns} from audit_batch b order by 1`)).rows,
    );
    writeFileSync(heads, rows.map((each) => `${JSON.stringify(each)}\n`).join(""));
  }

  it("lets whole batches go that are old enough, leaves their heads, and says so in the trail", async () => {
    await oldBatches(200);
    expect(await removeExpired(db.database, 300)).toBe(0);
    expect(await removeExpired(db.database, 190)).toBe(6);
    await sealWaiting(db.database, heads);
    expect(await checkTrail(db.database, heads)).toEqual({ rows: 4, batches: 4, unsealed: 0, findings: [] });
    const text = await exported();
    expect(checkExported(text)).toEqual({ lines: 4, findings: [] });
    expect(text).toContain('"action":"remove-expired-audit"');
    expect(text).toContain('"thing":"batches:1-2"');
  });

  it("never less than half a year, whatever the setting says", async () => {
    await oldBatches(170);
    expect(await removeExpired(db.database, 1)).toBe(0);
  });

  it("a removal that was not recorded, came too early, or left something is found", async () => {
    await oldBatches(200);
    await asAdministrator(
      "delete from audit_event where sequence <= 6",
      "update audit_batch set removed_at = now() where batch < 3",
    );
    expect(await found()).toEqual([["removed-unrecorded", { batch: 2 }]]);
    await asAdministrator(
      "delete from audit_event where sequence > 6",
      "update audit_batch set removed_at = now() where batch = 3",
    );
    expect(await found()).toContainEqual(["removed-too-early", { batch: 3 }]);
  });

  it("a mark without a removal is found", async () => {
    await threeBatches();
    await age("1", 200);
    await asAdministrator("update audit_batch set removed_at = now() where batch = 1");
    expect(await found()).toContainEqual(["removed-rows-left", { sequence: "1", batch: 1 }]);
  });
});

describe("writing", () => {
  it("stands with the deed and falls with it", async () => {
    await expect(
      db.database.transaction(async (tx) => {
        await recordEvent(tx, line(1));
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await db.database.transaction((tx) => recordEvent(tx, line(2)));
    await sealWaiting(db.database, heads);
    expect(await checkTrail(db.database, heads)).toMatchObject({ rows: 1, findings: [] });
  });

  it("numbers without a gap whoever writes at the same time, also while sealing, and rolls nothing up", async () => {
    const trail = openTrail(db.database);
    const told: unknown[] = [];
    const sealer = openSealer({
      database: db.database,
      heads,
      keepDays: 1096,
      tell: (notice) => void told.push(notice),
    });
    const writing = Array.from({ length: 300 }, (_, n) => trail.write(line(n)));
    const deeds = Array.from({ length: 40 }, (_, n) =>
      db.database
        .transaction((tx) => recordEvent(tx, line(1000 + n)))
        .then(() => (n % 10 ? 0 : sealWaiting(db.database, heads))),
    );
    await Promise.all([...writing, ...deeds]);
    await sealer.close();
    expect(told).toEqual([]);
    expect(await checkTrail(db.database, heads)).toMatchObject({ rows: 340, unsealed: 0, findings: [] });
  });

  it("takes whatever was sent, without what the database cannot keep", async () => {
    await openTrail(db.database).write({ ...line(1), subject: "a\0b\ud800", thing: '"\\u0000\u2028' });
    await sealWaiting(db.database, heads);
    expect(await found()).toEqual([]);
  });

  it("tells whoever waits when a line could not be written", async () => {
    const trail = openTrail(db.database);
    await expect(trail.write({ ...line(1), outcome: "" })).rejects.toMatchObject({ code: "23514" });
    await trail.write(line(2));
  });

  it("keeps no address, and the same digest for the same one", () => {
    const one = openTrail(db.database, new Uint8Array(32).fill(1));
    const other = openTrail(db.database, new Uint8Array(32).fill(2));
    expect(one.addressDigest("10.0.0.1")).toMatch(/^[0-9a-f]{32}$/);
    expect(one.addressDigest("10.0.0.1")).toBe(one.addressDigest("10.0.0.1"));
    expect(one.addressDigest("10.0.0.1")).not.toBe(one.addressDigest("10.0.0.2"));
    expect(one.addressDigest("10.0.0.1")).not.toBe(other.addressDigest("10.0.0.1"));
    expect(openTrail(db.database).addressDigest("10.0.0.1")).toBeUndefined();
  });

  it("says when it cannot seal, once", async () => {
    const told: string[] = [];
    await write(line(1));
    const sealer = openSealer({
      ...{ database: db.database, heads: join(folder, "nowhere", "heads"), keepDays: 1096 },
      tell: ({ code }) => void told.push(code),
    });
    await sealer.close();
    expect(told).toEqual(["audit-not-sealed"]);
  });
});
