import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readWorkbook, writeWorkbook } from "./dataset/spreadsheet.ts";
import { contentTypes, zipOf } from "./dataset/test-workbook.ts";
import type { Transaction } from "./platform/database.ts";
import { closePeriod, reopenPeriod } from "./stages/intake/closed-period-store.ts";
import { readFigure } from "./stages/intake/reporting/figure.ts";
import { askOn } from "./stages/intake/reporting/look.ts";
import { lockProgramme } from "./stages/intake/reporting/report-store.ts";
import { removeTowns, unitCount } from "./test-city.ts";
import { openTown } from "./test-open-town.ts";
import { recordReportingYear, reportingPeople } from "./test-reporting-town.ts";

/** A town in which units report, from test to test. */
const today = "2026-09-02";
const period = "2026-08";
const days = { reportDays: 5, reportOfficeDays: 3 };
let town: Awaited<ReturnType<typeof openTown>>;
const askOnDay = (day: string) => town.database.transaction((tx) => askOn(tx, { programme: "town", day }, days));
beforeAll(async () => {
  town = await openTown(reportingPeople, today);
  await recordReportingYear(town.database);
  await askOnDay(today);
}, 120_000);
afterAll(async () => {
  await town?.close();
  removeTowns();
});

type Row = {
  readonly report: number;
  readonly unit: { id: string };
  readonly indicator: { id: string };
  readonly act: number;
  readonly [name: string]: unknown;
};
const listed = async (who: string, query = ""): Promise<readonly Row[]> =>
  (await town.ask(who, "GET", `/reports${query}`)).body.reports as Row[];
const one = async (indicator: string, unit = "u1"): Promise<Row> => {
  const all = [...(await listed("organiser")), ...(await listed("organiser", "?state=accepted"))];
  const found = all.find((each) => each.indicator.id === indicator && each.unit.id === unit);
  if (found === undefined) throw new Error(`no report of ${indicator} by ${unit}`);
  return found;
};
const submit = (who: string, ...reports: readonly object[]) =>
  town.ask(who, "POST", "/reports/submission", { reports });
const hand = (who: string, what: "confirmation" | "acceptance", ...rows: readonly Row[]) =>
  town.ask(who, "POST", `/reports/${what}`, { reports: rows.map(({ report, act }) => ({ report, act })) });
const giveBack = (who: string, { report, act }: Row, reason = "口径不对") =>
  town.ask(who, "POST", `/reports/${report}/return`, { act, reason });
/** Whether somebody may enter, confirm and accept one of the first unit. */
const maysOf = async (who: string, indicator: string) => {
  const row = (await listed(who)).find((each) => each.indicator.id === indicator && each.unit.id === "u1");
  return [row?.mayEnter, row?.mayConfirm, row?.mayAccept];
};
const todosOf = async (who: string): Promise<readonly string[]> => {
  const { body } = await town.ask(who, "GET", "/todos");
  return (body.todos as { kind: string }[]).map(({ kind }) => kind).filter((kind) => kind.endsWith("-reports"));
};
const facts = () =>
  town.query(
    `select subject, indicator, period, value, source from observation where period = '${period}' order by 1, 2`,
  );

describe("what is due", () => {
  it("follows from the scheme: what is reported, of the units whose list reads it, once, and is on the meter", async () => {
    expect((await listed("liaison")).map(({ indicator, state, period: of }) => [indicator.id, state, of])).toEqual(
      [...[["errands", "due", period]], ["visits", "due", period]].toSorted(([a = ""], [b = ""]) => (a < b ? 1 : -1)),
    );
    const due = await town.query("select unit, indicator, due::text from report order by 2, 1");
    expect(due).toHaveLength(unitCount + 3);
    expect(due.filter((row) => row.indicator === "incidents").map((row) => row.unit)).toEqual(["u6"]);
    expect(due[0]).toEqual({ unit: "u1", indicator: "errands", due: "2026-09-08" }); // five working days after 1 September
    const asks = () =>
      town.query("select sum(minutes)::int as minutes, count(*)::int as n from ask where kind = 'report'");
    expect(await asks()).toEqual([{ n: due.length, minutes: due.length * 3 }]);
    await askOnDay(today);
    expect(await asks()).toEqual([{ n: due.length, minutes: due.length * 3 }]);
    expect(await town.query("select from ask where kind = 'enter-reports'")).toEqual([]);
    expect([await todosOf("liaison"), await todosOf("head"), await todosOf("organiser")]).toEqual([
      ["enter-reports"],
      [],
      [],
    ]);
  });

  it("is nobody's business beyond the unit, whoever answers for the figure, and the office", async () => {
    expect((await listed("liaison-2")).map(({ unit }) => unit.id)).toEqual(["u2", "u2"]);
    expect(new Set((await listed("owner")).map(({ indicator }) => indicator.id))).toEqual(new Set(["visits"]));
    expect((await town.ask("official", "GET", "/reports")).code).toBe("not-permitted");
    const { report } = await one("errands");
    expect((await town.ask("liaison-2", "GET", `/reports/${report}`)).code).toBe("outside-scope");
    expect((await submit("liaison-2", { report, value: "1" })).code).toBe("outside-scope");
    expect((await submit("head", { report, value: "1" })).code).toBe("not-permitted");
  });
});

