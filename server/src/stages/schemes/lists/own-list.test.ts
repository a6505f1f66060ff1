import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readScheme, type Scheme, type Subject } from "@biaochi/engine";
import { rules } from "@biaochi/words";
import { beforeAll, describe, expect, it } from "vitest";
import { readDataset } from "../../../dataset/dataset.ts";
import { listSummary, type OwnList, ownList } from "./own-list.ts";

/** One unit, one list: in the demo city no two units are asked for the same. */
const folder = fileURLToPath(new URL("../../../../../examples/demo-city/", import.meta.url));
const nameUnit = (id: string) => ({ "zh-CN": id, en: id });
let everybody: readonly Subject[];

beforeAll(async () => {
  const { dataset, findings } = await readDataset({ folder });
  if (!dataset) throw new Error(JSON.stringify(findings));
  everybody = dataset.facts.subjects.filter(({ type }) => type === "unit");
}, 60_000);

const itemsOf = ({ nodes }: OwnList) => nodes.filter(({ kind }) => kind === "item");

/** The list as a person reads it: what is asked, for how many points, by which rule. */
const inWords = (own: OwnList): string =>
  itemsOf(own)
    .map(({ path, name, rule }) => [name["zh-CN"], own.worths[path], rule && rules.says("zh-CN", rule.says)].join(" "))
    .join("\n");

describe.each([
  ["scheme.v1.yaml", 59],
  ["scheme.v2.yaml", 60],
])("%s of the demo city", (name, count) => {
  const scheme = readScheme(readFileSync(`${folder}${name}`, "utf8")).scheme as Scheme;
  const lists = () => everybody.flatMap((unit) => ownList(scheme, unit, nameUnit, []) ?? []);

  it("gives every unit a list that no other has, in words and by its digest", () => {
    const own = lists();
    const digests = everybody.flatMap((unit) => listSummary(scheme, unit)?.digest ?? []);
    expect([own.length, new Set(own.map(inWords)).size, new Set(digests).size]).toEqual([count, count, count]);
  });

  it("gives every unit two to four tasks of its own, which no other unit has together", () => {
    const tasks = lists().map((own) => ({
      own,
      items: itemsOf(own).filter(({ path }) => path.includes("/tasks/")),
    }));
    expect(tasks.filter(({ items }) => items.length < 2 || items.length > 4).map(({ own }) => own.subject.id)).toEqual(
      [],
    );
    expect(new Set(tasks.map(({ items }) => items.map((each) => each.name["zh-CN"]).join("、"))).size).toBe(count);
    const shared = tasks.flatMap(({ own, items }) => items.filter(({ path }) => own.common.includes(path)));
    expect(shared).toEqual([]);
  });
});
