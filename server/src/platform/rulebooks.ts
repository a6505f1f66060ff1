import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Calendar, calendarOf, type NationalRule, type Rulebook, readRulebook } from "@biaochi/engine";

/** The national rules as the folder `rulebooks/` has them, read once. */
export type Edition = {
  readonly rulebook: Rulebook;
  /** SHA-256 over the files, name by name. */
  readonly digest: string;
  /** From which day this edition is; undefined: these files are in no edition (`editions.json`). */
  readonly day: string | undefined;
  readonly calendar: Calendar;
};

const folder = resolve(import.meta.dirname, "../../../rulebooks");
let edition: Edition | undefined;

const sha256 = (text: string): string => hash("sha256", text, "hex");

/** What a confirmation holds for: of an entry that changes, a new one is needed. */
export const entryDigest = ({ canonical }: Pick<NationalRule, "canonical">): string => sha256(canonical);

/** Throws where the files do not make a rulebook: without the law nothing is computed by it. */
export function readEdition(from = folder): Edition {
  const names = readdirSync(from).filter((name) => name.endsWith(".yaml"));
  const files = names.sort().map((name) => ({ name, text: readFileSync(join(from, name), "utf8") }));
  const { rulebook, findings } = readRulebook(files);
  const [first] = findings;
  if (rulebook === undefined)
    throw new Error(`rulebooks/${first?.file ?? ""}, line ${first?.line ?? 0}: ${first?.code ?? "no rules"}`);
  const digest = sha256(files.map(({ name, text }) => `${name}\n${sha256(text)}\n`).join(""));
  const editions: { readonly [day: string]: string } = JSON.parse(readFileSync(join(from, "editions.json"), "utf8"));
  const day = Object.entries(editions).find(([, each]) => each === digest)?.[0];
  return { rulebook, digest, day, calendar: calendarOf(rulebook) };
}

export function nationalEdition(): Edition {
  edition ??= readEdition();
  return edition;
}
