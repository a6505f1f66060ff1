import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeWorkbook } from "./dataset/spreadsheet.ts";
import { sheetXml, workbookOf } from "./dataset/test-workbook.ts";
import { keepForecasts } from "./stages/intake/upper-forecast/keep.ts";
import { correctFigure, removeTowns, townPeople } from "./test-city.ts";
import { openTown } from "./test-open-town.ts";

let town: Awaited<ReturnType<typeof openTown>>;
const ask: (typeof town)["ask"] = (...asked) => town.ask(...asked);
type Body = Readonly<Record<string, unknown>>;

beforeAll(async () => {
  town = await openTown(townPeople, "2025-08-04");
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

describe("the forecast", () => {
  /** 85 and 85.5 are the means of the six units in the two quarters that are over; unit 3 has 72 and 75.25 of its projects done. */
  const rule = { kind: "completion-rate", target: "90" };
  const mean = { indicator: "answered", figure: "mean", period: "2025", how: "mean", rule };
  const deducted = { kind: "deviation", target: "80", per: "1", deduct: "2" };
  const lead = { indicator: "projects", figure: "lead", period: "2025", how: "latest", rule: deducted };
  let at = "";
  const forecast = async (who = "organiser") => (await ask(who, "GET", `${at}/forecast`)).body;
  const set = (item: string, basis: object | null, who = "organiser") =>
    ask(who, "POST", `${at}/bases`, { item, since: "2025-08-01", reason: "按上级解释", basis });
  const enter = (more: object) =>
    ask("organiser", "POST", `${at}/results`, {
      document: "示例〔2026〕9号（虚构）",
      publishedOn: "2025-08-04",
      ...more,
    });
  const itemsOf = (body: Body) => body.rows as readonly Body[];

  beforeAll(async () => {
    const { body } = await take({ form: "csv", text: `${csv} `, title: "预测用" });
    at = `/upper-schemes/${body.upper}`;
    const led = { item: "营商环境", lead: "u2", helping: ["u3", "u1"] };
    await ask("organiser", "POST", `${at}/leads`, led);
    await ask("organiser", "POST", `${at}/leads`, { item: "重点项目", lead: "u3" });
  });

  it("is a range from none to full marks as long as there is no basis, and not a figure", async () => {
    const body = await forecast();
    const known = { full: "0", now: "0", forecast: "0" };
    expect(body.total).toMatchObject({ full: "100", known, range: { low: "0", high: "100" }, unknown: 3 });
    expect(itemsOf(body).map(({ why, forecast: foretold }) => [why, foretold])).toEqual(
      Array(3).fill(["no-basis", null]),
    );
  });

  it("is what the rule gives for the figures that are there, exactly, and says who loses what", async () => {
    await set("营商环境", { ...mean, shares: { u3: 30 } });
    const { body } = await set("重点项目", lead);
    // 10 × 85.25 / 90; 30 less 2 × (80 − 75.25)
    expect(itemsOf(body)).toMatchObject([
      { method: "so-far", forecast: { value: "85.25", points: "341/36" }, range: null, set: { since: "2025-08-01" } },
      { method: "last-value", forecast: { value: "75.25", points: "20.5" } },
      { why: "no-basis", forecast: null, range: { low: "0", high: "60" } },
    ]);
    // 341 / 36 + 20.5
    const known = { full: "40", now: "1079/36", forecast: "1079/36" };
    expect(body.total).toMatchObject({ known, range: { low: "1079/36", high: "3239/36" }, unknown: 1, rangeless: 2 });
    // 19 / 36 of the first: 70 and 30 per cent; 9.5 of the second.
    expect(itemsOf(body)[0]?.lost).toMatchObject([
      { unit: { id: "u2" }, share: "70", points: "133/360" },
      { unit: { id: "u3" }, share: "30", points: "19/120" },
    ]);
    expect(body.byUnit).toMatchObject([
      { unit: { id: "u3" }, points: "1159/120", items: 2 },
      { unit: { id: "u2" }, points: "133/360", items: 1 },
    ]);
    // Without the first the mean is 86.25, without the second 85.85, without the third 85.45.
    expect(itemsOf(body)[0]?.lowering).toMatchObject([
      { unit: { id: "u1" }, value: "80.25", points: "1/9" },
      { unit: { id: "u2" }, points: "1/15" },
      { unit: { id: "u3" }, points: "1/45" },
    ]);
    const [seen] = itemsOf(await forecast("head"));
    expect(seen?.lowering).toMatchObject([{ unit: { id: "u1" }, points: "1/9" }]);
  });

  it("is moved by a figure that arrives, and what was foretold before is kept", async () => {
    await correctFigure(town.database, { subject: "u1", indicator: "answered", period: "2025Q2", value: "95.5" });
    const body = await forecast();
    // The second mean is 88: 10 × 86.5 / 90.
    expect(itemsOf(body)[0]?.forecast).toEqual({ value: "86.5", points: "173/18" });
    const next = { programme: "town", day: "2025-08-05" };
    const keep = () => town.database.transaction((tx) => keepForecasts(tx, "town", { ...next, isReplayed: false }));
    await keep();
    await keep();
    expect((await forecast()).steps).toMatchObject([
      { day: "2025-08-04", known: "1079/36" },
      { day: "2025-08-05", known: "271/9" }, // 173 / 18 + 20.5
    ]);
    const kept = await town.query(`select day from upper_forecast where day = '2025-08-05'`);
    expect(kept).toHaveLength(1);
  });

  it("is seen by a unit for the items that it leads or helps with, without the others’ losses and without the whole", async () => {
    const body = await forecast("head");
    expect(itemsOf(body).map(({ item }) => item)).toEqual(["营商环境"]);
    expect(body).toMatchObject({ total: null, byUnit: [], steps: [], published: null, mayWrite: false });
    expect(itemsOf(body)[0]?.lost).toEqual([]);
    await set("营商环境", { ...mean, units: ["u1", "u2", "u3"], shares: { u1: 10, u3: 30 } });
    const [own] = (await forecast("head")).rows as { basis: object; lost: { unit: { id: string } }[] }[];
    expect(own?.basis).toMatchObject({ units: ["u1"] });
    expect(own?.basis).toHaveProperty("shares", { u1: 10 });
    expect(own?.lost.map(({ unit }) => unit.id)).toEqual(["u1"]);
    await set("营商环境", { ...mean, shares: { u3: 30 } });
    expect(JSON.stringify(body)).not.toContain("重点项目");
    expect((await set("营商环境", null, "head")).code).toBe("not-permitted");
    expect((await ask("official", "GET", `${at}/forecast`)).code).toBe("not-permitted");
  });

  it("has a basis that fits or none", async () => {
    const codes = async (...bases: readonly object[]) => {
      const found = [];
      for (const basis of bases) found.push((await set("营商环境", { ...mean, ...basis })).code);
      return found;
    };
    expect(
      await codes({ indicator: "gone" }, { units: ["u99"] }, { period: "2025-03" }, { period: "2024..2026" }),
    ).toEqual(["upper-thing-unknown", "upper-thing-unknown", "upper-period-unfit", "upper-period-unfit"]);
    expect(await codes({ figure: "share" }, { by: "projects" })).toEqual(Array(2).fill("upper-by-unfit"));
    expect(await codes({ shares: { u3: 101 } }, { shares: { u4: 10 } }, { shares: { u3: 60, u1: 60 } })).toEqual([
      ...["request-unreadable", "upper-shares-unfit", "upper-shares-unfit"],
    ]);
    expect(
      await codes({ rule: null }, { rule: { ...deducted, per: "0" } }, { rule: { ...rule, target: "-1" } }),
    ).toEqual(Array(3).fill("upper-rule-unfit"));
    expect(await codes({ rule: { ...rule, target: "九十" } })).toEqual(["upper-number-unreadable"]);
    expect((await set("无此项", mean)).code).toBe("upper-thing-unknown");
    expect(itemsOf(await forecast())[0]?.forecast).toMatchObject({ value: "86.5" });
    const ended = await set("重点项目", null);
    expect(itemsOf(ended.body)[1]).toMatchObject({ why: "no-basis", forecast: null });
  });

  it("is assessed by what is published, whose points and day can be true", async () => {
    expect((await enter({})).code).toBe("upper-result-empty");
    expect((await enter({ total: "101" })).code).toBe("upper-result-above");
    expect((await enter({ items: [{ item: "营商环境", points: "10.5" }] })).code).toBe("upper-result-above");
    expect((await enter({ items: [{ item: "无", points: "1" }] })).code).toBe("upper-thing-unknown");
    expect((await enter({ total: "1", publishedOn: "2025-08-06" })).code).toBe("upper-result-ahead");
    await town.query(
      `insert into upper_forecast (upper, day, content, is_replayed)
       select upper, '2025-08-03', content, true from upper_forecast where day = '2025-08-04' and upper = ${at.split("/").at(-1)} limit 1`,
    );
    const { body } = await enter({ total: "70", items: [{ item: "营商环境", points: "9.5" }] });
    expect(body.published).toMatchObject({ document: "示例〔2026〕9号（虚构）", total: "70" });
    // Only the first item had been foretold by then: 341 / 36, which is 1 / 36 less.
    expect(body.record).toMatchObject({
      total: { foretold: null, error: null, inRange: true, day: "2025-08-03", isReplayed: true },
      items: [{ item: "营商环境", foretold: "341/36", published: "9.5", error: "1/36" }],
    });
    expect((await forecast("head")).record).toMatchObject({ total: null, items: [{ item: "营商环境" }] });
    const second = await enter({ items: [{ item: "营商环境", points: "9" }] });
    expect(second.body.published).toMatchObject({ total: null });
    expect(await town.query("select total from upper_published order by id")).toEqual([
      { total: "70" },
      { total: null },
    ]);
  });
});
