import type { Facts } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { type CopyRow, copyIn, copyOut, literal } from "../../platform/copy.ts";
import { type FactList, factLists, factTables } from "./fact-tables.ts";

type FactRows = Omit<Facts, "subjects" | "packed">;

/** The check of new observations keeps their rows aside until the COPY ends: so many at a time. */
const rowsPerCopy = 500_000;

/** Sends every fact of one recording by COPY, kind by kind. Part of the client's transaction. */
export async function saveFacts(
  client: ClientBase,
  where: { readonly programme: string; readonly recording: number },
  facts: FactRows,
  onRow: () => void = () => undefined,
): Promise<number> {
  let count = 0;
  for (const list of factLists) count += await saveList(client, where, list, facts[list], onRow);
  return count;
}

async function saveList<L extends FactList>(
  client: ClientBase,
  where: { readonly programme: string; readonly recording: number },
  list: L,
  facts: FactRows[L],
  onRow: () => void,
): Promise<number> {
  const { table, columns, cells } = factTables[list];
  const head = [where.programme, String(where.recording)];
  function* rows(part: readonly FactRows[L][number][]): Iterable<CopyRow> {
    for (const fact of part) yield [...head, fact.id, ...cells(fact)];
  }
  let count = 0;
  for (let from = 0; from < facts.length; from += rowsPerCopy) {
    const part = rows(facts.slice(from, from + rowsPerCopy));
    count += await copyIn(client, table, ["programme", "recording", "id", ...columns], part, onRow);
  }
  return count;
}

/**
 * The facts of a programme as they stood at a recording: recorded up to it, and not superseded up to it. In the order of
 * their identifiers, so that the same facts always give the same digest.
 */
export async function readFacts(
  client: ClientBase,
  at: { readonly programme: string; readonly recording: number },
  onRow: () => void = () => undefined,
): Promise<FactRows> {
  return {
    ...(await readFactsBeside(client, at, onRow)),
    observations: await readList(client, at, "observations", onRow),
  };
}

/** The same without the observations, which `readPacked` gives by block. */
export async function readFactsBeside(
  client: ClientBase,
  at: { readonly programme: string; readonly recording: number },
  onRow: () => void = () => undefined,
): Promise<FactRows> {
  return {
    observations: [],
    targets: await readList(client, at, "targets", onRow),
    coefficients: await readList(client, at, "coefficients", onRow),
    assessments: await readList(client, at, "assessments", onRow),
    events: await readList(client, at, "events", onRow),
    ballots: await readList(client, at, "ballots", onRow),
    openings: await readList(client, at, "openings", onRow),
    decidedGrades: await readList(client, at, "decidedGrades", onRow),
  };
}

function standing(table: string, at: { readonly programme: string; readonly recording: number }): string {
  const mark = String(Math.trunc(at.recording));
  return `from ${table} f where f.programme = ${literal(at.programme)} and f.recording <= ${mark}
    and f.id not in (select s.supersedes from ${table} s
      where s.programme = ${literal(at.programme)} and s.supersedes is not null and s.recording <= ${mark})`;
}

async function readList<L extends FactList>(
  client: ClientBase,
  at: { readonly programme: string; readonly recording: number },
  list: L,
  onRow: () => void,
): Promise<FactRows[L][number][]> {
  const { table, columns, fact } = factTables[list];
  const facts: FactRows[L][number][] = [];
  const query = `select f.id, ${columns.map((column) => `f.${column}`).join(", ")} ${standing(table, at)} order by f.id collate "C"`;
  await copyOut(client, query, ([id, ...cells]) => {
    facts.push(fact(id ?? "", cells));
    onRow();
  });
  return facts;
}

/** One line per fact, as it is recorded: what a digest of facts is taken over. */
export function* factLines(facts: FactRows): Iterable<string> {
  for (const list of factLists) yield* linesOf(list, facts);
}

function* linesOf<L extends FactList>(list: L, facts: FactRows): Iterable<string> {
  const { table, cells } = factTables[list];
  for (const fact of facts[list]) yield JSON.stringify([table, fact.id, ...cells(fact)]);
}
