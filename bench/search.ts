// Search in 100,000 names, through the product's own store: processor time of a question in server and PostgreSQL together, and its
// wall time beside the same question as a LIKE over every name. `search.ts <people> <rounds>`
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { Subject } from "@biaochi/engine";
import { sql } from "kysely";
import { onConnection, openRecording } from "../server/src/platform/recordings.ts";
import { type Scope, wholeCity } from "../server/src/platform/scope.ts";
import { searchSubjects, wantedOf } from "../server/src/stages/registry/search-store.ts";
import { saveProgramme, saveSubjects } from "../server/src/stages/registry/store.ts";
import { openCityPlatform } from "./city-database.ts";
import { median, say } from "./measure.ts";

const [, , people = "100000", rounds = "40"] = process.argv;
const programme = "bench";
const unitCount = 200;
const surnames = [..."王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余"];
const given = [
  ..."文子思景书若安承以知清云怀嘉亦时晓立向望采闻守允衡和宁川禾舟言南青岚桥晨行石朗矩砚度准秋原棠谷屿明国建华志强伟芳丽敏静军洋勇艳杰娟涛超霞平刚桂英",
];
const spelt = ["wang", "li", "zhang", "liu", "chen", "yang", "huang", "zhao", "zhou", "wu", "xu", "sun", "ma", "zhu"];

/** Names that repeat as names do: a surname of forty, one or two signs of eighty. */
function subjects(): readonly Subject[] {
  const units = Array.from({ length: unitCount }, (_, u): Subject => {
    const name = { "zh-CN": `第${u + 1}单位（虚构）`, en: `Unit ${u + 1} (fictional)` };
    return { id: `U${u + 1}`, type: "unit", name, sort: u, attributes: {}, service: [] };
  });
  const pick = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;
  const officials = Array.from({ length: Number(people) }, (_, i): Subject => {
    const hash = Math.imul(i + 1, 2_654_435_761) >>> 0;
    const [a, b, c] = [hash % 997, (hash >>> 8) % 991, (hash >>> 16) % 983];
    const zh = pick(surnames, a) + pick(given, b) + (i % 5 === 0 ? "" : pick(given, c));
    const en = `${pick(spelt, c)}${b % 10} ${pick(spelt, a)}`;
    return {
      ...{ id: `p${i}`, type: "official", name: { "zh-CN": zh, en }, sort: i, unit: `U${(i % unitCount) + 1}` },
      ...{ attributes: {}, service: [] },
    };
  });
  return [...units, ...officials];
}

/** ms of processor time of a process; a tick is 10 ms, which many rounds make small. */
const cpuOf = (pid: number): number => {
  const after = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(after[11]) + Number(after[12])) * 10;
};
const ownCpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const ofUnit: Scope = [{ role: "head", reach: { kind: "units", programme, units: ["U7"] }, releases: [] }];
const questions: Readonly<Record<string, readonly [string, Scope]>> = {
  "three signs": ["王文衡", wholeCity],
  "two signs": ["王文", wholeCity],
  "two signs, given": ["明国", wholeCity],
  "one sign": ["王", wholeCity],
  "one sign, given": ["文", wholeCity],
  "one sign, hardly any": ["志", wholeCity],
  "one sign, in one unit": ["王", ofUnit],
  latin: ["zha", wholeCity],
  "latin, two words": ["wang5 li", wholeCity],
  "a number": ["p9876", wholeCity],
  "everybody (p)": ["p", wholeCity],
  "everybody (p), in one unit": ["p", ofUnit],
  nobody: ["阿里木", wholeCity],
};

const data = mkdtempSync(join(tmpdir(), "biaochi-bench-"));
chmodSync(data, 0o711);
const platform = await openCityPlatform(data);
try {
  const { database } = platform;
  const begun = performance.now();
  await database.withConnection(async (client) => {
    await client.query("begin");
    const recording = await openRecording(onConnection(client), {
      ...{ programme, kind: "import", name: "names", author: "bench" },
    });
    await saveProgramme(client, { id: programme, title: { "zh-CN": "测算", en: "Bench" }, synthetic: true });
    await saveSubjects(client, { programme, recording: recording.id }, subjects());
    await client.query("commit");
    await client.query("vacuum analyze subject");
  });
  const figures: Record<string, number> = { recorded: performance.now() - begun };
  const sums: boolean[] = [];
  await database.read(async (tx) => {
    const backend = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]?.pid ?? 0;
    for (const [name, [q, scope]] of Object.entries(questions)) {
      const wanted = wantedOf(q);
      const [wall, like]: [number[], number[]] = [[], []];
      const ours = () => searchSubjects(tx, scope, wanted, "official");
      const theirs = () =>
        sql`select s.id from subject s where s.type = 'official' and (s.name->>'zh-CN' ilike ${`%${q}%`}
          or s.name->>'en' ilike ${`%${q}%`} or s.id ilike ${`%${q}%`}) order by s.sort limit 11`.execute(tx);
      for (let round = 0; round < 4; round++) {
        const start = performance.now();
        const { rows } = await theirs();
        const between = performance.now();
        const found = await ours();
        like.push(between - start);
        wall.push(performance.now() - between);
        // A Chinese question finds what LIKE finds.
        if (round === 0 && scope === wholeCity && /\p{Script=Han}/u.test(q)) sums.push(found.length === rows.length);
      }
      const before = cpuOf(backend) + ownCpu();
      for (let round = 0; round < Number(rounds); round++) await ours();
      figures[name] = (cpuOf(backend) + ownCpu() - before) / Number(rounds);
      figures[`${name} wall`] = median(wall);
      figures[`${name} like`] = median(like);
    }
  });
  say({ figures, checksum: sums.every(Boolean) ? "equal" : `DIFFER ${sums.join(" ")}` });
} finally {
  await platform.close();
  rmSync(data, { recursive: true, force: true });
}
