import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { writeWorkbook } from "../spreadsheet.ts";
import { csvText } from "./neutral.ts";
import { protocolOrder, type ResultView } from "./result-view.ts";
import { resultHeader, resultRows, resultSheets } from "./sheets.ts";

export const resultFiles = ["results.csv", "results.xlsx", "explanations.jsonl"] as const;

export type Written =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: "out-not-ours" | "out-unwritable";
      readonly params: Readonly<Record<string, string>>;
    };

const isAbsent = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

/** Whether `out` may be replaced: it is not there, is empty, or holds nothing but an earlier result. */
export async function mayReplace(out: string): Promise<Written> {
  try {
    if (!(await stat(out)).isDirectory())
      return { ok: false, code: "out-not-ours", params: { out, found: basename(out) } };
    const own: ReadonlySet<string> = new Set(resultFiles);
    const other = (await readdir(out)).find((name) => !own.has(name));
    return other === undefined ? { ok: true } : { ok: false, code: "out-not-ours", params: { out, found: other } };
  } catch (error) {
    if (isAbsent(error)) return { ok: true };
    return {
      ok: false,
      code: "out-unwritable",
      params: { out, reason: error instanceof Error ? error.message : String(error) },
    };
  }
}

function* explanationLines(view: ResultView): Generator<string> {
  const subjects = new Map(view.dataset.facts.subjects.map((each) => [each.id, each]));
  const ordered = view.explanations.toSorted((a, b) => {
    const [first, second] = [subjects.get(a.subject), subjects.get(b.subject)];
    return first && second ? protocolOrder(first, second) : 0;
  });
  const synthetic = view.dataset.scheme.synthetic ? { synthetic: true } : {};
  for (const explanation of ordered)
    yield `${JSON.stringify({ ...explanation, name: view.nameOf(explanation.subject), ...synthetic })}\n`;
}

/**
 * Writes a result whole or not at all: into a new folder beside `out`, then the old result is moved aside, the new one takes its
 * place, and the old one is removed. A crash between leaves a complete old or new result and a folder `.<out>-…` to delete.
 */
export async function writeResults(out: string, view: ResultView): Promise<Written> {
  const allowed = await mayReplace(out);
  if (!allowed.ok) return allowed;
  const mark = randomUUID().slice(0, 8);
  const fresh = join(dirname(out), `.${basename(out)}-${mark}`);
  const old = join(dirname(out), `.${basename(out)}-${mark}-old`);
  try {
    await mkdir(fresh, { recursive: true });
    await writeFile(join(fresh, "results.csv"), csvText([resultHeader(view), ...resultRows(view)]));
    await writeFile(join(fresh, "results.xlsx"), await writeWorkbook(resultSheets(view)));
    await pipeline(Readable.from(explanationLines(view)), createWriteStream(join(fresh, "explanations.jsonl")));
    const had = await rename(out, old).then(
      () => true,
      (error: unknown) => {
        if (isAbsent(error)) return false;
        throw error;
      },
    );
    await rename(fresh, out);
    if (had) await rm(old, { recursive: true });
    return { ok: true };
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    return {
      ok: false,
      code: "out-unwritable",
      params: { out, reason: error instanceof Error ? error.message : String(error) },
    };
  }
}
