import { type Outcome, ok, type Place, type Refusal, refuse, type StreamMapping } from "@biaochi/contract";
import type { Database } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { ownSource } from "../projects/feed.ts";
import { reachesProgramme, reachesStreamOf } from "./arrival-scope.ts";
import type { By } from "./commands.ts";
import { openSecret, targetOf } from "./connection-secret.ts";
import { type Connection, findConnection, readSealed } from "./connection-store.ts";
import { faultOf, type MappingFault } from "./mapping/check-mapping.ts";
import { checkColumns } from "./mapping/columns.ts";
import { openReader } from "./mapping/read-rows.ts";
import { folderOf, openSource, type SourceTools } from "./open-source.ts";
import type { RowReason } from "./quarantine-store.ts";
import type { Fields } from "./record-store.ts";
import type { Told } from "./run-store.ts";
import { listLying } from "./sources/folder.ts";
import { readSent } from "./sources/sent.ts";
import { type Page, type Source, SourceFailure } from "./sources/source.ts";

/** One row as it came and as it would be kept; rows with reasons would be put aside. */
export type PreviewRow = {
  readonly ref: string;
  readonly raw: unknown;
  readonly key: string | null;
  readonly fields: Fields;
  readonly happenedAt: string | null;
  readonly unitCode: string | null;
  readonly reasons: readonly RowReason[];
  /** Ids of checks that it does not pass though it may count. */
  readonly notes: readonly string[];
};

export type Preview = {
  /** Why nothing came, or why all of it would be refused. */
  readonly failure: Told | null;
  /** Headings of a table; null: the rows are items. */
  readonly columns: readonly string[] | null;
  readonly rows: readonly PreviewRow[];
  readonly remarks: readonly Told[];
};

export type PreviewQuestion = {
  readonly programme: string;
  readonly connection: string;
  /** As it is typed; absent: as it is saved. */
  readonly place?: Place | undefined;
  readonly secret?: string | undefined;
  /** Absent: what comes is shown as it is, and nothing of it is read. */
  readonly mapping?: StreamMapping | undefined;
  /** For what is sent: an example of it, a JSON array or CSV. */
  readonly sample?: string | undefined;
};

export type PreviewTools = SourceTools & { readonly masterKey: Uint8Array };

const mostRows = 50;
const mostSeconds = 30;
const oneDay = 86_400_000;
const noFields: StreamMapping = { headings: 1, key: "", fields: {}, checks: [] };

type PreviewRefusal = Refusal<"outside-scope" | "arrival-secret-needed"> | MappingFault;

/** Fetches the first rows of a source and reads them; nothing is kept. What goes wrong with the source is part of the answer. */
export async function preview(
  database: Database,
  actor: By,
  question: PreviewQuestion,
  tools: PreviewTools,
): Promise<Outcome<Preview, PreviewRefusal>> {
  const { mapping } = question;
  const opened = await database.read((tx) => openPlace(tx, actor, question, tools));
  if (!opened.ok) return opened;
  const fault = mapping === undefined ? undefined : faultOf(mapping);
  if (fault !== undefined) return refuse(fault);
  try {
    const page = await firstPage(await sourceOf(database, opened.value, question, tools), tools);
    return ok(await shown(page, mapping));
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    return ok({ failure: error.told, columns: null, rows: [], remarks: [] });
  }
}

type Opened = { readonly place: Place; readonly secret: string | undefined; readonly isSimulated: boolean };

/** A secret that is kept is shown only to whom it was given for. */
async function openPlace(
  tx: Parameters<typeof findConnection>[0],
  actor: By,
  { programme, connection, place, secret }: PreviewQuestion,
  { masterKey }: PreviewTools,
): Promise<Outcome<Opened, Refusal<"outside-scope" | "arrival-secret-needed">>> {
  const maySetUp = await reachesProgramme(tx, actor.scope, programme);
  const mayRead = place === undefined && (await reachesStreamOf(tx, actor.scope, { programme, connection }));
  if (!maySetUp && !mayRead) return refuse({ code: "outside-scope" });
  const saved: Connection | undefined = await findConnection(tx, wholeCity, { programme, connection });
  const asked = place ?? saved?.place;
  if (asked === undefined) return refuse({ code: "outside-scope" });
  const isSame = saved !== undefined && targetOf(saved.place) === targetOf(asked);
  const sealed = isSame && secret === undefined ? await readSealed(tx, { ...saved }) : undefined;
  const known =
    secret ?? (sealed === undefined || saved === undefined ? undefined : openSecret(masterKey, saved, sealed));
  if (known === undefined && targetOf(asked) !== undefined && asked.kind !== "push")
    return refuse({ code: "arrival-secret-needed" });
  return ok({ place: asked, secret: known, isSimulated: isSame && saved.isSimulated });
}

async function sourceOf(
  database: Database,
  { place, secret, isSimulated }: Opened,
  { programme, mapping = noFields, sample }: PreviewQuestion,
  tools: PreviewTools,
): Promise<Source> {
  const { rows, headings } = mapping;
  if (place.kind === "push") return () => readSent(Buffer.from(sample ?? "", "utf8"), mapping);
  if (place.kind === "own") return ownSource(database, programme, tools);
  const [file] = place.kind === "folder" ? await listLying(folderOf(place, tools)) : [];
  if (place.kind === "folder" && file === undefined) throw new SourceFailure("folder-empty", { folder: place.folder });
  return openSource({ place, secret, isSimulated, rows, headings, name: file?.name }, tools);
}

async function firstPage(source: Source, { clock }: PreviewTools): Promise<Page> {
  const until = clock.now();
  const window = { since: new Date(until.getTime() - oneDay), until };
  for await (const page of source({ window, stop: AbortSignal.timeout(mostSeconds * 1_000) })) return page;
  return { rows: [], next: undefined };
}

async function shown(page: Page, mapping: StreamMapping | undefined): Promise<Preview> {
  const rows = page.rows.slice(0, mostRows);
  const columns = page.columns ?? null;
  const remarks = [...(page.remarks ?? [])];
  const asItCame = (row: Page["rows"][number]): PreviewRow => ({
    ...{ ref: row.ref, raw: row.raw, key: null, fields: {}, happenedAt: null, unitCode: null, reasons: [], notes: [] },
  });
  if (mapping === undefined) return { failure: null, columns, rows: rows.map(asItCame), remarks };
  try {
    remarks.push(...checkColumns(mapping, page));
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    return { failure: error.told, columns, rows: rows.map(asItCame), remarks };
  }
  const read = await openReader(mapping)(rows);
  return {
    ...{ failure: null, columns, remarks },
    rows: read.map(({ ref, raw, key = null, fields, happenedAt = null, unitCode = null, reasons, notes }) => ({
      ...{ ref, raw, key, fields, happenedAt, unitCode, reasons, notes },
    })),
  };
}
