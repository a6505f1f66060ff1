import type { StreamMapping } from "@biaochi/contract";
import { openExpression } from "../mapping/expression.ts";
import { readJson } from "./exact-json.ts";
import { type Page, SourceFailure } from "./source.ts";
import { readCsv } from "./table.ts";

const looksLikeJson = (bytes: Buffer): boolean =>
  /^\s*[[{]/.test(bytes.toString("latin1", 0, 200).replace(/^\xef\xbb\xbf/, ""));

async function itemsOf(bytes: Buffer, { rows }: Pick<StreamMapping, "rows">): Promise<readonly unknown[]> {
  const document = readJson(bytes);
  const opened = rows === undefined ? undefined : openExpression(rows);
  const found = opened?.ok ? await opened.value(document).catch(() => undefined) : document;
  if (found === undefined) return [];
  if (!Array.isArray(found)) throw new SourceFailure("answer-no-list", {});
  return found;
}

/** What was sent: a JSON array, or CSV in UTF-8. */
export async function* readSent(
  bytes: Buffer,
  mapping: Pick<StreamMapping, "rows" | "headings">,
): AsyncGenerator<Page> {
  if (!looksLikeJson(bytes)) {
    yield* readCsv(bytes, "utf-8", { headings: mapping.headings, after: 0 });
    return;
  }
  const items = await itemsOf(bytes, mapping);
  yield { next: undefined, rows: items.map((raw, at) => ({ ref: String(at + 1), raw })) };
}
