// A log on the disk whose key the tests know, written by the log itself, with witnesses in this process.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { base64, utf8 } from "../bytes.ts";
import { formatVkey } from "../note-key.ts";
import { origin } from "../test-log.ts";
import { beginLog, type LogPlaces, makeLog, type OpenedLog, openLog } from "./log-folder-node.ts";
import { TestCity, until } from "./test-city.ts";
import { placesIn } from "./test-places-node.ts";

export function testKey({ signer }: TestCity): string {
  const [, id = ""] = formatVkey(signer.key).split("+");
  return `PRIVATE+KEY+${origin}+${id}+${base64(Uint8Array.from([1, ...new Uint8Array(32).fill(1)]))}\n`;
}

/** Made and begun, with the policy of the test's witnesses. */
export async function makeLogIn(places: LogPlaces, city: TestCity, policy = city.witnesses.policyText): Promise<void> {
  writeFileSync(places.key, testKey(city), { mode: 0o600 });
  const made = await makeLog(places, origin);
  writeFileSync(join(places.folder, "policy"), policy);
  const begun = made.ok ? await beginLog(places, city.book.leaves[0] ?? utf8("")) : made;
  if (!begun.ok) throw new Error(begun.refusal.code);
}

/** Opened, with witnesses that answer at once. */
export async function openLogIn(places: LogPlaces, city: TestCity, options = {}): Promise<OpenedLog> {
  const found = await openLog(places, { ask: city.witnesses.ask, interval: 5, grace: 1, ...options });
  if (!found.ok) throw new Error(`${found.refusal.code} ${found.refusal.detail}`);
  return found.value;
}

/** What the log itself left on the disk: so many entries of records and a snapshot, published in several steps. */
export async function runLog(data: string, records: number) {
  const [city, places] = [new TestCity(), placesIn(data)];
  await makeLogIn(places, city);
  const { log, close } = await openLogIn(places, city);
  for (let at = 0; at < records; at += 100) {
    await log.submitAll(Array.from({ length: Math.min(100, records - at) }, () => city.leaf()));
    await until(() => log.published?.checkpoint.size === log.store.size);
  }
  await log.compose((next) => city.snapshot(next));
  await until(() => log.published?.checkpoint.size === log.store.size);
  const { state } = log.door.fold;
  const told = { size: Number(log.store.size), snapshotRoot: base64(state.tree.root()) };
  await close();
  return { ...told, folder: join(places.folder, "public"), policy: join(places.folder, "policy") };
}
