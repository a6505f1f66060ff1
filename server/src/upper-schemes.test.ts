import { afterAll, beforeAll, expect, it } from "vitest";
import { writeWorkbook } from "./dataset/spreadsheet.ts";
import { sheetXml, workbookOf } from "./dataset/test-workbook.ts";
import { removeTowns, townPeople } from "./test-city.ts";
import { openTown } from "./test-open-town.ts";

let town: Awaited<ReturnType<typeof openTown>>;
const ask: (typeof town)["ask"] = (...asked) => town.ask(...asked);
type Body = Readonly<Record<string, unknown>>;

beforeAll(async () => {
  town = await openTown(townPeople, "2025-06-10");
}, 60_000);
afterAll(removeTowns);
afterAll(() => town?.close());

const take = (file: object) =>
  ask("organiser", "POST", "/upper-schemes", { programme: "town", name: "自治区考核方案（虚构）", file });
const csv = "项目,权重,指标说明\n营商环境,10,好差评\n重点项目,30,完成率\n环境质量,60,优良天数\n合计,100,\n";
type Row = { item: string; share: string; here: string | null; gap: string | null; lead: object | null };
const rowsOf = ({ rows }: Body) => rows as readonly Row[];

it("takes a table over, lays each weight beside the list of whoever leads, and names what nobody leads", async () => {
  const { body } = await take({ form: "csv", text: csv, title: "对市考核" });
  const at = `/upper-schemes/${body.upper}`;
  const lead = (more: object) => ask("organiser", "POST", `${at}/leads`, { item: "营商环境", ...more });
  const led = await lead({ lead: "u2", helping: ["u3", "u2", "u3"], indicators: ["answered"] });
  expect(led.body).toMatchObject({ items: 3, open: 2, whole: "100", against: { scheme: "town", version: 1 } });
  // 10 % of the whole there; our scheme gives the replies 60 of the 100 points of a unit.
  expect(rowsOf(led.body)[0]).toMatchObject({
    ...{ share: "10.00", here: "60.00", gap: "-50.00" },
    ...{ lead: { id: "u2" }, helping: [{ id: "u3" }], set: { by: { id: "organiser" } } },
  });
  await ask("organiser", "POST", `${at}/leads`, { item: "重点项目", lead: "u3", indicators: ["projects", "answered"] });
  const { body: seen } = await ask("head", "GET", at);
  expect(seen).toMatchObject({ mayWrite: false, open: 1 });
  expect(rowsOf(seen)[1]).toMatchObject({ share: "30.00", here: "100.00", gap: "-70.00" });
  expect(
    rowsOf(seen)
      .filter((each) => each.lead === null)
      .map((each) => each.item),
  ).toEqual(["环境质量"]);
  // An indicator that is on no list of a unit weighs nothing there, which is not zero.
  const own = await lead({ lead: "u2", indicators: ["own"] });
  expect(rowsOf(own.body)[0]).toMatchObject({ here: null, gap: null });
  // Taken back: open again, and what was said before stays on record.
  expect((await lead({ lead: null, helping: ["u3"] })).body).toMatchObject({ open: 2 });
  const kept = await town.query("select lead from upper_item_lead order by id");
  expect(kept.map((row) => row.lead)).toEqual(["u2", "u3", "u2", null]);
});

it("refuses what is there already, what nobody knows, and what is no list of items", async () => {
  expect((await take({ form: "csv", text: csv, title: "又一次" })).code).toBe("upper-known");
  expect((await take({ form: "csv", text: "a,b\n1,2\n", title: "x" })).code).toBe("upper-unreadable");
  expect((await take({ form: "scheme", text: "id: x" })).code).toBe("upper-unreadable");
  const rowOf = (...texts: readonly string[]) =>
    `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;
  const sheetOf = (name: string) => sheetXml(rowOf("项目", "权重") + rowOf(name, "10"));
  const unkept = workbookOf(sheetOf("a&#0;b"));
  const large = { name: "xl/media/a.xml", content: Buffer.alloc(70 * 1024 * 1024, " ") };
  const expanding = workbookOf(sheetOf("甲"), [large]);
  for (const content of [Buffer.from("no workbook"), expanding, unkept])
    expect((await take({ form: "xlsx", content: content.toString("base64"), title: "x" })).code).toBe(
      "upper-unreadable",
    );
  const { body } = await ask("organiser", "GET", "/upper-schemes");
  const [first] = body.uppers as { upper: number }[];
  for (const more of [{ item: "无此项" }, { lead: "u99" }, { helping: ["x"] }, { indicators: ["x"] }])
    expect(
      (
        await ask("organiser", "POST", `/upper-schemes/${first?.upper}/leads`, {
          item: "环境质量",
          lead: "u1",
          ...more,
        })
      ).code,
    ).toBe("lead-unknown");
  expect(
    (await ask("head", "POST", `/upper-schemes/${first?.upper}/leads`, { item: "环境质量", lead: "u1" })).code,
  ).toBe("not-permitted");
});

it("reads a workbook as it reads a table, and is no scheme that a run could take", async () => {
  const rows = [
    ["考核项目", "分值", "考核标准"],
    ["营商环境", 15, "好差评"],
    ["安全生产", 5, null],
  ] as const;
  const content = Buffer.from(await writeWorkbook([{ name: "对市考核", rows: rows.map((row) => [...row]) }]));
  const { body, status } = await take({ form: "xlsx", content: content.toString("base64"), title: "工作簿" });
  expect(status).toBe(201);
  const { body: page } = await ask("organiser", "GET", `/upper-schemes/${body.upper}`);
  expect(rowsOf(page)).toMatchObject([
    { item: "营商环境", share: "75.00", indicator: "好差评" },
    { item: "安全生产", share: "25.00", indicator: null },
  ]);
  const { body: schemes } = await ask("organiser", "GET", "/schemes?programme=town");
  expect(schemes.versions).toMatchObject([{ scheme: "town", version: 1 }]);
});
