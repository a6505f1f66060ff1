import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { covers, type Facts, type Registry, readPeriod, type Scheme } from "@biaochi/engine";
import { type About, about } from "./about.ts";
import { factDigest } from "./digest.ts";
import { factReader, factTableNames } from "./facts.ts";
import { collectFindings, type Findings } from "./finding.ts";
import { type FolderFile, listFolder } from "./folder.ts";
import { chooseScheme, readSchemeFile, type SchemeFile, schemeFilesIn } from "./revision.ts";
import type { Row, Spoiled } from "./row.ts";
import { type FileDigest, openWorkbooks, type Reading, rowsOf } from "./rows.ts";
import { viewOf } from "./scheme-view.ts";
import { readSubjects } from "./subjects.ts";
import type { TableName } from "./table-shape.ts";

export interface DatasetQuestion {
  readonly folder: string;
  readonly period?: string | undefined;
  /** A day: rows recorded later are left out. */
  readonly asOf?: string | undefined;
  /** A scheme document to use instead of those in the folder. */
  readonly schemeFile?: string | undefined;
  /** Bytes read so far of all that will be read. */
  readonly progress?: ((read: number, total: number) => void) | undefined;
}

export interface Dataset {
  readonly scheme: Scheme;
  readonly schemeFile: string;
  /** Every scheme document of the folder, the one in force among them. */
  readonly schemes: readonly SchemeFile[];
  readonly facts: Facts;
  /** Units, sections, teams, people and posts with their dates, as the folder tells them. */
  readonly registry: Registry;
  readonly digests: { readonly scheme: string; readonly facts: string };
  readonly about: About;
  readonly asOf?: string;
  readonly files: readonly FileDigest[];
}

export interface DatasetRead {
  /** Absent when anything is wrong: a folder with an error yields nothing. */
  readonly dataset?: Dataset;
  readonly findings: Findings;
  /** What the linter says of the scheme in force, or of the one that could not be read. */
  readonly scheme?: SchemeFile;
}

/** Reads a dataset folder whole. Whatever it holds, the answer is findings and not an exception. */
export async function readDataset(question: DatasetQuestion): Promise<DatasetRead> {
  const findings = collectFindings();
  const listed = await listFolder(question.folder, findings);
  if (!listed) return { findings };
  const files = question.schemeFile === undefined ? listed : withSchemeFile(listed, question.schemeFile);
  const total = await bytesOf(files);
  const digests: FileDigest[] = [];
  let heard = 0;
  const hear = (bytes: number) => {
    heard += bytes;
    question.progress?.(Math.min(heard, total), total);
  };
  const spoiled: Spoiled = { names: new Set(), isTable: false };
  const reading: Reading = { findings, digests, spoiled, heard: hear };
  const workbooks = await openWorkbooks(files, reading);
  const rows = async (table: TableName): Promise<Row[]> => {
    const all: Row[] = [];
    for await (const some of rowsOf(table, files, workbooks, reading)) for (const row of some) all.push(row);
    return all;
  };

  const aboutFile = files.find((file) => file.holds === "dataset");
  const told = aboutFile ? about(await readFile(aboutFile.path, "utf8"), aboutFile.name, findings) : {};
  const indicators = await rows("indicators");
  const schemes: SchemeFile[] = [];
  for (const file of schemeFilesIn(files)) {
    const read = await readSchemeFile(file, indicators, findings);
    if (read) schemes.push(read);
  }
  if (schemeFilesIn(files).length === 0) {
    findings.add({ code: "scheme-absent", severity: "error", file: question.folder, expected: "expected.scheme-file" });
  }
  const chosen = chooseScheme(schemes, question, findings);
  if (chosen) digests.push(chosen.digest);
  const view = chosen?.scheme && viewOf(chosen.scheme, told.holds === undefined ? undefined : readPeriod(told.holds));
  const asked = question.period === undefined ? undefined : readPeriod(question.period);
  if (asked && view && !covers(view.cycle, asked)) {
    findings.add({
      code: "period-outside",
      severity: "error",
      file: chosen?.file ?? "",
      column: "--period",
      value: asked.id,
      expected: view.cycle.id,
    });
  }

  const digest = factDigest();
  const people = {
    unit: await rows("units"),
    team: await rows("teams"),
    official: await rows("officials"),
    posts: await rows("posts"),
    sections: await rows("sections"),
  };
  const when = { cycle: view?.cycle, cutOff: told.cutOff };
  const { subjects, registry, directory } = readSubjects(people, when, spoiled, digest, findings);
  if (directory.size === 0 && findings.errors === 0) {
    findings.add({
      code: "subjects-absent",
      severity: "error",
      file: question.folder,
      expected: "expected.subject-table",
    });
  }
  const reader = factReader(directory, view, question.asOf, digest, findings);
  for (const table of factTableNames) {
    for await (const some of rowsOf(table, files, workbooks, reading)) for (const row of some) reader.take(table, row);
  }

  const more = chosen ? { scheme: chosen } : {};
  if (findings.errors > 0 || !chosen?.scheme) return { findings, ...more };
  return {
    findings,
    ...more,
    dataset: {
      scheme: chosen.scheme,
      schemeFile: chosen.file,
      schemes,
      facts: { subjects, ...reader.facts() },
      registry,
      digests: { scheme: chosen.digest.sha256, facts: digest.value() },
      about: told,
      ...(question.asOf === undefined ? {} : { asOf: question.asOf }),
      files: digests,
    },
  };
}

function withSchemeFile(files: readonly FolderFile[], path: string): readonly FolderFile[] {
  return [{ holds: "scheme", name: basename(path), path }, ...files.filter((file) => file.holds !== "scheme")];
}

/** Every table is read twice: once for its encoding and digest, once for its rows. */
async function bytesOf(files: readonly FolderFile[]): Promise<number> {
  let total = 0;
  for (const file of files) {
    if (file.holds === "table" || file.holds === "workbook") total += (await stat(file.path)).size * 2;
  }
  return total;
}
