import { appendFileSync, existsSync, readdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ArrivalTown, openArrivalTown } from "./test-arrivals.ts";
import { removeTowns } from "./test-city.ts";
import { hotlineFile, hotlineMapping, plantedDefects } from "./test-hotline-file.ts";

let town: ArrivalTown;
beforeAll(async () => {
  town = await openArrivalTown();
});
afterAll(removeTowns);
afterAll(() => town?.drop());

const folderOf = (name: string) => join(town.folder, name);
/** Lets a file rest, looks, and looks once more. */
async function rest(): Promise<void> {
  await town.look();
  town.pass(61);
  await town.look();
  town.pass(61);
  await town.look();
}

test("a file with the defects that files of hotlines have is taken in, and each of them is found", async () => {
  await town.connect("files", { kind: "folder", folder: "hotline" });
  await town.describe("file-rows", "files", hotlineMapping);
  await town.every("files", 1);
  const rows = 3_000;
  writeFileSync(join(folderOf("hotline"), "orders.csv"), hotlineFile(rows));
  await rest();
  const run = (await town.rows("select id::int from arrival_run where name = 'orders.csv'"))[0];
  const { closedBefore, sameSecond, open, foreignAgency, badPostcode } = plantedDefects;
  const noted = sameSecond + open + foreignAgency + badPostcode;
  expect(await town.counts(Number(run?.id))).toEqual(["done", rows, rows - closedBefore, 0, 0, closedBefore, noted]);
  const notes = await town.rows(
    "select note, count(*)::int from arrived_record, unnest(notes) note where stream = 'file-rows' group by 1 order by 1",
  );
  expect(Object.fromEntries(notes.map(({ note, count }) => [note, count]))).toEqual({
    ...{ agency: foreignAgency, "not-closed": open, postcode: badPostcode, "same-second": sameSecond },
  });
  expect(readdirSync(folderOf("hotline"))).toEqual(["taken"]);
  expect(readdirSync(join(folderOf("hotline"), "taken"))).toEqual([`${run?.id}-orders.csv`]);
});

test("a file that is delivered twice changes nothing, one that is half written waits, and none is ever lost", async () => {
  const at = folderOf("hotline");
  renameSync(join(at, "taken", readdirSync(join(at, "taken"))[0] ?? ""), join(at, "orders.csv"));
  await rest();
  expect(await town.last()).toMatchObject({
    state: "done",
    fresh: 0,
    changed: 0,
    same: 3_000 - plantedDefects.closedBefore,
  });
  const whole = hotlineFile(40).replaceAll("5600", "5700");
  writeFileSync(join(at, "half.csv"), whole.slice(0, 900));
  await town.look();
  for (let written = 900; written < whole.length; written += 700) {
    town.pass(61);
    appendFileSync(join(at, "half.csv"), whole.slice(written, written + 700));
    await town.look();
    expect(await town.last()).toMatchObject({ state: "waiting", name: "half.csv", read: 0 });
  }
  await rest();
  expect(await town.last()).toMatchObject({ state: "done", name: "half.csv", read: 40 });
});

test("a file in another encoding, a workbook that is a trap, and what points elsewhere are not taken", async () => {
  const at = folderOf("hotline");
  writeFileSync(
    join(at, "gbk.csv"),
    Buffer.concat([Buffer.from(hotlineFile(1)), Buffer.from([0xd6, 0xd0, 0x2c, 0x0a])]),
  );
  writeFileSync(join(at, "macro.xlsx"), Buffer.from("PK\x03\x04 no workbook"));
  symlinkSync("/etc/hostname", join(at, "link.csv"));
  await rest();
  const failures = await town.rows(
    "select name, failure->>'code' as code, read from arrival_run where name in ('gbk.csv', 'macro.xlsx', 'link.csv') order by name",
  );
  expect(failures).toEqual([
    { name: "gbk.csv", code: "encoding-wrong", read: 0 },
    { name: "macro.xlsx", code: "file-refused", read: 0 },
  ]);
  expect(readdirSync(join(at, "refused")).map((name) => name.replace(/^\d+-/, ""))).toEqual(["gbk.csv", "macro.xlsx"]);
  expect(existsSync(join(at, "link.csv"))).toBe(true);
});

test("of several streams in one folder a file says by its name which it is for; others lie where they are", async () => {
  const at = folderOf("shared");
  await town.connect("shared", { kind: "folder", folder: "shared" });
  for (const stream of ["orders", "orders-old"]) await town.describe(stream, "shared", hotlineMapping);
  await town.every("shared", 1);
  for (const name of ["orders-2027.csv", "orders-old-2027.csv", "ordersx.csv", ".orders-hidden.csv"])
    writeFileSync(join(at, name), hotlineFile(40));
  await rest();
  const runs = await town.rows("select name, stream, state from arrival_run where connection = 'shared' order by name");
  expect(runs).toEqual([
    { name: "orders-2027.csv", stream: "orders", state: "done" },
    { name: "orders-old-2027.csv", stream: "orders-old", state: "done" },
  ]);
  expect(readdirSync(at).toSorted()).toEqual([".orders-hidden.csv", "ordersx.csv", "taken"]);
});