describe("a figure", () => {
  it("that does not fit is refused beside its report, with what would, and none of them is submitted", async () => {
    const [visits, errands] = [await one("visits"), await one("errands")];
    const refused = await submit(
      "liaison",
      { report: visits.report, value: "3.5" },
      { report: errands.report, value: "很多" },
    );
    expect(refused.code).toBe("report-values");
    expect(refused.body.findings).toMatchObject([
      { path: "/body/reports/0/value", code: "report-value.decimals", params: { most: "0", indicator: "接访批次" } },
      { path: "/body/reports/1/value", code: "report-value.not-a-number", params: { found: "很多" } },
    ]);
    const codes = async (value: string) =>
      ((await submit("liaison", { report: visits.report, value })).body.findings as { code: string }[])[0]?.code;
    expect(await codes("")).toBe("report-value.empty");
    expect(await codes("1234567890123456")).toBe("report-value.too-long");
    expect((await one("visits")).state).toBe("due");
    const file = { report: visits.report, value: "3", evidence: ["0".repeat(64)] };
    expect((await submit("liaison", file)).body.findings).toMatchObject([{ code: "report-value.evidence" }]);
  });

  it("is read as an office writes it, goes to the head, and submitted again exactly so changes nothing", async () => {
    const { report } = await one("errands");
    const sent = { report, value: "１,２３４.50", note: "含村社" };
    expect((await submit("liaison", sent)).status).toBe(200);
    const first = await one("errands");
    expect(first).toMatchObject({ state: "submitted", holder: "head", value: "1234.5", note: "含村社" });
    expect((await submit("liaison", sent)).status).toBe(200);
    expect((await one("errands")).act).toBe(first.act);
    expect((await submit("liaison", { report, value: "12" })).status).toBe(200);
    expect((await hand("head", "confirmation", first)).code).toBe("report-moved"); // the head had seen another figure
    expect(await one("errands")).toMatchObject({ state: "submitted", value: "12", note: null });
    expect(await todosOf("head")).toEqual(["confirm-reports"]);
  });

  it("is confirmed by the head with one press, and accepted by whoever answers for it: then it is one fact", async () => {
    const visits = await one("visits");
    expect((await submit("liaison", { report: visits.report, value: "7" })).status).toBe(200);
    expect(await todosOf("liaison")).toEqual([]);
    const both = [await one("visits"), await one("errands")];
    expect((await hand("head-2", "confirmation", ...both)).code).toBe("outside-scope");
    expect((await hand("liaison", "confirmation", ...both)).code).toBe("not-permitted");
    expect((await hand("owner", "acceptance", both[0] as Row)).code).toBe("report-elsewhere");
    expect((await giveBack("owner", both[0] as Row)).code).toBe("report-elsewhere"); // the unit has not confirmed it
    const mays = async () => Promise.all(["liaison", "head", "owner"].map((who) => maysOf(who, "visits")));
    expect(await mays()).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, false],
    ]);
    expect((await hand("head", "confirmation", ...both)).status).toBe(200);
    expect(await facts()).toEqual([]);
    const [seen, other] = [await one("visits"), await one("errands")];
    expect(seen).toMatchObject({ state: "confirmed", holder: "owner" });
    expect(await mays()).toEqual([
      [false, false, false],
      [false, false, false],
      [false, false, true],
    ]);
    expect((await giveBack("head", seen)).code).toBe("report-elsewhere");
    expect([await todosOf("head"), await todosOf("owner")]).toEqual([[], ["accept-reports"]]);
    expect((await submit("liaison", { report: seen.report, value: "8" })).code).toBe("report-elsewhere");
    expect((await hand("owner", "acceptance", other)).code).toBe("outside-scope");
    const hold = (tx: Transaction) => lockProgramme(tx, "town");
    expect(await town.waits(hold, () => hand("owner", "acceptance", { ...seen, act: seen.act - 1 }))).toBe(true);
    const two = await Promise.all([1, 2].map(() => hand("owner", "acceptance", seen)));
    expect(two.map(({ code }) => code ?? "").toSorted()).toEqual(["", "report-elsewhere"]);
    expect(await facts()).toEqual([
      { subject: "u1", indicator: "visits", period, value: "7", source: `report:${seen.report}` },
    ]);
    const { body } = await town.ask("liaison", "GET", `/reports/${seen.report}`);
    expect(body).toMatchObject({ state: "accepted", holder: null, fact: `report:${seen.report}`, trust: "D" });
    expect((body.acts as { kind: string }[]).map(({ kind }) => kind)).toEqual(["submitted", "confirmed", "accepted"]);
    expect((await giveBack("owner", await one("visits"))).code).toBe("report-elsewhere");
  });

  it("is given back with a reason and what was entered in its fields; mended it goes the same way", async () => {
    const errands = await one("errands");
    expect((await giveBack("owner", errands)).code).toBe("outside-scope");
    expect((await giveBack("owner-2", errands)).status).toBe(200);
    expect(await one("errands")).toMatchObject({
      state: "returned",
      holder: "liaison",
      reason: "口径不对",
      value: "12",
    });
    expect([await todosOf("liaison"), await todosOf("owner-2")]).toEqual([["mend-reports"], []]);
    expect((await hand("head", "confirmation", await one("errands"))).code).toBe("report-elsewhere");
    expect((await submit("liaison", { report: errands.report, value: "11.5" })).status).toBe(200);
    expect((await giveBack("head", await one("errands"), "再核一遍")).status).toBe(200);
    expect((await submit("liaison", { report: errands.report, value: "11.5" })).status).toBe(200);
    expect((await hand("head", "confirmation", await one("errands"))).status).toBe(200);
    expect((await hand("organiser", "acceptance", await one("errands"))).status).toBe(200);
    expect((await facts()).map(({ value }) => value)).toEqual(["11.5", "7"]);
  });

  it("is not the word of one person at two steps", async () => {
    const { report } = await one("visits", "u3");
    expect((await submit("both", { report, value: "1" })).status).toBe(200);
    expect((await hand("both", "confirmation", await one("visits", "u3"))).code).toBe("same-person");
    expect((await giveBack("both", await one("visits", "u3"))).code).toBe("same-person");
  });
});

