// The bench city in the product's own database: people, scheme and every figure as a narrow fact, as an import would leave them.
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Subject } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { migrate } from "../server/src/platform/migrations.ts";
import { openPlatform, type Platform } from "../server/src/platform/platform.ts";
import { onConnection, openRecording } from "../server/src/platform/recordings.ts";
import { readSettings } from "../server/src/platform/settings.ts";
import { type NewAccount, saveDemoAccounts } from "../server/src/stages/access/store.ts";
import { inBulk } from "../server/src/stages/intake/bulk-load.ts";
import { saveProgramme, saveSubjects } from "../server/src/stages/registry/store.ts";
import { saveSchemes } from "../server/src/stages/schemes/store.ts";
import { benchScheme } from "./bench-scheme.ts";
import { cell, indicators, person, sizes } from "./city.ts";
import { citySubjects, monthOf } from "./city-files.ts";
import { schemeOf } from "./exactness.ts";

export const programme = "bench";

export interface CityOptions {
  readonly size: string;
  /** Units beside the people, with the same indicators on a list of their own: for looking at the pages. */
  readonly units: number;
  /** Figures of units arrive besides, and count for their officials, too. */
  readonly arriving?: boolean;
}

/** Opens the platform on a data folder, migrated. */
export async function openCityPlatform(data: string): Promise<Platform> {
  const settings = readSettings({ env: { BIAOCHI_MODE: "demo", BIAOCHI_LOG: "silent", BIAOCHI_DATA: data } });
  if (!settings.ok) throw new Error(settings.refusal.code);
  const platform = await openPlatform(settings.value.settings, () => undefined);
  if (!platform.ok) throw new Error(JSON.stringify(platform.refusal));
  const migrated = await migrate(platform.value.database);
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.refusal));
  return platform.value;
}

/** Records the city in one transaction; answers ms for the narrow rows alone. */
export async function recordCity(client: ClientBase, { size, units, arriving = false }: CityOptions): Promise<number> {
  const { people, periods } = sizes[size] as { people: number; periods: number };
  const subjects = units === 0 ? citySubjects(size) : withUnits(citySubjects(size), units);
  const document = benchScheme({ units: units > 0, arriving });
  await client.query("begin");
  const recording = await openRecording(onConnection(client), {
    programme,
    kind: "import",
    name: size,
    author: "bench",
  });
  const where = { programme, recording: recording.id };
  await saveProgramme(client, {
    id: programme,
    title: { "zh-CN": `测算城市（虚构，${size}）`, en: `Bench city (fictional, ${size})` },
    synthetic: true,
  });
  await saveSubjects(client, where, subjects);
  const text = JSON.stringify(document);
  const scheme = schemeOf(document);
  const digest = createHash("sha256").update(text).digest("hex");
  await saveSchemes(client, where, [{ name: "bench.json", text, scheme, digest }]);
  await saveDemoAccounts(client, accountsOf(subjects));
  const start = performance.now();
  const columns = "programme, recording, id, subject, indicator, period, value, source";
  await inBulk(client, people * periods * indicators.length, async () => {
    for (const month of months(people, periods, units, recording.id))
      await pipeline(Readable.from(month), client.query(copyFrom(`copy observation (${columns}) from stdin`)));
  });
  const took = performance.now() - start;
  await client.query("commit");
  return took;
}

/** Officials in units of equal size by number; each unit has the next free person number as its seed. */
function withUnits(people: readonly Subject[], units: number): readonly Subject[] {
  const own = Array.from({ length: units }, (_, u): Subject => {
    const id = unitOf(u);
    const name = { "zh-CN": `第${u + 1}单位（虚构）`, en: `Unit ${u + 1} (fictional)` };
    const attributes = { role: String(u % 6), cohort: `u${u % 4}` };
    return { id, type: "unit", name, sort: u, attributes, service: [] };
  });
  return [...own, ...people.map((each, i) => ({ ...each, unit: unitOf(i % units) }))];
}
export const unitOf = (u: number): string => `U${String(u + 1).padStart(3, "0")}`;

function accountsOf(subjects: readonly Subject[]): readonly NewAccount[] {
  const organiser: NewAccount = {
    ...{ id: "organiser", name: { "zh-CN": "考核办", en: "Appraisal office" }, programme },
    grants: [{ role: "organiser", reach: "city" }],
  };
  const official = subjects.find(({ type, unit }) => type === "official" && unit !== undefined);
  if (official?.unit === undefined) return [organiser];
  const { unit, id: self, name } = official;
  const own = { role: "official", reach: "self", programme } as const;
  return [
    organiser,
    { id: "head", name, programme, self, grants: [{ role: "head", reach: "units", programme, things: [unit] }, own] },
    { id: "official", name, programme, self, grants: [own] },
  ];
}

/** One COPY per month and tenth of the indicators, so that no statement's rows are set aside by the million. */
function* months(people: number, periods: number, units: number, recording: number): Iterable<Iterable<Buffer>> {
  const skills = Array.from({ length: people + units }, (_, id) => person(id, people).skill);
  for (let period = 0; period < periods; period++)
    for (let first = 0; first < indicators.length; first += 4)
      yield lines({ people, units, recording, skills, period, first });
}

function* lines(of: {
  readonly people: number;
  readonly units: number;
  readonly recording: number;
  readonly skills: readonly number[];
  readonly period: number;
  readonly first: number;
}): Iterable<Buffer> {
  const { people, units, recording, skills, period, first } = of;
  const month = monthOf(period);
  let text = "";
  for (const indicator of indicators.slice(first, first + 4)) {
    // As a source names its rows: one after the other.
    const batch = `${month}/x${String(indicator.number).padStart(2, "0")}/`;
    const place = `\tx${indicator.number}\t${month}\t`;
    for (let id = 0; id < people + units; id++) {
      const value = cell(id, indicator, period, skills[id] as number);
      if (value < 0) continue;
      const subject = id < people ? `p${id}` : unitOf(id - people);
      const hundredths = `${Math.floor(value / 100)}.${String(value % 100).padStart(2, "0")}`;
      text += `${programme}\t${recording}\t${batch}${String(id).padStart(6, "0")}\t${subject}${place}${hundredths}\tbench\n`;
      if (text.length > 1 << 20) {
        yield Buffer.from(text);
        text = "";
      }
    }
  }
  yield Buffer.from(text);
}
