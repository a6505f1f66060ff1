import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isWorkingDay } from "@biaochi/engine";
import { expect, it, onTestFinished } from "vitest";
import { nationalEdition, readEdition } from "./rulebooks.ts";

it("is an edition with its day and its digest", () => {
  const { day, digest, rulebook } = nationalEdition();
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(rulebook.subjects).toHaveLength(12);
});

it("knows the same days off and the same working weekends as before they were moved here", () => {
  const { calendar } = nationalEdition();
  expect([calendar.from, calendar.until]).toEqual(["2024-01-01", "2026-12-31"]);
  const worked: Record<string, number> = {};
  const weekends: string[] = [];
  for (let t = Date.parse("2024-01-01"); t <= Date.parse("2026-12-31"); t += 86_400_000) {
    const day = new Date(t).toISOString().slice(0, 10);
    if (!isWorkingDay(calendar, day)) continue;
    worked[day.slice(0, 4)] = (worked[day.slice(0, 4)] ?? 0) + 1;
    if ([0, 6].includes(new Date(t).getUTCDay())) weekends.push(day.slice(2));
  }
  expect(worked).toEqual({ "2024": 251, "2025": 248, "2026": 248 });
  expect(weekends.join(" ")).toBe(
    "24-02-04 24-02-18 24-04-07 24-04-28 24-05-11 24-09-14 24-09-29 24-10-12 25-01-26 25-02-08 25-04-27 25-09-28 25-10-11 26-01-04 26-02-14 26-02-28 26-05-09 26-09-20 26-10-10",
  );
});

it("is not read at all where a file is wrong, and says which and where", () => {
  const folder = mkdtempSync(join(tmpdir(), "biaochi-rulebooks-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "editions.json"), "{}");
  writeFileSync(join(folder, "clocks.yaml"), "biaochi: rulebook/1\nsubject: clocks\ntitle: x\nsources: {}\n");
  expect(() => readEdition(folder)).toThrow(/^rulebooks\/clocks\.yaml, line \d+: schema-key-missing$/);
});

it("is asked by no stage past what the province and the city have set upon it", () => {
  const stages = join(import.meta.dirname, "../stages");
  const files = readdirSync(stages, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  );
  const past = files.filter((name) => readFileSync(join(stages, name), "utf8").includes("nationalEdition"));
  // The page of the national rules itself, and the part that sets local ones upon them.
  const own = ["figures", "local-routes", "local-store", "locals", "routes"];
  expect(past.sort()).toEqual(own.map((name) => join("registry", "rulebooks", `${name}.ts`)));
  expect(files.length).toBeGreaterThan(100);
});
