import { sql } from "kysely";
import { minutesOf } from "../../../platform/asks.ts";
import type { Database, Transaction } from "../../../platform/database.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { todoOf } from "./acts.ts";
import { type Examined, examine } from "./examine.ts";
import type { Material } from "./material.ts";
import { listWaiting, savePass, type Waiting } from "./pass-store.ts";
import { readMaterial } from "./read-material.ts";
import type { SourceCount } from "./score.ts";
import { closeFindings, countUnsettled, reopenFindings, saveFindings } from "./settle-store.ts";

/** Who notices: no person. */
const author = "biaochi";

export async function hasWaitingExamination(tx: Transaction): Promise<boolean> {
  return (await listWaiting(tx)).length > 0;
}

/** Examines every programme that has changed since it was last examined; each is one transaction, done whole or not at all. */
export async function examineWaiting(database: Database, isStopped: () => boolean = () => false): Promise<void> {
  for (const waiting of await database.read(listWaiting)) {
    if (isStopped()) return;
    await database.transaction((tx) => examineProgramme(tx, waiting));
  }
}

/**
 * What was found is kept once under its key, whatever was said about it. What is found no more is closed: as mended where another
 * figure stands, else since it holds no more. What was closed and is found again is open again; what was explained stays so.
 */
async function examineProgramme(tx: Transaction, waiting: Waiting): Promise<void> {
  const { programme, day } = waiting;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`quality ${programme}`}, 0))`.execute(tx);
  const material = await readMaterial(tx, programme, day);
  if (material === undefined) return;
  const examined = examine(material);
  const figures = [...examined.numbers.values()].reduce((sum, n) => sum + n, 0);
  const pass = await savePass(tx, {
    ...waiting,
    figures,
    sources: sourcesOf(material, examined),
    small: examined.small,
  });
  await reopenFindings(tx, programme, examined.found, author);
  for (const closed of await closeFindings(tx, programme, examined.found, author))
    await finishTodos(tx, todoOf(closed), author);
  await saveFindings(tx, { programme, pass }, examined.found);
  await tellOffice(tx, waiting);
}

/** From the third of a month on, when figures of the last one are in, for a week. */
async function tellOffice(tx: Transaction, { programme, day }: Waiting): Promise<void> {
  const date = Number(day.slice(8));
  if (date < 3 || date > 10) return;
  const n = await countUnsettled(tx, programme);
  if (n === 0) return;
  const month = day.slice(0, 7);
  await addTodos(tx, [
    {
      ...{ key: `quality:${programme}:${month}`, kind: "read-quality", params: { n } },
      ...{ for: { role: "organiser", programme }, path: `/programmes/${encodeURIComponent(programme)}/quality` },
      ...{ due: `${month}-10`, minutes: minutesOf["read-quality"], lapses: true },
    },
  ]);
}

/** What came of each source: the system with the unit that answers for it. */
function sourcesOf({ indicators }: Material, { delivered, numbers }: Examined): readonly SourceCount[] {
  const observed = [...indicators.values()].filter(({ isObserved }) => isObserved);
  const groups = Map.groupBy(observed, ({ source, owner }) => JSON.stringify([source ?? "", owner ?? ""]));
  const counts = [...groups.values()].flatMap((each): SourceCount[] => {
    const [first] = each;
    if (first === undefined) return [];
    const ids = each.map(({ id }) => id);
    const own = delivered.filter(({ indicator }) => ids.includes(indicator));
    const sum = (of: (one: (typeof own)[number]) => number) => own.reduce((total, one) => total + of(one), 0);
    const number = ids.reduce((total, id) => total + (numbers.get(id) ?? 0), 0);
    const { source, owner } = first;
    const came = {
      due: sum(({ due }) => due),
      absent: sum(({ missing }) => missing),
      judged: sum(({ judged }) => judged),
    };
    return [{ source, owner, indicators: ids, ...came, late: sum(({ late }) => late), numbers: number }];
  });
  return counts.filter(({ due, numbers: n }) => due + n > 0);
}
