import { readFile } from "node:fs/promises";
import { StreamMapping } from "@biaochi/contract";
import { readScheme } from "@biaochi/engine";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { addDemoMeasures, demoMeasures } from "./demo-measures.ts";
import { approvalCases } from "./demo-sources/streams.ts";
import { demoYearScheme } from "./demo-year-scheme.ts";
import { inTransaction, openRecording } from "./platform/recordings.ts";
import { wholeCity } from "./platform/scope.ts";
import { databaseForThisTest } from "./platform/test-database.ts";
import { listMeasures } from "./stages/intake/measures/measure-store.ts";
import { soundMeasure } from "./stages/intake/measures/sound.ts";
import { schemeNames } from "./stages/schemes/names-store.ts";
import { saveSchemeVersion } from "./stages/schemes/version-store.ts";

const field = (type: "text" | "instant" | "truth") => ({ from: "x", type, required: false });
const hotline = StreamMapping.parse({
  ...{ key: "number", happenedAt: "receivedAt", unit: "department", codes: "departments" },
  fields: {
    ...{ number: field("text"), receivedAt: field("instant"), department: field("text"), satisfied: field("text") },
    ...{ isRepeat: field("truth"), answeredInTime: field("truth") },
  },
});

it("the demo's measures fit its hotline, and are made once and only where the hotline is", async () => {
  const ofHotline = Object.values(demoMeasures).filter((each) => each.stream === "hotline-orders");
  for (const content of ofHotline) expect(soundMeasure(content, hotline)).toEqual({ ok: true, value: null });
  for (const content of Object.values(demoMeasures).filter((each) => each.stream === approvalCases.stream))
    expect(soundMeasure(content, StreamMapping.parse(approvalCases.mapping))).toEqual({ ok: true, value: null });
  const { database } = await databaseForThisTest();
  const count = () => database.transaction(async (tx) => (await listMeasures(tx, wholeCity, "demo-city")).length);
  await database.transaction((tx) =>
    sql`insert into programme (id, title, synthetic) values ('demo-city', '{}', true)`.execute(tx),
  );
  await addDemoMeasures(database);
  expect(await count()).toBe(0);
  await database.transaction((tx) =>
    sql`insert into stream_version (programme, stream, version, connection, name, mapping, made_by, reason)
      values ('demo-city', 'hotline-orders', 1, 'hotline', '{"zh-CN": "工单", "en": "Orders"}', ${JSON.stringify(hotline)}::jsonb, 'test', 'test')`.execute(
      tx,
    ),
  );
  await addDemoMeasures(database);
  await addDemoMeasures(database);
  expect(await count()).toBe(ofHotline.length);
});

it("what does not fit its stream is said with its place", () => {
  const repeat = demoMeasures["hotline-repeat"];
  if (repeat === undefined) throw new Error("no such measure");
  const wrong = soundMeasure(
    {
      ...{ ...repeat, when: "satisfied", where: { not: { field: "isRepeat", is: "less", value: "perhaps" } } },
      of: { kind: "mean", value: { from: "receivedAt", to: "closedAt", in: "hours" } },
    },
    { ...hotline, unit: undefined },
  );
  const found = wrong.ok ? [] : (wrong.refusal.findings ?? []).map(({ path, code }) => `${path.slice(14)} ${code}`);
  expect(found).toEqual([
    ...["when field-of-other-type", "where/not/is no-order", "where/not/value value-of-other-type"],
    ...["of/value/to field-not-in-stream", "stream stream-without-unit"],
  ]);
});

it("an indicator that only an earlier scheme of the programme has is called as that one calls it", async () => {
  const { database } = await databaseForThisTest();
  const name = await database.transaction(async (tx) => {
    await sql`insert into programme (id, title, synthetic) values ('demo-city', '{}', true)`.execute(tx);
    for (const text of [demoYearScheme("2026"), await readFile("examples/demo-city/scheme.v2.yaml", "utf8")]) {
      const { scheme } = readScheme(text);
      if (scheme === undefined) throw new Error("a scheme of the demo is unreadable");
      const about = {
        programme: "demo-city",
        kind: "scheme",
        name: scheme.id,
        author: "test",
        reason: "test",
      } as const;
      const { id: recording } = await openRecording(inTransaction(tx), about);
      await saveSchemeVersion(tx, { programme: "demo-city", recording, name: `${scheme.id}.yaml` }, { text, scheme });
    }
    return (await schemeNames(tx, wholeCity, "demo-city")).indicator;
  });
  expect(name("project-milestones").name.en).toBe("Milestones in time");
  expect(name("openness").name["zh-CN"]).toBe("政务公开");
  expect(name("nothing").name.en).toBe("nothing");
});
