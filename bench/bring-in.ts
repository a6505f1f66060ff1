// 100,000 officials with posts as a workbook, brought in through the product's own drafts: read, tried, recorded. Beside it the same
// workbook read alone, and the same rows by COPY alone. `bring-in.ts <people>`
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { readWorkbook, writeWorkbook } from "../server/src/dataset/spreadsheet.ts";
import { copyIn } from "../server/src/platform/copy.ts";
import { wholeCity } from "../server/src/platform/scope.ts";
import {
  addFile,
  queueApplication,
  queueReading,
  queueTrial,
  startImport,
} from "../server/src/stages/registry/bring-in/commands.ts";
import { askExport } from "../server/src/stages/registry/bring-in/exports.ts";
import { findImport } from "../server/src/stages/registry/bring-in/import-store.ts";
import { makeProgramme } from "../server/src/stages/registry/bring-in/made-store.ts";
import { noOpenings } from "../server/src/stages/registry/bring-in/openings.ts";
import { workOnImports } from "../server/src/stages/registry/bring-in/work.ts";
import { openCityPlatform } from "./city-database.ts";
import { peakMemory, say } from "./measure.ts";

const people = Number(process.argv[2] ?? "100000");
const programme = "bench";
const unitCount = 300;
const unitOf = (n: number): string => `U${(n % unitCount) + 1}`;

const workbook = Buffer.from(
  await writeWorkbook([
    {
      name: "单位",
      rows: [
        ["单位编号", "单位名称"],
        ...Array.from({ length: unitCount }, (_, n) => [`U${n + 1}`, `第${n + 1}单位（虚构）`]),
      ],
    },
    {
      name: "干部",
      rows: [
        ["人员编号", "姓名", "人员类别", "职级"],
        ...Array.from({ length: people }, (_, n) => [`p${n}`, `人员${n}`, "公务员", "一级科员"]),
      ],
    },
    {
      name: "任职",
      rows: [
        ["人员编号", "任职单位", "职责类别", "任职方式", "职务", "任职日期"],
        ...Array.from({ length: people }, (_, n) => [`p${n}`, unitOf(n), "一般干部", "主职", "科员", "2021-05-01"]),
      ],
    },
  ]),
);

const data = mkdtempSync(join(tmpdir(), "biaochi-bench-"));
chmodSync(data, 0o711);
const platform = await openCityPlatform(data);
const figures: Record<string, number> = { megabytes: workbook.length / 1e6 };
const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const begun = performance.now();
  const value = await work();
  figures[name] = performance.now() - begun;
  return value;
};
try {
  const { database } = platform;
  await timed("workbook alone", () => readWorkbook(workbook));
  figures["memory, workbook alone"] = peakMemory();
  await database.withConnection(async (client) => {
    await client.query(
      "create temporary table official_copy (like official including defaults); create temporary table post_copy (like post including defaults)",
    );
    const name = JSON.stringify({ "zh-CN": "人员", en: "人员" });
    function* officials() {
      for (let n = 0; n < people; n++) yield [programme, `p${n}`, "1", name, String(n), "civil-servant", "一级科员"];
    }
    function* posts() {
      for (let n = 0; n < people; n++)
        yield [programme, `p${n}.1`, "1", `p${n}`, unitOf(n), "staff", "main", "科员", "2021-05-01", "1"];
    }
    await timed("COPY alone", async () => {
      await copyIn(
        client,
        "official_copy",
        ["programme", "id", "recording", "name", "sort", "regime", "rank"],
        officials(),
      );
      const columns = [
        "programme",
        "id",
        "recording",
        "official",
        "unit",
        "role_class",
        "kind",
        "title",
        "since",
        "share",
      ];
      await copyIn(client, "post_copy", columns, posts());
    });
  });
  await database.transaction((tx) =>
    makeProgramme(tx, { id: programme, title: { "zh-CN": "测算", en: "Bench" }, cycle: "2026", by: "bench" }),
  );
  const by = { programme, account: "bench", day: "2026-09-30", extent: "additional" } as const;
  const id = await database.transaction((tx) => startImport(tx, by));
  const work = () => workOnImports(database, { openings: noOpenings });
  const now = async () => {
    const draft = await database.transaction((tx) => findImport(tx, wholeCity, id));
    if (draft === undefined) throw new Error("no import");
    return draft;
  };
  await database.decide((tx) => addFile(tx, wholeCity, { id, position: 0, name: "bench.xlsx", content: workbook }));
  await database.decide((tx) => queueReading(tx, wholeCity, id));
  await timed("read and propose", work);
  const { revision } = await now();
  await database.decide((tx) => queueTrial(tx, wholeCity, id, { account: "bench", revision }));
  await timed("try", work);
  const tried = await now();
  await database.decide((tx) => queueApplication(tx, wholeCity, id, { revision: tried.revision, reason: "bench" }));
  await timed("record", work);
  const done = await now();
  await database.transaction((tx) =>
    askExport(tx, { programme, account: "bench", lang: "zh-CN", purpose: "bench", extent: "without-decisions" }),
  );
  await timed("out", work);
  figures["memory, all"] = peakMemory();
  figures.all = (figures["read and propose"] ?? 0) + (figures.try ?? 0) + (figures.record ?? 0);
  const { rows } = await database.withConnection((client) =>
    client.query<{ n: number }>(
      "select count(*)::int as n from current_subject where programme = $1 and type = 'official'",
      [programme],
    ),
  );
  say({
    figures,
    checksum: done.state === "applied" && rows[0]?.n === people ? "equal" : `DIFFER ${done.failure} ${rows[0]?.n}`,
  });
} finally {
  await platform.close();
  rmSync(data, { recursive: true, force: true });
}