it("a share lies between none and all", () => {
  const share = { decimals: 1, isShare: true, measure: "%" };
  const read = (typed: string, isShare = true) => readFigure(typed, { ...share, isShare });
  expect([read("100%"), read("0"), read("100.1", false)]).toEqual(["100", "0", "100.1"]);
  for (const typed of ["100.1", "-0.1"]) expect(read(typed)).toEqual({ code: "share", values: { found: typed } });
});

describe("what is pasted or sent as a file", () => {
  const rowsOf = async (text: string) =>
    ((await town.ask("liaison-2", "POST", "/reports/rows", { text })).body.rows as object[]) ?? [];

  it("says which row fits which report and why others do not; nothing is kept", async () => {
    const [visits, errands] = [await one("visits", "u2"), await one("errands", "u2")];
    expect(await rowsOf("接访批次\t５\t属实\nErrands\t很多\n别的\t1\nvisits\t6\n")).toMatchObject([
      { row: 1, report: visits.report, value: "５", note: "属实", fault: null },
      { row: 2, report: errands.report, fault: { code: "report-value.not-a-number" } },
      { row: 3, report: null, fault: { code: "report-row.unknown" } },
      { row: 4, report: visits.report, fault: { code: "report-row.twice" } },
    ]);
    expect(await rowsOf(`期间\t指标\t本期数值\n${period}\t接访批次\t4`)).toMatchObject([
      { row: 2, report: visits.report, value: "4", fault: null },
    ]);
    expect(await one("visits", "u2")).toMatchObject({ state: "due", act: null });
    const { body } = await town.ask("both", "POST", "/reports/rows", { text: "接访批次\t5" });
    expect(body.rows).toMatchObject([{ report: null, fault: { code: "report-row.unknown" } }]); // it waits for the head
  });

  it("goes out as a workbook and comes back by the same door; what is no workbook is said", async () => {
    const { bytes } = await town.ask("liaison-2", "GET", "/reports/table?lang=zh-CN");
    const sheets = await readWorkbook(Buffer.from(bytes));
    if (!("sheets" in sheets)) throw new Error(sheets.code);
    const [headings = [], ...due] = sheets.sheets[0]?.rows ?? [];
    const told = (cell: unknown) => (typeof cell === "string" ? cell : ((cell as { text?: string })?.text ?? ""));
    const value = headings.findIndex((cell) => told(cell) === "本期数值");
    expect(due).toHaveLength(2);
    const filled = due.map((row) => headings.map((_, at) => (at === value ? "8" : told(row[at]))));
    const content = Buffer.from(await writeWorkbook([{ name: "s", rows: [headings.map(told), ...filled] }]));
    const { body } = await town.sendFile("liaison-2", "/reports/table?name=a.xlsx", content);
    expect(body.findings).toEqual([]);
    expect((body.rows as { value: string; fault: unknown }[]).map((row) => [row.value, row.fault])).toEqual([
      ["8", null],
      ["8", null],
    ]);
    const hostile = await town.sendFile("liaison-2", "/reports/table?name=a.xlsx", Buffer.from("<html>"));
    expect(hostile.body).toMatchObject({ rows: [], findings: [{ code: "file-not-workbook" }] });
    const large = await town.sendFile(
      "liaison-2",
      "/reports/table?name=a.csv",
      Buffer.alloc(4 * 1024 * 1024 + 1, "\n"),
    );
    expect(large.body).toMatchObject({ rows: [], findings: [{ code: "goals-too-large" }] });
  });
});

