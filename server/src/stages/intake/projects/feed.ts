import type { SharingAgreement, StreamMapping } from "@biaochi/contract";
import { sql } from "kysely";
import type { Clock } from "../../../platform/clock.ts";
import type { Database, Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { runOf } from "../arrivals/ask.ts";
import { findConnection, insertConnection, setActiveState, setScheduleState } from "../arrivals/connection-store.ts";
import { insertRun } from "../arrivals/run-store.ts";
import type { Page, Source } from "../arrivals/sources/source.ts";
import { findStream, insertStream } from "../arrivals/stream-store.ts";

/** Milestones of approved projects as records, so that measures count them as they count what other systems hold. */

export const feedConnection = "own-projects";
export const feedStream = "project-milestones";
/** How often it is looked whether a day has passed. */
const everyMinutes = 60;

const text = (from: string) => ({ from, type: "text", required: true }) as const;
const day = (from: string, required: boolean) => ({ from, type: "day", required }) as const;
const truth = (from: string) => ({ from, type: "truth" as const, yes: ["true"], no: ["false"], required: true });
const title = (chinese: string, english: string) => ({ title: { "zh-CN": chinese, en: english } });

/** firstDay: the first plan. agreedDay: as it was agreed last. dueByFirst, dueByAgreed: its day has passed, or it is done. */
export const feedMapping: StreamMapping = {
  ...{ headings: 1, key: "key", happenedAt: "firstDay", unit: "unit", checks: [] },
  fields: {
    project: { ...text("project"), ...title("项目", "Project") },
    milestone: { ...text("milestone"), ...title("节点", "Milestone") },
    unit: { ...text("unit"), ...title("责任单位", "Unit that answers") },
    firstDay: { ...day("firstDay", true), ...title("首次计划日期", "Day first planned") },
    agreedDay: { ...day("agreedDay", true), ...title("议定日期", "Day agreed") },
    doneDay: { ...day("doneDay", false), ...title("完成日期", "Day done") },
    dueByFirst: { ...truth("dueByFirst"), ...title("按首次计划已到期", "Due by the first plan") },
    dueByAgreed: { ...truth("dueByAgreed"), ...title("按议定日期已到期", "Due by the agreed day") },
  },
};
const columns = ["key", ...Object.keys(feedMapping.fields)];

/** The installation's own records need nobody's leave, and their agreement has no end. */
const agreement: SharingAgreement = {
  ...{ approver: "考核办", basis: "本系统的项目记录", fields: Object.keys(feedMapping.fields), frequency: "每小时" },
  ...{ contact: "考核办", lastDay: "2199-12-31" },
};

/** Opened with the first project that is approved, once. */
export async function openFeed(
  tx: Transaction,
  programme: string,
  by: string,
  clock: Pick<Clock, "now">,
): Promise<void> {
  const which = { programme, connection: feedConnection };
  await sql`select pg_advisory_xact_lock(hashtextextended(${`project feed ${programme}`}, 0))`.execute(tx);
  if ((await findConnection(tx, wholeCity, which)) !== undefined) return;
  if ((await findStream(tx, wholeCity, { programme, stream: feedStream })) !== undefined) return; // somebody's own, of that name
  await insertConnection(tx, {
    ...{
      ...which,
      version: 1,
      name: { "zh-CN": "本系统：项目", en: "This system: projects" },
      agreement,
      keeper: null,
    },
    ...{ place: { kind: "own", what: "project-milestones" }, sealed: undefined, isSimulated: false },
    ...{ madeBy: by, reason: "首个项目立项" },
  });
  await insertStream(tx, {
    ...{ programme, stream: feedStream, version: 1, connection: feedConnection, mapping: feedMapping },
    ...{ name: { "zh-CN": "项目节点", en: "Project milestones" }, madeBy: by, reason: "首个项目立项" },
  });
  await setScheduleState(tx, { ...which, everyMinutes, now: clock.now() });
  await setActiveState(tx, { ...which, isActive: true, now: clock.now() });
}

/** Lets the records be read now; whoever joined the parts wakes the thread after the commit. */
export async function askFeed(tx: Transaction, programme: string, by: string): Promise<void> {
  const stream = await findStream(tx, wholeCity, { programme, stream: feedStream });
  const connection = await findConnection(tx, wholeCity, { programme, connection: feedConnection });
  if (stream === undefined || connection === undefined || !connection.isActive) return;
  const { rows } = await sql`select from arrival_run
    where programme = ${programme} and stream = ${feedStream} and state = 'waiting' limit 1`.execute(tx);
  if (rows.length === 0) await insertRun(tx, runOf(stream, connection, { why: "asked", askedBy: by }));
}

type Line = Readonly<Record<string, string | null>>;

/** Every milestone of every project that was approved. Of a project that was given up those count that were due before. */
async function readLines(tx: Transaction, programme: string, today: string): Promise<readonly Line[]> {
  const due = (column: string) => sql`(m.done is not null or (m.${sql.raw(column)} < ${today}::date
    and (p.stopped_on is null or m.${sql.raw(column)} < p.stopped_on)))::text`;
  const { rows } = await sql<Line>`
    select m.project || ':' || m.number as key, p.name as project, m.name as milestone, m.unit, m.planned::text as "firstDay",
      m.agreed::text as "agreedDay", m.done::text as "doneDay", ${due("planned")} as "dueByFirst", ${due("agreed")} as "dueByAgreed"
    from project_milestone_standing m join project_standing p on p.id = m.project
    where p.programme = ${programme} and p.is_approved order by m.project, m.number`.execute(tx);
  return rows;
}

/** A source like every other, but that it is asked in the own database. One page: a city has hundreds of projects. */
export function ownSource(database: Database, programme: string, { clock }: { readonly clock: Clock }): Source {
  return async function* read(): AsyncGenerator<Page> {
    const lines = await database.read((tx) => readLines(tx, programme, clock.today()));
    yield { columns, next: undefined, rows: lines.map((raw) => ({ ref: raw.key ?? "", raw })) };
  };
}
