import type { Report, ReportRow } from "@biaochi/contract";
import { expect, it } from "vitest";
import { entriesOf, filledIn } from "./entry-draft.ts";

const both = { "zh-CN": "n", en: "n" };
const report = (id: number, more: Partial<Report> = {}): Report => ({
  ...{ report: id, programme: "p", unit: { id: "u", name: both }, period: "2026-09", due: "2026-10-12" },
  ...{ indicator: { id: "i", name: both, measure: null, decimals: 0 }, why: null, asked: "", since: "", act: null },
  ...{ state: "due", holder: "liaison", late: null, previous: null, value: null, note: null, reason: null, fact: null },
  ...{ evidence: [], mayEnter: true, mayConfirm: false, mayAccept: false },
  ...more,
});
const due = [report(1, { previous: { period: "2026-08", value: "7" } }), report(2, { value: "3", note: "含村社" })];
const row = (id: number, value: string, fault: ReportRow["fault"] = null): ReportRow => ({
  ...{ row: 1, indicator: "x", value, note: "", report: id, fault },
});

it("nothing has changed: the last figure, or what was entered before, goes on as it stands; what is not chosen stays", () => {
  const all = { 1: { value: "7", note: "", isChosen: true } };
  expect(entriesOf(all, due)).toEqual([{ report: 1, value: "7", evidence: [] }]);
  expect(entriesOf({}, due)).toEqual([]);
});

it("rows that fit are filled in and chosen, keeping a note that they do not say; those that do not fit are left", () => {
  const drafts = filledIn({}, due, [row(2, "4"), row(1, "9", { code: "report-row.twice", values: {} })]);
  expect(entriesOf(drafts, due)).toEqual([{ report: 2, value: "4", note: "含村社", evidence: [] }]);
});
