// What a line of the audit trail costs a read: the same door with and without it, on a PostgreSQL that waits for its disk; then sealing
// and checking. `audit.ts <requests> <rounds>`
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { ok, route } from "@biaochi/contract";
import { sql } from "kysely";
import { z } from "zod";
import { checkTrail } from "../server/src/platform/audit/check.ts";
import { sealWaiting } from "../server/src/platform/audit/sealer.ts";
import { openTrail } from "../server/src/platform/audit/trail.ts";
import { buildHttp } from "../server/src/platform/http.ts";
import { openInstallation } from "../server/src/platform/installation.ts";
import { handle, mountRoutes } from "../server/src/platform/mount-routes.ts";
import { openCityPlatform } from "./city-database.ts";
import { median, say } from "./measure.ts";

const [, , requests = "400", rounds = "5"] = process.argv;
const common = {
  method: "GET",
  summary: "s",
  action: "see-subject",
  output: z.object({ n: z.int() }),
  refusals: [],
  input: { params: z.strictObject({ run: z.string(), subject: z.string() }) },
} as const;
const doors = {
  kept: route({ ...common, path: "/kept/{run}/{subject}", audit: "read" }),
  quiet: route({ ...common, path: "/quiet/{run}/{subject}", audit: "none" }),
};
type Reader = { readonly id: string; readonly account: object; readonly roles: readonly ["head"] };

const data = mkdtempSync(join(tmpdir(), "biaochi-bench-"));
chmodSync(data, 0o711);
const platform = await openCityPlatform(data);
const { database, settings } = platform;

/** ms of processor time of this process and of every process of the database. */
function cpu(): number {
  const server = readFileSync(join(data, "postgres", "postmaster.pid"), "utf8").split("\n")[0];
  const { user, system } = process.cpuUsage();
  let ticks = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const after = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      if (after[1] === server) ticks += Number(after[11]) + Number(after[12]);
    } catch {
      // it ended while it was looked for
    }
  }
  return ticks * 10 + (user + system) / 1000;
}

try {
  await openInstallation(database, "demo");
  const trail = openTrail(database, platform.dataFolder.masterKey);
  const answer = async (tx: Parameters<Parameters<typeof database.read>[0]>[0]) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from installation`.execute(tx);
    return ok({ value: { n: rows[0]?.n ?? 0 } });
  };
  const admit = async () => ok<Reader>({ id: "head", account: {}, roles: ["head"] });
  const mounted = [handle<Reader>()(doors.kept, answer), handle<Reader>()(doors.quiet, answer)];
  const app = await buildHttp({
    ...{ settings: { ...settings, requestsPerMinute: 1_000_000 }, database, version: "0" },
    mount: (scope) => mountRoutes(scope, mounted, { database, admit, trail }),
  });
  const knock = async (door: keyof typeof doors, n: number) => {
    const { statusCode } = await app.inject({ url: `/api/v1/${door}/12/p${n}`, headers: { host: "localhost" } });
    if (statusCode !== 200) throw new Error(`${door}: ${statusCode}`);
  };
  const figures: Record<string, number> = {};
  for (const atOnce of [1, 16]) {
    const [wall, work] = [
      { kept: [] as number[], quiet: [] as number[] },
      { kept: [] as number[], quiet: [] as number[] },
    ];
    for (let round = 0; round <= Number(rounds); round++)
      for (const door of ["kept", "quiet"] as const) {
        const [start, before] = [performance.now(), cpu()];
        await Promise.all(
          Array.from({ length: atOnce }, async (_, lane) => {
            for (let n = lane; n < Number(requests); n += atOnce) await knock(door, n);
          }),
        );
        if (round === 0) continue; // the first warms up
        wall[door].push((performance.now() - start) / Number(requests));
        work[door].push((cpu() - before) / Number(requests));
      }
    for (const door of ["kept", "quiet"] as const) {
      figures[`${door} ${atOnce} ms`] = median(wall[door]);
      figures[`${door} ${atOnce} cpu`] = median(work[door]);
    }
  }
  await app.close();
  const heads = join(data, "audit-heads.ndjson");
  const sealing = performance.now();
  figures.sealed = await sealWaiting(database, heads);
  figures["seal ms"] = performance.now() - sealing;
  const checking = performance.now();
  const { rows, findings } = await checkTrail(database, heads);
  figures["check ms"] = performance.now() - checking;
  const size = await database.withConnection((client) =>
    client.query<{ n: string }>("select pg_total_relation_size('audit_event')::text as n"),
  );
  figures["bytes a line"] = Number(size.rows[0]?.n) / rows;
  say({ figures, checksum: findings.length === 0 && rows === figures.sealed ? "whole" : "NOT WHOLE" });
} finally {
  await platform.close();
  rmSync(data, { recursive: true, force: true });
}
