import { inflateSync } from "node:zlib";
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
