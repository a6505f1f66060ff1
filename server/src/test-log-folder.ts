// A log in a folder, with witnesses in this process: for tests of what surrounds it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { base64, formatVkey } from "@biaochi/ledger";
import { beginLog, type LogPlaces, makeLog } from "@biaochi/ledger/log";
import { TestCity } from "../../ledger/src/log/test-city.ts";
import type { Ask } from "../../ledger/src/log/witness-client.ts";

export type TestCityLog = {
  readonly city: TestCity;
  readonly ask: Ask;
  leaf(): Uint8Array;
  /** All witnesses. */
  away(isAway: boolean): void;
};

export async function makeTestLog(
  places: LogPlaces,
  policyOf = (city: TestCity) => city.witnesses.policyText,
): Promise<TestCityLog> {
  const city = new TestCity();
  const { key } = city.signer;
  const [, id = ""] = formatVkey(key).split("+");
  const typed = base64(Uint8Array.from([1, ...new Uint8Array(32).fill(1)]));
  writeFileSync(places.key, `PRIVATE+KEY+${key.name}+${id}+${typed}\n`, { mode: 0o600 });
  const made = await makeLog(places, key.name);
  if (!made.ok) throw new Error(made.refusal.code);
  writeFileSync(join(places.folder, "policy"), policyOf(city));
  const begun = await beginLog(places, city.book.leaves[0] ?? new Uint8Array());
  if (!begun.ok) throw new Error(begun.refusal.code);
  const names = city.witnesses.all.map(({ name }) => name);
  const away = (isAway: boolean) => {
    for (const each of city.witnesses.all) each.isAway = isAway && names.includes(each.name);
  };
  return { city, ask: city.witnesses.ask, leaf: () => city.leaf(), away };
}