describe("evidence", () => {
  const pdf = Buffer.from("%PDF-1.7 something");
  const types = (main: string) => ({ name: "[Content_Types].xml", content: contentTypes(main) });
  const workbook = { name: "xl/workbook.xml", content: Buffer.from("<workbook/>") };
  const spreadsheet = types("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml");
  const xlsx = zipOf([spreadsheet, workbook]);
  const linked = zipOf([
    spreadsheet,
    workbook,
    { name: "xl/externalLinks/externalLink1.xml", content: Buffer.from("<x/>") },
  ]);
  const notOffice = [zipOf([types("application/octet-stream"), workbook]), zipOf([spreadsheet])];
  const macros = zipOf([types("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), workbook]);
  const send = (report: number, content: Buffer, who = "liaison-2", declared = "&declared=yes") =>
    town.sendFile(who, `/reports/${report}/evidence?name=a${declared}`, content);
  let loose: unknown;
  const open = (who: string, report: number, sha256: unknown, query = "") =>
    town.ask(who, "GET", `/reports/${report}/evidence/${sha256}${query}`);

  it("is what its own bytes say, of the size that is taken, declared, from whoever enters the figure", async () => {
    const { report } = await one("visits", "u2");
    const tooLarge = Buffer.concat([pdf, Buffer.alloc(5 * 1024 * 1024)]);
    for (const content of [Buffer.from("<script>"), macros, linked, ...notOffice, tooLarge])
      expect((await send(report, content)).code).toBe("report-file-unfit");
    expect((await send(report, pdf, "liaison-2", "")).code).toBe("request-unreadable");
    expect((await send(report, pdf, "liaison")).code).toBe("outside-scope");
    expect((await send(report, pdf)).body).toMatchObject({ mediaType: "application/pdf", size: pdf.length });
    expect((await send(report, xlsx)).body.mediaType).toMatch(/spreadsheetml.sheet$/);
  });

  it("is found by its digest beside another report, and raises the trust in the figure", async () => {
    const { report } = await one("visits", "u2");
    const { body } = await town.ask("liaison-2", "GET", `/reports/${report}`);
    const [first, second] = body.files as { sha256: string }[];
    expect(await town.query("select count(*)::int as n from report_file")).toEqual([{ n: 2 }]);
    expect((await send(report, pdf)).status).toBe(200); // once more
    expect(await town.query("select count(*)::int as n from report_file")).toEqual([{ n: 2 }]);
    const evidence = [first?.sha256, second?.sha256];
    loose = (await send(report, Buffer.from("%PDF-1.7 loose"))).body.sha256;
    expect((await submit("liaison-2", { report, value: "3", evidence })).status).toBe(200);
    expect((await hand("head-2", "confirmation", await one("visits", "u2"))).status).toBe(200);
    expect((await hand("owner", "acceptance", await one("visits", "u2"))).status).toBe(200);
    const whole = (await town.ask("owner", "GET", `/reports/${report}`)).body;
    const told = ["u2", "visits", period, "3", null, evidence.toSorted(), "liaison-2"];
    const digest = createHash("sha256").update(JSON.stringify(told)).digest("hex");
    expect(whole).toMatchObject({ trust: "C", digest, files: [] });
  });

  it("of a unit shows nothing of another unit, and only what was submitted is opened by others", async () => {
    const { report, evidence } = await one("visits", "u2");
    const other = await one("visits", "u4");
    const [sent] = (evidence as { sha256: string }[]).map(({ sha256 }) => sha256);
    const borrowed = await submit("liaison-4", { report: other.report, value: "1", evidence: [sent] });
    expect(borrowed.body.findings).toMatchObject([{ code: "report-value.evidence" }]);
    expect((await town.ask("liaison-4", "GET", `/reports/${other.report}`)).body.files).toEqual([]);
    expect((await open("liaison-4", other.report, sent)).code).toBe("document-gone");
    expect((await open("liaison-2", report, loose)).status).toBe(200);
    expect((await open("owner", report, loose)).code).toBe("document-gone");
    expect((await send(report, Buffer.from("%PDF-1.7 late"))).code).toBe("report-elsewhere");
    // Bytes that are not those of their digest any more.
    await town.query(`alter table report_file disable trigger user;
      update report_file set content = '\\x00' where sha256 = '${loose}'; alter table report_file enable trigger user`);
    expect((await open("liaison-2", report, loose)).code).toBe("document-gone");
  });

  it("is shown in its place where it is a PDF or a picture, in a frame of ours alone; else taken along", async () => {
    const { report, evidence } = await one("visits", "u2");
    const files = evidence as { sha256: string; mediaType: string }[];
    const of = (type: RegExp) => files.find(({ mediaType }) => type.test(mediaType))?.sha256;
    const shown = await open("owner", report, of(/pdf/), "?shown=yes");
    expect([shown.headers["content-type"], shown.headers["content-disposition"]]).toMatchObject([
      "application/pdf",
      expect.stringMatching(/^inline/),
    ]);
    expect(shown.headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'self'/);
    expect(shown.headers["x-content-type-options"]).toBe("nosniff");
    for (const answer of [
      await open("owner", report, of(/pdf/)),
      await open("owner", report, of(/sheet/), "?shown=yes"),
    ])
      expect(answer.headers).toMatchObject({
        "content-type": "application/octet-stream",
        "content-disposition": expect.stringMatching(/^attachment/),
        "content-security-policy": "sandbox; default-src 'none'",
      });
    expect((await open("owner-2", report, of(/pdf/))).code).toBe("outside-scope");
    const other = await one("visits");
    expect((await open("owner", other.report, of(/pdf/))).code).toBe("document-gone");
  });
});

describe("a period that is closed", () => {
  it("takes no figure, neither from the liaison nor from whoever accepts", async () => {
    const act = { programme: "town", period, author: "test", reason: "cut-off" };
    const close = () => town.database.transaction((tx) => closePeriod(tx, act));
    const { report } = await one("errands", "u2");
    await close();
    expect((await submit("liaison-2", { report, value: "1" })).code).toBe("period-closed");
    await town.database.transaction((tx) => reopenPeriod(tx, act));
    expect((await submit("liaison-2", { report, value: "1" })).status).toBe(200);
    expect((await hand("head-2", "confirmation", await one("errands", "u2"))).status).toBe(200);
    await close();
    const before = await facts();
    expect((await hand("owner-2", "acceptance", await one("errands", "u2"))).code).toBe("period-closed");
    expect(await facts()).toEqual(before);
    expect(await one("errands", "u2")).toMatchObject({ state: "confirmed" });
    await town.database.transaction((tx) => reopenPeriod(tx, act));
  });
});

describe("a datum that came by another way", () => {
  it("is not recorded twice, and its report is not waited for any more", async () => {
    const { report } = await one("errands", "u2");
    await town.query(`insert into observation (programme, id, recording, subject, indicator, period, value)
      select 'town', 'other', max(id), 'u2', 'errands', '${period}', '9' from recording`);
    const refused = await hand("owner-2", "acceptance", await one("errands", "u2"));
    expect([refused.code, refused.body.params]).toMatchObject(["report-fact-there", { report }]);
    await askOnDay(today);
    expect((await listed("liaison-2", "?state=withdrawn")).map((each) => each.report)).toEqual([report]);
    expect(await todosOf("owner-2")).toEqual([]);
  });
});

describe("after the day", () => {
  it("it waits for the head, too, later for the office; nothing follows by itself", async () => {
    const nothing = await town.query("select from event");
    const waiting = async () => [await todosOf("liaison-4"), await todosOf("head-4"), await todosOf("organiser")];
    await askOnDay("2026-09-08");
    expect(await waiting()).toEqual([["enter-reports"], [], []]);
    await askOnDay("2026-09-09");
    expect(await waiting()).toEqual([["enter-reports"], ["late-reports"], []]);
    await askOnDay("2026-09-11");
    expect(await waiting()).toEqual([["enter-reports"], ["late-reports"], ["overdue-reports"]]);
    expect(await town.query("select from event")).toEqual(nothing);
    const { body } = await town.ask("organiser", "GET", "/programmes/town/report-holders");
    expect(body.units).toContainEqual(
      expect.objectContaining({ of: expect.objectContaining({ id: "u4" }), liaison: 1, accepted: 0 }),
    );
    expect(body.indicators).toContainEqual(
      expect.objectContaining({ of: expect.objectContaining({ id: "visits" }), accepted: 2, head: 1 }),
    );
    // Once the owner holds it, the unit is not late any more.
    const { report } = await one("visits", "u4");
    expect((await submit("liaison-4", { report, value: "2" })).status).toBe(200);
    expect((await hand("head-4", "confirmation", await one("visits", "u4"))).status).toBe(200);
    await askOnDay("2026-09-11");
    expect(await waiting()).toEqual([[], [], ["overdue-reports"]]);
  });

  it("the next month is asked for with the last figure in it, from the day before it is asked when that was late", async () => {
    await askOnDay("2026-10-20");
    const next = (await listed("liaison")).find(({ indicator }) => indicator.id === "visits");
    expect(next).toMatchObject({ period: "2026-09", previous: { period, value: "7" }, due: "2026-10-26" });
  });

  it("nothing is asked that is there or that a measure counts, of a period that is closed, or by a scheme that is over", async () => {
    const errands = async () =>
      town.query("select state, period from report_standing where indicator = 'errands' and unit = 'u1' order by id");
    expect((await errands()).at(-1)).toEqual({ state: "due", period: "2026-09" });
    await town.query(`insert into measure_version (programme, measure, version, stream, indicator, content, made_by, reason)
      values ('town', 'errands', 1, 's', 'errands', '{"indicator":"errands"}', 'test', 'r')`);
    await town.query(`insert into observation (programme, id, recording, subject, indicator, period, value)
      select 'town', 'october', max(id), 'u5', 'visits', '2026-10', '9' from recording`);
    await askOnDay("2026-11-03");
    expect(await town.query("select from report where period = '2026-10' and unit = 'u5'")).toEqual([]);
    expect((await errands()).at(-1)).toEqual({ state: "withdrawn", period: "2026-09" });
    await town.database.transaction((tx) =>
      closePeriod(tx, { programme: "town", period: "2026-11", author: "test", reason: "cut-off" }),
    );
    await askOnDay("2026-12-02");
    await askOnDay("2027-02-02");
    const asked = await town.query("select distinct period from report where indicator = 'visits' order by 1");
    expect(asked.map((row) => row.period)).toEqual([period, "2026-09", "2026-10", "2026-12"]);
  });
});
