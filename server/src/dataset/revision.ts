import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { covers, type Period, readPeriod, readScheme, type Scheme, type SchemeFinding } from "@biaochi/engine";
import { sniff } from "./encoding.ts";
import type { Findings } from "./finding.ts";
import { type FolderFile, reasonOf } from "./folder.ts";
import type { Row } from "./row.ts";
import type { FileDigest } from "./rows.ts";
import { tableOf } from "./tables.ts";

/** One scheme document of a folder, read. `scheme` is absent when it has errors. */
export interface SchemeFile {
  readonly file: string;
  /** The document as it was read; with the indicators of the table where it has none of its own. Its SHA-256 is the digest. */
  readonly text: string;
  readonly digest: FileDigest;
  readonly scheme?: Scheme;
  readonly findings: readonly SchemeFinding[];
}

/**
 * Puts indicators from a table into a scheme document that has none, at its end, so that lines in findings stay true.
 * JSON is YAML's flow form, so both kinds of document take the same text.
 */
export function withIndicators(text: string, rows: readonly Row[]): string {
  const own = tableOf("indicators").columns.filter((column) => !column.isAside);
  const indicators = rows.map(({ cells }) => {
    const { nameEn, source, system, whyReported, ...rest } = Object.fromEntries(
      own.flatMap((column) => (cells[column.name] ? [[column.name, cells[column.name] ?? ""]] : [])),
    );
    return {
      ...rest,
      name: { "zh-CN": cells.name ?? "", en: nameEn ?? cells.name ?? "" },
      ...(rest.decimals ? { decimals: Number(rest.decimals) } : {}),
      ...(source
        ? { source: { kind: source, ...(system ? { system } : {}), ...(whyReported ? { whyReported } : {}) } }
        : {}),
    };
  });
  const member = `"indicators": ${JSON.stringify(indicators)}`;
  const trimmed = text.trimEnd();
  return trimmed.startsWith("{") && trimmed.endsWith("}")
    ? `${trimmed.slice(0, -1)}, ${member}}\n`
    : `${trimmed}\n${member}\n`;
}

const hasIndicators = (text: string): boolean =>
  /^(?:indicators|["']indicators["'])\s*:/m.test(text) || /^\s*\{[\s\S]*"indicators"\s*:/.test(text);

/** Reads one scheme document, with the indicators of the table where it has none of its own. */
export async function readSchemeFile(
  file: { readonly name: string; readonly path: string },
  indicators: readonly Row[],
  findings: Findings,
): Promise<SchemeFile | undefined> {
  try {
    const sniffed = await sniff(file.path);
    if ("code" in sniffed) {
      findings.add({
        code: sniffed.code,
        severity: "error",
        file: file.name,
        row: sniffed.row,
        expected: "expected.encoding",
      });
      return undefined;
    }
    const written = new TextDecoder(sniffed.encoding).decode(await readFile(file.path));
    const first = indicators[0];
    if (first && hasIndicators(written)) {
      findings.add({
        code: "indicators-twice",
        severity: "error",
        file: first.file,
        row: first.row,
        values: { scheme: file.name },
      });
    }
    const text = first && !hasIndicators(written) ? withIndicators(written, indicators) : written;
    const read = readScheme(text);
    const sha256 = text === written ? sniffed.sha256 : createHash("sha256").update(text).digest("hex");
    return {
      file: file.name,
      text,
      digest: { file: file.name, bytes: sniffed.bytes, sha256, encoding: sniffed.encoding },
      ...(read.scheme ? { scheme: read.scheme } : {}),
      findings: read.findings,
    };
  } catch (error) {
    findings.add({ code: "file-unreadable", severity: "error", file: file.name, value: reasonOf(error) });
    return undefined;
  }
}

const lastDay = (period: Period): string => {
  const month = period.to % 12;
  const year = Math.floor(period.to / 12);
  return new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10);
};

/**
 * The scheme in force for a period: its cycle covers the period, it is effective on the period's last day or, if earlier, on the
 * day of `asOf`; of several the highest version.
 */
export function inForce(
  files: readonly SchemeFile[],
  ask: { readonly period?: string | undefined; readonly asOf?: string | undefined },
): SchemeFile | undefined {
  const period = ask.period === undefined ? undefined : readPeriod(ask.period);
  const candidates = files.filter(({ scheme }) => {
    const cycle = scheme && readPeriod(scheme.cycle);
    if (!scheme || !cycle || (period && !covers(cycle, period))) return false;
    const end = lastDay(period ?? cycle);
    const day = ask.asOf !== undefined && ask.asOf < end ? ask.asOf : end;
    return scheme.effective.from <= day && (scheme.effective.until === undefined || scheme.effective.until >= day);
  });
  const newest = (file: SchemeFile): readonly [string, number] => [file.scheme?.cycle ?? "", file.scheme?.version ?? 0];
  return candidates.sort((a, b) => {
    const [[cycleA, versionA], [cycleB, versionB]] = [newest(a), newest(b)];
    return cycleA === cycleB ? versionB - versionA : cycleA < cycleB ? 1 : -1;
  })[0];
}

/**
 * The scheme that counts. One document is taken as it is; with several, those with errors stop the choice, two of the same
 * identifier, version and cycle are a finding, and so is a period that none covers.
 */
export function chooseScheme(
  files: readonly SchemeFile[],
  ask: { readonly period?: string | undefined; readonly asOf?: string | undefined },
  findings: Findings,
): SchemeFile | undefined {
  const [only, another] = files;
  if (!only || !another) return only;
  const broken = files.find((file) => !file.scheme);
  if (broken) return broken;
  const seen = new Map<string, string>();
  for (const { file, scheme } of files) {
    const name = `${scheme?.id}@${scheme?.version}/${scheme?.cycle}`;
    const first = seen.get(name);
    if (first) findings.add({ code: "scheme-repeated", severity: "error", file, value: name, values: { first } });
    else seen.set(name, file);
  }
  const chosen = inForce(files, ask);
  if (!chosen)
    findings.add({
      code: "scheme-not-in-force",
      severity: "error",
      file: files.map((each) => each.file).join(", "),
      value: ask.period ?? "",
      expected: "expected.scheme-in-force",
    });
  return chosen;
}

export const schemeFilesIn = (files: readonly FolderFile[]): readonly FolderFile[] =>
  files.filter((file) => file.holds === "scheme");
