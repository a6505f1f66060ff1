import { resolve } from "node:path";
import { actsPerOfficial } from "@biaochi/contract";
import { readPeriod, type Subject } from "@biaochi/engine";
import { codes } from "@biaochi/words";
import { expect, it } from "vitest";
import { readDataset } from "../../../dataset/dataset.ts";
import { minutesOf } from "../../../platform/asks.ts";
import { asksByCalendar, asksByEvent, calendarOf } from "./year.ts";

/** The demo city's year: its scheme, its sixty units and everybody in its registry. */
const folder = resolve(import.meta.dirname, "../../../../../examples/demo-city");
const { dataset } = await readDataset({ folder, asOf: "2025-02-01" });
if (dataset === undefined) throw new Error("the demo city cannot be read");
const { scheme, facts } = dataset;
const cycle = readPeriod(scheme.cycle);
if (cycle === undefined) throw new Error("the scheme has no cycle");
const ofType = (type: Subject["type"]) => facts.subjects.filter((each) => each.type === type);
const units = ofType("unit");
const reported = new Set(scheme.indicators.filter(({ source }) => source?.kind === "reported").map(({ id }) => id));
const year = (of: readonly Subject[], names = reported) => calendarOf({ scheme, cycle, units: of, reported: names });

it("asks no ordinary official of the demo city more than the budget, and tells what it asks of head and liaison", () => {
  expect([units.length, ofType("official").length]).toEqual([60, 1500]);
  const { rows, official } = year(units);
  const own = rows.filter(({ of }) => of === "official");
  expect(own.map(({ kind, times }) => [kind, times])).toEqual([
    ["set-password", 1],
    ["set-up-factor", 1],
    ["read-tasks", 1],
  ]);
  expect(own.reduce((sum, { times }) => sum + times, 0)).toBe(official);
  expect(official).toBeLessThanOrEqual(actsPerOfficial);
  // A post is held in one unit: each unit by itself.
  const posts = units.map((unit) => year([unit]).post);
  expect(Math.max(...posts)).toBe(year(units).post);
  expect(Math.max(...posts)).toBeLessThanOrEqual(actsPerOfficial);
});

it("counts every figure that a unit is to report, and says so where that goes beyond the budget", () => {
  const monthly = new Set(scheme.indicators.filter(({ period }) => period === "month").map(({ id }) => id));
  const { post, rows } = year(units, monthly);
  const figures = rows.find(({ kind }) => kind === "report");
  expect(figures).toMatchObject({ of: "unit", minutes: minutesOf.report });
  expect(figures?.times).toBeGreaterThanOrEqual(12);
  expect(rows.find(({ kind }) => kind === "confirm-reports")?.times).toBe(12);
  expect(post).toBeGreaterThan(actsPerOfficial);
  expect(year(units, new Set()).rows.map(({ kind }) => kind)).not.toContain("report");
});

it("knows every to-do that there is a sentence for, and every ask that is put on record without one", () => {
  const sentences = codes.flatMap((code) => /^todo\.([a-z-]+)$/.exec(code)?.[1] ?? []);
  const kinds = sentences.filter((kind) => !["due", "overdue", "enter-reports"].includes(kind)); // the last is on record as report
  const known: readonly string[] = [...Object.keys(asksByCalendar), ...asksByEvent];
  expect(kinds.filter((kind) => !known.includes(kind))).toEqual([]);
  expect(known.filter((kind) => !kinds.includes(kind)).sort()).toEqual(["report", "set-password", "set-up-factor"]);
  expect(new Set(known).size).toBe(known.length);
  const onRecord = { verification: "verify-result", "task-list": "read-tasks", "hand-over": "accept-hand-over" };
  const asks = Object.keys(minutesOf).map((kind) => onRecord[kind as keyof typeof onRecord] ?? kind);
  expect(asks.filter((kind) => !known.includes(kind))).toEqual([]);
  expect(known.filter((kind) => !codes.includes(`digest.kind.${kind}` as never))).toEqual([]);
});
