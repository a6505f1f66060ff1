import { readFileSync } from "node:fs";
import { Fraction } from "./fraction.ts";

/** A part of the scheme as the text has it; what a name holds is known where it is read. */
export class Document {
  readonly #parts: Readonly<Record<string, unknown>>;
  constructor(parts: unknown) {
    if (typeof parts !== "object" || parts === null) throw new TypeError(`not a mapping: ${String(parts)}`);
    this.#parts = { ...parts };
  }
  has(name: string): boolean {
    return this.#parts[name] !== undefined;
  }
  text(name: string, otherwise?: string): string {
    const found = this.#parts[name] ?? otherwise;
    if (typeof found !== "string") throw new TypeError(`${name} is not a text`);
    return found;
  }
  number(name: string, otherwise?: string): Fraction {
    return Fraction.read(this.text(name, otherwise));
  }
  part(name: string): Document {
    return new Document(this.#parts[name]);
  }
  list(name: string): Document[] {
    const found = this.#parts[name];
    if (!Array.isArray(found)) throw new TypeError(`${name} is not a list`);
    return found.map((each) => new Document(each));
  }
  isText(name: string): boolean {
    return typeof this.#parts[name] === "string";
  }
}

/** Rows of a table without line breaks inside cells. */
export function readTable(path: string): Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = readFileSync(path, "utf8").trimEnd().split("\n").map(cells);
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ""])));
}

const cells = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );

/** By indicator and the year in which the period ends. Two windows that end in one year are refused. */
export function readFigures(path: string): Map<string, Map<string, Fraction>> {
  const figures = new Map<string, Map<string, Fraction>>();
  for (const row of readTable(path)) {
    const key = `${row.indicator} ${row.period?.slice(-4)}`;
    const own = figures.get(key) ?? new Map<string, Fraction>();
    if (own.has(row.subject as string)) throw new Error(`two figures for ${row.subject} ${key}`);
    figures.set(key, own.set(row.subject as string, Fraction.read(row.value as string)));
  }
  return figures;
}
