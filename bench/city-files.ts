// Writes one size of the bench city for every engine: CSV for SQL, packed blocks for ours. `city-files.ts <size> <folder>`
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { type Facts, noFacts, type PackedBlock, type Subject } from "@biaochi/engine";
import { cell, indicators, person, roles, sizes, weightOf } from "./city.ts";

/** State planes as the engine has them. */
const present = 0;
const missing = 1;

export const monthOf = (period: number): string => `2025-${String(period + 1).padStart(2, "0")}`;

const sizeOf = (size: string): { readonly people: number; readonly periods: number } => {
  const found = sizes[size];
  if (!found) throw new Error(`no size ${size}: one of ${Object.keys(sizes).join(", ")}`);
  return found;
};

/** The folder with one size of the city, written when it is not there yet. */
export function cityFiles(size: string, under: string): string {
  const folder = join(under, size);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  writeCity(size, draft);
  renameSync(draft, folder);
  return folder;
}

function writeCity(size: string, folder: string): void {
  const { people, periods } = sizeOf(size);
  const skills = new Int32Array(people);
  let text = "pid,role,cohort\n";
  for (let id = 0; id < people; id++) {
    const { role, cohort, skill } = person(id, people);
    skills[id] = skill;
    text += `${id},${role},${cohort}\n`;
  }
  writeFileSync(join(folder, "people.csv"), text);
  text = "role,ind,w\n";
  for (let role = 0; role < roles; role++)
    for (const { number } of indicators) text += `${role},${number},${weightOf(role, number)}\n`;
  writeFileSync(join(folder, "weights.csv"), text);

  const rows = openSync(join(folder, "obs.csv"), "w");
  const blocks = openSync(join(folder, "blocks.bin"), "w");
  const lines = new Lines(rows);
  lines.text("pid,ind,period,value\n");
  const values = new Int32Array(people);
  for (let period = 0; period < periods; period++) {
    for (const indicator of indicators) {
      for (let id = 0; id < people; id++) {
        const value = cell(id, indicator, period, skills[id] as number);
        values[id] = value;
        if (value < 0) continue;
        lines.row(id, indicator.number, period, value);
      }
      writeSync(blocks, new Uint8Array(values.buffer));
    }
  }
  lines.end();
  closeSync(rows);
  closeSync(blocks);
}

/** Digits straight into a buffer: 47 million lines without a text each. */
class Lines {
  readonly #file: number;
  readonly #buffer = Buffer.allocUnsafe((1 << 22) + 64);
  #at = 0;
  constructor(file: number) {
    this.#file = file;
  }
  text(line: string): void {
    this.#at += this.#buffer.write(line, this.#at);
  }
  row(...cells: readonly number[]): void {
    cells.forEach((cell, i) => {
      if (i > 0) this.#buffer[this.#at++] = 44;
      this.#number(cell);
    });
    this.#buffer[this.#at++] = 10;
    if (this.#at >= 1 << 22) this.end();
  }
  end(): void {
    writeSync(this.#file, this.#buffer, 0, this.#at);
    this.#at = 0;
  }
  #number(value: number): void {
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++;
    let rest = value;
    for (let i = digits - 1; i >= 0; i--) {
      this.#buffer[this.#at + i] = 48 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    this.#at += digits;
  }
}

export function citySubjects(size: string): readonly Subject[] {
  const { people } = sizeOf(size);
  return Array.from({ length: people }, (_, id): Subject => {
    const { role, cohort } = person(id, people);
    const name = `p${id}`;
    return {
      id: name,
      type: "official",
      name: { "zh-CN": name, en: name },
      sort: id,
      attributes: { role: String(role), cohort: String(cohort) },
      service: [],
    };
  });
}

/** The facts of one size as the engine takes them, read from the blocks of a folder that {@link cityFiles} wrote. */
export function packedCity(size: string, folder: string): Facts {
  const { people, periods } = sizeOf(size);
  const file = readFileSync(join(folder, "blocks.bin"));
  const cells = new Int32Array(file.buffer, file.byteOffset, file.byteLength / 4);
  const blocks: PackedBlock[] = [];
  for (let period = 0; period < periods; period++) {
    for (const indicator of indicators) {
      const values = cells.subarray(blocks.length * people, (blocks.length + 1) * people);
      const states = new Uint8Array(people);
      for (let id = 0; id < people; id++) states[id] = (values[id] as number) < 0 ? missing : present;
      blocks.push({ indicator: `x${indicator.number}`, period: monthOf(period), scale: 2, values, states });
    }
  }
  return { ...noFacts, subjects: citySubjects(size), packed: { blocks } };
}

if (process.argv[1]?.endsWith("city-files.ts")) cityFiles(process.argv[2] ?? "S", process.argv[3] ?? "out");
