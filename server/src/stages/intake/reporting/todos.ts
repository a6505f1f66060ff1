import { sql } from "kysely";
import { minutesOf } from "../../../platform/asks.ts";
import type { Transaction } from "../../../platform/database.ts";
import { type NewTodo, settleTodos } from "../../../platform/todos.ts";
import { ownersOf } from "../measures/contest-store.ts";

/** Per figure: to look at it and let it go on. */
const minutesToEnter = minutesOf.report;
const minutesToLook = minutesOf["confirm-reports"];
const minutesToAsk = 5;
const ownPage = "/reports";
const ownersPage = "/reports-to-accept";

type Waiting = {
  readonly what: "enter" | "mend" | "confirm" | "late" | "accept" | "overdue";
  /** A unit; of what is to be accepted an indicator. */
  readonly of: string;
  readonly due: string | null;
  readonly n: number;
};

/** What waits for whom, one line each however many figures. */
async function listWaiting(tx: Transaction, programme: string, today: string): Promise<readonly Waiting[]> {
  const { rows } = await sql<Waiting>`
    with held as (select * from report_standing where programme = ${programme} and holder is not null),
    units as (select * from held where holder in ('liaison', 'head'))
    select 'enter' as what, unit as of, due::text as due, count(*)::int as n from held where state = 'due' group by unit, due
    union all select 'mend', unit, min(due)::text, count(*)::int from held where state = 'returned' group by unit
    union all select 'confirm', unit, min(due)::text, count(*)::int from held where state = 'submitted' group by unit
    union all select 'accept', indicator, null, count(*)::int from held where state = 'confirmed' group by indicator
    union all select 'late', unit, min(due)::text, count(*)::int from units where due < ${today}::date group by unit
    union all select 'overdue', '', null, count(*)::int from units where office_from <= ${today}::date having count(*) > 0
    order by 1, 2, 3`.execute(tx);
  return rows;
}

const prefixOf = (programme: string): string => `report:${encodeURIComponent(programme)}:`;

type At = { readonly programme: string; readonly today: string };

function ofUnit({ programme }: At, { what, of, due, n }: Waiting): readonly NewTodo[] {
  const key = `${prefixOf(programme)}${what}:${of}`;
  const unit = { programme, unit: of };
  const day = { due: due ?? undefined };
  switch (what) {
    case "enter":
      return [
        {
          ...{ key: `${key}:${due}`, kind: "enter-reports", for: { role: "liaison", ...unit }, path: ownPage, ...day },
          // What is due is on the meter figure by figure.
          ...{ minutes: minutesToEnter * n, isOnRecord: true },
        },
      ];
    case "mend":
      return [
        {
          ...{ key, kind: "mend-reports", for: { role: "liaison", ...unit }, path: ownPage, ...day },
          minutes: minutesToEnter * n,
        },
      ];
    case "confirm":
      return [
        {
          ...{ key, kind: "confirm-reports", for: { role: "head", ...unit }, path: ownPage, ...day },
          minutes: minutesToLook * n,
        },
      ];
    case "late":
      return [
        {
          ...{ key, kind: "late-reports", for: { role: "head", ...unit }, path: ownPage, ...day },
          // It was asked when it fell due.
          ...{ minutes: minutesToLook * n, isOnRecord: true },
        },
      ];
    default:
      return [];
  }
}

async function ofOthers(
  tx: Transaction,
  { programme, today }: At,
  { what, of, n }: Waiting,
): Promise<readonly NewTodo[]> {
  const key = `${prefixOf(programme)}${what}:${of}`;
  if (what === "overdue") {
    const path = `/programmes/${encodeURIComponent(programme)}/report-holders`;
    const office = { role: "organiser", programme } as const;
    return [{ key, kind: "overdue-reports", for: office, path, minutes: minutesToAsk }];
  }
  if (what !== "accept") return [];
  const owners = await ownersOf(tx, programme, [of], today);
  const whom =
    owners.length === 0 ? [{ role: "organiser", programme } as const] : owners.map((account) => ({ account }));
  return whom.map((each, at) => ({
    ...{
      key: `${key}:${at}`,
      kind: "accept-reports",
      for: each,
      path: ownersPage,
      minutes: minutesOf["accept-reports"] * n,
    },
  }));
}

/**
 * Brings what waits for people up to where the reports are. After its day a report waits for the head as well, later for the office:
 * one line each, which nothing follows by itself.
 */
export async function settleReportTodos(
  tx: Transaction,
  programme: string,
  { today, by }: { readonly today: string; readonly by: string },
): Promise<void> {
  const at = { programme, today };
  const todos: NewTodo[] = [];
  for (const each of await listWaiting(tx, programme, today))
    todos.push(...ofUnit(at, each), ...(await ofOthers(tx, at, each)));
  await settleTodos(tx, prefixOf(programme), todos, by);
}
