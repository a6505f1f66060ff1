import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkTrail } from "./check.ts";
import { recordEvent } from "./event.ts";
import { checkExported } from "./export.ts";
import { removeExpired } from "./retention.ts";
import { openSealer, sealWaiting } from "./sealer.ts";
import {
  asAdministrator,
  db,
  exported,
  folder,
  found,
  heads,
  headsInDatabase,
  line,
  openTrailForEachTest,
  threeBatches,
  write,
} from "./test-trail.ts";
import { openTrail } from "./trail.ts";

openTrailForEachTest();

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
    const rows = await headsInDatabase();
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
    await oldBatches(180); // half a year has at least 181
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
