import { type InputOf, type Outcome, ok, type Refusal, refuse, routes } from "@biaochi/contract";
import { collectFindings } from "../../../dataset/finding.ts";
import { textOf } from "../../../dataset/upload/anatomy.ts";
import { openUpload } from "../../../dataset/upload/open-upload.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { listProgrammes } from "../../registry/store.ts";
import { indicatorsOf } from "../store.ts";
import { csvRows, itemsOfScheme, itemsOfTable, type UpperRead } from "./items.ts";
import { headOf, upperPage } from "./upper-page.ts";
import { findUpper, listUnits, listUpperItems, listUppers, saveLead, saveUpper } from "./upper-store.ts";

type File = InputOf<typeof routes.takeUpperScheme>["body"]["file"];
type Taken = { readonly read: UpperRead; readonly form: "scheme" | "table"; readonly document: string };

const mostRows = 5_000;
/** A table of so many rows is read on the spot, while others wait. */
const limits = { unpacked: 64 * 1024 * 1024, parts: 500 };

const asCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");

/** What came, as items and as the text that is kept: a workbook is kept as the rows of its first sheet. */
async function take(file: File): Promise<Outcome<Taken, Refusal<"upper-unreadable">>> {
  if (file.form === "scheme") {
    const document = file.text.replace(/\r\n?/g, "\n");
    const read = itemsOfScheme(document);
    return read.ok ? ok({ read: read.value, form: "scheme", document }) : read;
  }
  const rows = file.form === "csv" ? csvRows(file.text) : await rowsOfWorkbook(Buffer.from(file.content, "base64"));
  if (rows === undefined || rows.length > mostRows)
    return refuse({ code: "upper-unreadable", params: { line: 1, why: rows === undefined ? "file" : "many" } });
  const read = itemsOfTable(rows, file.title);
  return read.ok ? ok({ read: read.value, form: "table", document: asCsv(rows) }) : read;
}

async function rowsOfWorkbook(bytes: Buffer): Promise<readonly (readonly string[])[] | undefined> {
  const [sheet] = await openUpload({ name: "table.xlsx", bytes }, collectFindings(), limits);
  return sheet?.rows.map((row) => row.map(textOf));
}

export function upperRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  const answer = async (tx: Transaction, actor: Actor, id: number) => {
    const row = await findUpper(tx, actor.scope, id);
    if (row === undefined) return refuse({ code: "outside-scope" } satisfies Refusal);
    const trail = { programme: row.programme, thing: `upper:${id}` };
    return ok({ value: await upperPage(tx, actor, row, clock.today()), trail });
  };
  return [
    handle<Actor>()(routes.listUpperSchemes, async (tx, { actor, input }) => {
      const rows = await listUppers(tx, actor.scope, input.query.programme);
      const programmes = await listProgrammes(tx, actor.scope);
      return ok({
        value: { uppers: rows.map(headOf), programmes: programmes.map(({ id, title }) => ({ id, title })) },
      });
    }),
    handle<Actor>()(routes.takeUpperScheme, async (tx, { actor, input }) => {
      const { programme, name, file } = input.body;
      const known = await listProgrammes(tx, actor.scope);
      if (!known.some(({ id }) => id === programme)) return refuse({ code: "outside-scope" });
      const taken = await take(file);
      if (!taken.ok) return taken;
      const { read, form, document } = taken.value;
      const upper = await saveUpper(tx, { ...read, programme, name, form, document }, actor.id);
      if (upper === undefined) return refuse({ code: "upper-known" });
      return ok({ value: { upper }, trail: { thing: `upper:${upper}` } });
    }),
    handle<Actor>()(routes.readUpperScheme, (tx, { actor, input }) => answer(tx, actor, input.params.upper)),
    handle<Actor>()(routes.leadUpperItem, async (tx, { actor, input }) => {
      const { upper } = input.params;
      const { item, lead, helping, indicators } = input.body;
      const row = await findUpper(tx, actor.scope, upper);
      if (row === undefined) return refuse({ code: "outside-scope" });
      const items = await listUpperItems(tx, actor.scope, upper);
      const units = new Set((await listUnits(tx, actor.scope, row.programme)).map(({ id }) => id));
      const ours = await indicatorsOf(tx, actor.scope, row.programme);
      const unknown = [
        ...(items.some((each) => each.item === item) ? [] : [item]),
        ...[...(lead === null ? [] : [lead]), ...helping].filter((id) => !units.has(id)),
        ...indicators.filter((id) => !ours.has(id)),
      ];
      if (unknown.length > 0) return refuse({ code: "lead-unknown", params: { things: unknown.join(", ") } });
      const helpers = lead === null ? [] : [...new Set(helping)].filter((id) => id !== lead);
      await saveLead(tx, { upper, item, lead, helping: helpers, indicators: [...new Set(indicators)] }, actor.id);
      return answer(tx, actor, upper);
    }),
  ];
}
