import { inflateRawSync, inflateSync } from "node:zlib";
import type { Layout } from "./layout/page.ts";
import type { Document } from "./model.ts";

/** A document to try things on: everything about it may be replaced. */
export function sampleDocument(change: Partial<Document> = {}): Document {
  return {
    language: "zh-CN",
    title: "考核情况专报",
    paper: "a4-official",
    style: "official",
    blocks: [{ kind: "paragraph", text: "本季度共有 36 个单位参加考核。" }],
    footer: ["编号 000001"],
    marks: [],
    properties: { subject: "专报", issuer: "考核办", at: new Date("2025-10-08T08:00:00Z"), source: "run 1" },
    ...change,
  };
}

/** Reads a PDF of ours apart from the code that wrote it: its objects, and the text of each page by its own ToUnicode maps. */
export function readPdf(file: Buffer): {
  readonly objects: ReadonlyMap<number, string>;
  readonly pages: readonly string[];
} {
  const text = file.toString("latin1");
  const at = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const rows = text.slice(at).match(/^\d{10} \d{5} n /gm) ?? [];
  const objects = new Map<number, string>();
  for (const [n, row] of rows.entries()) {
    const start = Number(row.slice(0, 10));
    const head = new RegExp(`^${n + 1} 0 obj\\n`);
    if (!head.test(text.slice(start, start + 30))) throw new Error(`object ${n + 1} is not where the table says`);
    objects.set(n + 1, text.slice(start, text.indexOf("\nendobj\n", start)));
  }
  const streamOf = (number: number): string => {
    const body = objects.get(number) ?? "";
    const from = body.indexOf("stream\n") + 7;
    const length = Number(/\/Length (\d+)/.exec(body)?.[1]);
    const bytes = Buffer.from(body.slice(from, from + length), "latin1");
    return (body.includes("/FlateDecode") ? inflateSync(bytes) : bytes).toString("latin1");
  };
  const find = (pattern: RegExp) => [...objects].filter(([, body]) => pattern.test(body));
  const [, resources = ""] = find(/^\d+ 0 obj\n<< \/Font <</)[0] ?? [];
  const fonts = new Map<string, Map<string, string>>();
  for (const [, name = "", number] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const font = objects.get(Number(number)) ?? "";
    const map = new Map<string, string>();
    const cmap = streamOf(Number(/\/ToUnicode (\d+)/.exec(font)?.[1]));
    for (const [, code = "", unicode = ""] of cmap.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4,8})>/g))
      map.set(code, Buffer.from(unicode, "hex").swap16().toString("utf16le"));
    fonts.set(name, map);
  }
  const pages = find(/\/Type \/Page /).map(([, page]) => {
    const content = streamOf(Number(/\/Contents (\d+)/.exec(page)?.[1]));
    const shown = [...content.matchAll(/\/(F\d+) [\d.]+ Tf <([0-9a-f]+)> Tj/g)];
    return shown
      .map(([, font = "", codes = ""]) =>
        (codes.match(/.{4}/g) ?? []).map((code) => fonts.get(font)?.get(code) ?? "?").join(""),
      )
      .join("\n");
  });
  return { objects, pages };
}

/** The parts of an office file, read from its own directory: stored or deflated. */
export function partsOf(file: Buffer): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = file.readUInt32LE(end + 16);
  for (let n = file.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((by) => file.readUInt16LE(at + by));
    const local = file.readUInt32LE(at + 42);
    const name = file.toString("utf8", at + 46, at + 46 + (nameLength ?? 0));
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const content = file.subarray(from, from + size);
    parts.set(name, (method === 0 ? content : inflateRawSync(content)).toString("utf8"));
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return parts;
}

/** What each page of a layout says, mark by mark; what stands in the margins is left out. */
export function textsOf({ pages }: Layout): readonly (readonly string[])[] {
  return pages.map(({ groups }) =>
    groups
      .filter(({ element }) => element !== undefined)
      .flatMap(({ marks }) => marks)
      .flatMap((mark) =>
        mark.kind === "text"
          ? [
              mark.pieces
                .flatMap(({ glyphs }) => glyphs.map(({ codePoint }) => String.fromCodePoint(codePoint)))
                .join(""),
            ]
          : [],
      ),
  );
}
