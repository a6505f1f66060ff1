import type { Batch } from "./batch.ts";
import type { Missing, RowNote } from "./list-scores.ts";
import { orInto } from "./planes.ts";
import type { World } from "./world.ts";

/** Which rows lack some datum, by the path of the item. */
export function note(missing: Missing, path: string, lacking: Uint8Array): void {
  if (!lacking.includes(1)) return;
  const seen = missing.get(path);
  if (seen) orInto(seen, lacking, 0);
  else missing.set(path, lacking.slice());
}

/** Findings about the rows of one list, each once. */
export class Notes {
  readonly #world: World;
  readonly #rows: Int32Array;
  readonly #own = new Map<string, RowNote>();
  #isOwn: Set<number> | undefined;
  constructor(world: World, rows: Int32Array) {
    this.#world = world;
    this.#rows = rows;
  }
  add(row: number, about: string, code: string, values: Readonly<Record<string, string>>): void {
    this.#isOwn ??= new Set(this.#rows);
    if (!this.#isOwn.has(row)) return;
    const subject = this.#world.subjects[row]?.id ?? "";
    this.#own.set(`${row}\n${code}\n${about}`, { row, finding: { code, values: { subject, ...values } } });
  }
  get all(): readonly RowNote[] {
    return [...this.#own.values()];
  }
}

/** Reports a matter of a subject that more than one item counts: 同一事项不重复计. */
export function meeting(twice: (row: number, matter: string, paths: readonly string[]) => void): Batch["met"] {
  const holders = new Map<string, string[]>();
  return (row, matter, path) => {
    const key = `${row}\n${matter}`;
    const paths = holders.get(key) ?? [];
    holders.set(key, paths);
    if (paths.includes(path)) return;
    paths.push(path);
    if (paths.length > 1) twice(row, matter, paths);
  };
}
