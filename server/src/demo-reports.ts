import { type Role, releases } from "@biaochi/contract";
import { readPeriod } from "@biaochi/engine";
import { sql } from "kysely";
import { demoProgramme } from "./demo-arrivals.ts";
import type { Clock } from "./platform/clock.ts";
import type { Database, Transaction } from "./platform/database.ts";
import type { Actor } from "./platform/identity.ts";
import { inTransaction, openRecording } from "./platform/recordings.ts";
import { acceptReports, confirmReports, returnReport } from "./stages/intake/reporting/hand-on.ts";
import { askForReports, type ReportDays } from "./stages/intake/reporting/look.ts";
import { findReport, type Reader } from "./stages/intake/reporting/report-store.ts";
import { submitReports } from "./stages/intake/reporting/submit.ts";
import { periodAt } from "./stages/intake/warnings/watched.ts";

const programme = demoProgramme;
const indicators = ["visits-received", "errands-done", "forms-dropped"] as const;
type Reach = Actor["scope"][number]["reach"];

/** Who of the demo acts, as they would through the doors. */
const actorOf = (id: string, role: Role, reach: Reach): Actor => ({
  ...{ id, account: undefined, held: [role], roles: [role] },
  scope: [{ role, reach, releases }],
});

/** The owner of the demo answers for what units report, too. */
async function grantOwner(tx: Transaction, today: string): Promise<void> {
  await sql`insert into role_grant (account, role, reach, programme, things, first_day, reason, given_by, confirmed_by, confirmed_at)
    select 'owner', 'owner', 'indicators', ${programme}, ${[...indicators]}::text[], ${today}::date, '演示', 'biaochi', 'biaochi load', clock_timestamp()
    where exists (select from account where id = 'owner' and programme = ${programme})`.execute(tx);
}

/** The figures of the month before, so that something is filled in. Invented, and the same each time. */
async function recordBefore(tx: Transaction): Promise<void> {
  const { rows } = await sql<{ period: string }>`
    select max(period) as period from report where programme = ${programme} and indicator = any(${[...indicators]}::text[])`.execute(
    tx,
  );
  const period = readPeriod(rows[0]?.period ?? "");
  const before = period && periodAt("month", period.from - 1);
  if (before === undefined) return;
  const recording = await openRecording(inTransaction(tx), {
    ...{ programme, kind: "import", name: "演示上期数", author: "biaochi", reason: "演示" },
  });
  await sql`insert into observation (programme, id, recording, subject, indicator, period, value, source)
    select programme, 'demo-report:' || id, ${recording.id}, unit, indicator, ${before.id}, (3 + id % 9)::text, '演示'
    from report where programme = ${programme} and indicator = any(${[...indicators]}::text[])`.execute(tx);
}

type Due = { readonly report: number; readonly indicator: string };

async function listDue(tx: Transaction, unit: string): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    select id as report, indicator from report where programme = ${programme} and unit = ${unit} order by id`.execute(
    tx,
  );
  return rows;
}

/** What a demo does must succeed: nobody would see that it did not. */
function must<T>(
  outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: { code: string } },
): T {
  if (!outcome.ok) throw new Error(`a report of the demo was refused: ${outcome.refusal.code}`);
  return outcome.value;
}

/**
 * What the running year asks of units, and of the liaison's own unit one figure at each step: due, come back, accepted. Invented; done
 * once for each demo.
 */
export async function addDemoReports(database: Database, clock: Clock, days: ReportDays): Promise<void> {
  await askForReports(database, days);
  const today = clock.today();
  await database.transaction(async (tx) => {
    const { rows } = await sql<{ unit: string }>`select s.unit from account a
      join current_subject s on s.programme = a.programme and s.id = a.self
      where a.id = 'liaison' and a.programme = ${programme} and s.unit is not null`.execute(tx);
    const acted =
      await sql`select from report_act a join report r on r.id = a.report where r.programme = ${programme} limit 1`.execute(
        tx,
      );
    const unit = rows[0]?.unit;
    const due = unit === undefined ? [] : await listDue(tx, unit);
    const [visits, errands] = indicators.map((each) => due.find(({ indicator }) => indicator === each)?.report);
    if (unit === undefined || visits === undefined || errands === undefined || acted.rows.length > 0) return;
    await grantOwner(tx, today);
    await recordBefore(tx);
    await handOn(tx, { unit, visits, errands, today });
  });
}

type Course = { readonly unit: string; readonly visits: number; readonly errands: number; readonly today: string };

async function handOn(tx: Transaction, { unit, visits, errands, today }: Course): Promise<void> {
  const ofUnit: Reach = { kind: "units", programme, units: [unit] };
  const liaison = actorOf("liaison", "liaison", ofUnit);
  const head = actorOf("head", "head", ofUnit);
  const owner = actorOf("owner", "owner", { kind: "indicators", programme, indicators: [...indicators] });
  const reader: Reader = { scope: owner.scope, today };
  const seen = async (report: number) => ({ report, act: (await findReport(tx, reader, report))?.act ?? 0 });
  const entries = [
    { report: visits, value: "4", evidence: [] },
    { report: errands, value: "180", note: "含村社代办点（虚构）", evidence: [] },
  ];
  must(await submitReports(tx, liaison, entries, today));
  must(await confirmReports(tx, head, [await seen(visits), await seen(errands)], today));
  must(await acceptReports(tx, owner, [await seen(visits)], today));
  const reason = "与上月差异较大，请核对是否含全年累计（虚构）";
  must(await returnReport(tx, owner, { ...(await seen(errands)), reason }, today));
}
