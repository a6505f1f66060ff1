import { type Language, languages, sayComposed } from "@biaochi/words";
import { type SheetOut, writeWorkbook } from "../../../dataset/spreadsheet.ts";
import { startZip } from "../../../documents/zip.ts";
import type { Transaction } from "../../../platform/database.ts";
import { whyNot } from "./coverage.ts";
import { type Line, type Owner, parts } from "./parts.ts";

/** A change of what the package holds is a new number; docs/formats/own-data.md. */
export const format = "own-data/1";

type Taken = { readonly name: string; readonly lines: readonly Line[] };
export type Pack = { readonly language: Language; readonly at: Date; readonly watermark: string };

const columnsOf = (lines: readonly Line[]): readonly string[] => Object.keys(lines[0] ?? {});

function sheetOf({ name, lines }: Taken, { language, watermark }: Pack): SheetOut {
  const say = (code: string) => sayComposed(language, code);
  const columns = columnsOf(lines);
  const rows = lines.map((line) => columns.map((column) => textOf(line[column] ?? null)));
  const heading =
    columns.length === 0 ? [say("own-data.nothing")] : columns.map((column) => say(`own-data.column.${column}`));
  return {
    name: say(`own-data.${name}`).slice(0, 31),
    rows: [heading, ...rows],
    widths:
      columns.length === 0
        ? [24]
        : columns.map((column) => (/details|attributes|reason|purpose|path/.test(column) ? 40 : 18)),
    print: { paper: "a4", repeated: 1, header: watermark, footer: format },
  };
}

const textOf = (cell: Line[string]): string | number | null =>
  typeof cell === "boolean" ? String(cell) : (cell ?? null);

function readme(taken: readonly Taken[], { at, watermark }: Pack): string {
  const said = languages.map((language) => {
    const say = (code: string, params = {}) => sayComposed(language, code, params);
    return [
      say("own-data.title"),
      watermark,
      "",
      say("own-data.readme", { format, at: at.toISOString() }),
      "",
      ...taken.map(({ name, lines }) => `${name} · ${say(`own-data.${name}`)}: ${lines.length}`),
      "",
      say("own-data.not-inside"),
      ...whyNot.map((why) => `- ${say(`own-data.why.${why}`)}`),
    ].join("\r\n");
  });
  return `\ufeff${said.join("\r\n\r\n————————\r\n\r\n")}\r\n`;
}

/** Everything that the installation holds about one person and that the person may see, as a ZIP archive. */
export async function packOwnData(tx: Transaction, owner: Owner, pack: Pack): Promise<Uint8Array> {
  const taken: Taken[] = [];
  for (const { name, read } of parts) taken.push({ name, lines: await read(tx, owner) });
  const json = {
    format,
    at: pack.at.toISOString(),
    ...Object.fromEntries(taken.map(({ name, lines }) => [name, lines])),
  };
  const zip = startZip(pack.at);
  const text = (content: string) => Buffer.from(content, "utf8");
  return Buffer.concat([
    zip.add({ name: "README.txt", content: text(readme(taken, pack)) }),
    zip.add({ name: "own-data.json", content: text(`${JSON.stringify(json, undefined, 2)}\n`) }),
    zip.add({ name: "own-data.xlsx", content: await writeWorkbook(taken.map((each) => sheetOf(each, pack))) }, true),
    zip.finish(),
  ]);
}
