import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach } from "vitest";
import { openInstallation } from "../installation.ts";
import { freshDatabase, type TestDatabase } from "../test-database.ts";
import { checkTrail } from "./check.ts";
import { insertLines, linesOf, type NewAuditEvent } from "./event.ts";
import { exportLines } from "./export.ts";
import { headColumns, sealWaiting } from "./sealer.ts";

/** An empty trail for each test, with its own database and its own file of heads. */
export const folder: string = mkdtempSync(join(tmpdir(), "biaochi-audit-"));
export let db: TestDatabase;
export let heads: string;
let files = 0;

export function openTrailForEachTest(): void {
  beforeEach(async () => {
    db = await freshDatabase();
    await openInstallation(db.database, "demo");
    files += 1;
    heads = join(folder, `heads-${files}.ndjson`);
    return () => db.drop();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

export const line = (n: number): NewAuditEvent => ({
  ...{ kind: "read", account: `u-${n}`, roles: ["head"], reach: ["units"], action: "see-subject" },
  ...{ route: "GET /runs/{run}/subjects/{subject}", run: 1, subject: `p-${n}`, outcome: "done", request: "r" },
});
export const write = (...events: readonly NewAuditEvent[]) =>
  db.database.withConnection((client) => client.query(insertLines, [linesOf(events)]));
/** As an administrator of the database may do: without triggers. */
export const asAdministrator = (...statements: readonly string[]) =>
  db.database.withConnection(async (client) => {
    await client.query("set session_replication_role = replica");
    for (const each of statements) await client.query(each);
    await client.query("set session_replication_role = origin");
  });
export const found = async () =>
  (await checkTrail(db.database, heads)).findings.map(({ code, params }) => [code, params]);

export async function exported(): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of exportLines(db.database, {})) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** Three batches: lines 1 to 3, 4 to 6, 7 to 9. */
export async function threeBatches(): Promise<void> {
  for (const first of [1, 4, 7]) {
    await write(line(first), line(first + 1), line(first + 2));
    await sealWaiting(db.database, heads);
  }
}

/** The heads as the database has them, as a file would. */
export const headsInDatabase = () =>
  db.database.withConnection(
    async (client) => (await client.query(`select ${headColumns} from audit_batch b order by 1`)).rows,
  );
