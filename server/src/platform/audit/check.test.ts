import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { canonicalText, digestAfter, lineColumns } from "./chain.ts";
import { checkTrail } from "./check.ts";
import { checkExported } from "./export.ts";
import { readHeads, thinHeads } from "./heads.ts";
import { sealRestored, sealWaiting } from "./sealer.ts";
import {
  asAdministrator,
  db,
  exported,
  found,
  heads,
  headsInDatabase,
  line,
  openTrailForEachTest,
  threeBatches,
  write,
} from "./test-trail.ts";

openTrailForEachTest();

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
    const moved = await headsInDatabase();
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
