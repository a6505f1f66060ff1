import { readdirSync, readFileSync } from "node:fs";
import { type ReadRulebook, readRulebook } from "./read.ts";

const folder = new URL("../../../rulebooks/", import.meta.url);

/** The national rules of this repository, for tests. */
export function readNational(): ReadRulebook {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return readRulebook(names.sort().map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") })));
}

/** What a city might have added. */
export const someAdditions = [
  { key: "local.water", caps: ["adjusts"], until: "2026-12-31" },
  { key: "local.fire", caps: ["fails"], until: "2024-12-31" },
] as const;

export function national() {
  const { rulebook, findings } = readNational();
  if (rulebook === undefined) throw new Error(JSON.stringify(findings, null, 1));
  return rulebook;
}
