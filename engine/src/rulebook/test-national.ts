import { readdirSync, readFileSync } from "node:fs";
import type { LocalRule } from "./local.ts";
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

/** What a province and a city might have set, in years in which nothing else is tried. */
export const someLocals: readonly LocalRule[] = [
  {
    ...{ id: 1, rule: "quotas.civil-servant", level: "province", from: "2031-01-01", until: "2032-12-31" },
    ...{ authority: "省公务员局（虚构）", document: "示例〔2030〕1号", figure: { share: "18%", ceiling: "25%" } },
  },
  {
    ...{ id: 2, rule: "quotas.civil-servant", level: "city", from: "2032-01-01", until: "2032-12-31" },
    ...{ authority: "市公务员局（虚构）", document: "示例〔2031〕9号", figure: { share: "25%" } },
  },
];

export function national() {
  const { rulebook, findings } = readNational();
  if (rulebook === undefined) throw new Error(JSON.stringify(findings, null, 1));
  return rulebook;
}
