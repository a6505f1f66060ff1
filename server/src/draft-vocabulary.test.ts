import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OutputOf, routes } from "@biaochi/contract";
import { editSchemeAll, readScheme } from "@biaochi/engine";
import { afterAll, beforeAll, expect, it } from "vitest";
import { removeTowns, townPeople } from "./test-city.ts";
import { openTown } from "./test-open-town.ts";

type Vocabulary = OutputOf<typeof routes.readVocabulary>;
let town: Awaited<ReturnType<typeof openTown>>;
let draft = 0;

beforeAll(async () => {
  const clerk = {
    ...{ id: "clerk", name: { "zh-CN": "文书", en: "Clerk" }, programme: "town" },
    grants: [{ role: "clerk", reach: "body", programme: "town", things: ["group"] }] as const,
  };
  const group = { programme: "town", id: "group", name: { "zh-CN": "领导小组", en: "Leading group" }, units: [] };
  town = await openTown({ accounts: [...townPeople.accounts, clerk], bodies: [group] }, "2025-06-10");
  const { body } = await town.ask("organiser", "POST", "/drafts", {
    ...{ programme: "town", from: { kind: "version", scheme: "town", version: 1 } },
  });
  draft = Number(body.draft);
}, 60_000);
afterAll(removeTowns);
afterAll(() => town?.close());

const offered = async () =>
  (await town.ask("organiser", "GET", `/drafts/${draft}/vocabulary`)).body.indicators as Vocabulary["indicators"];
const both = (text: string) => ({ "zh-CN": text, en: text });

it("offers what the library lets be appraised, with an entry that passes the check against the library", async () => {
  const text = readFileSync(join(town.folder, "scheme.yaml"), "utf8").replace("version: 1", "version: 2");
  const { scheme } = readScheme(text);
  expect((await offered()).map(({ id }) => id).sort()).toEqual(scheme?.indicators.map(({ id }) => id).sort());
  const indicator = {
    ...{ id: "river", name: both("断面水温"), definition: both("各断面: 日均水温 #1"), measure: "℃" },
    ...{ direction: "nearest", midpoint: "18.50", decimals: 1, period: "quarter", dimension: "生态", owner: "u1" },
    ...{ source: { kind: "automatic", system: "水质平台", datum: "水温" }, sunset: "2026-12-31", isMonitored: false },
  };
  const saved = await town.ask("organiser", "POST", "/library/indicators", {
    ...{ programme: "town", indicator, reason: "新增" },
  });
  expect(saved.status).toBe(201);
  const entry = (await offered()).find(({ id }) => id === "river")?.entry;
  const index = scheme?.indicators.length ?? 0;
  const written = (value: object) => {
    const edited = editSchemeAll(text, [{ do: "insert", at: ["indicators"], index, value }]);
    if (!edited.ok) throw new Error(JSON.stringify(edited.refusal));
    return edited.text;
  };
  const found = async (value: object, revision: number) => {
    const { body } = await town.ask("organiser", "PUT", `/drafts/${draft}`, { text: written(value) }, revision);
    return (body.findings as { code: string; severity: string }[]).flatMap(({ code, severity }) =>
      severity === "error" ? [code] : [],
    );
  };
  expect(await found(entry ?? {}, 1)).toEqual([]);
  expect(await found({ ...entry, midpoint: "19" }, 2)).toEqual(["library-differs"]);
  await town.ask("organiser", "POST", "/library/indicators/river/end", { programme: "town", reason: "停用" });
  expect((await offered()).find(({ id }) => id === "river")).toBeUndefined();
});

it("an indicator that a version has and the library has no longer is named without an entry", async () => {
  const [first] = readScheme(readFileSync(join(town.folder, "scheme.yaml"), "utf8")).scheme?.indicators ?? [];
  await town.ask("organiser", "POST", `/library/indicators/${first?.id}/end`, { programme: "town", reason: "停用" });
  expect((await offered()).find(({ id }) => id === first?.id)).toEqual({ id: first?.id, name: first?.name });
});

it("whoever types the decision of a body in sees how often the draft was tried", async () => {
  const { status, body } = await town.ask("clerk", "GET", `/trials?programme=town&draft=${draft}`);
  expect([status, body.total]).toEqual([200, 0]);
});
