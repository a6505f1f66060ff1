import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";
import { readNodes, type StoredNodes, storedNodes } from "./result-nodes.ts";
import type { Nodes, Subject } from "./result-store.ts";
import { matching, type Which } from "./standing-parts.ts";

/** Points of one subject at its nodes: [path, kind, full, points | null, absence | null], in the order of its list. */
export type NodeLine = {
  readonly subject: string;
  readonly type: Subject["type"];
  readonly name: Subject["name"];
  readonly list: string;
  readonly score: string | null;
  readonly nodes: Nodes;
};

type Stored = Omit<NodeLine, "nodes"> & { readonly nodes: Nodes | null; readonly stored: StoredNodes | null };

const here = { programme: "run.programme", id: "r.subject", type: "r.type", unit: "r.unit", release: "run.release" };

/** Subjects of a run with their points node by node, best first or in protocol order. */
export async function listNodePoints(
  tx: Transaction,
  scope: Scope,
  which: Which,
  page: { readonly sort: "protocol" | "rank"; readonly limit: number },
): Promise<readonly NodeLine[]> {
  const order = page.sort === "rank" ? sql`r.score desc nulls last, ` : sql``;
  const { rows } = await sql<Stored>`
    select r.subject, r.type, r.name, r.list, r.score::text as score, r.nodes,
      ${storedNodes("r.source", "r.list", "r.subject")} as stored
    from run_result r join run on run.id = r.run
    where ${matching(scope, which)} and ${subjectInScope(scope, here)}
    order by ${order} r.sort, r.subject collate "C" limit ${page.limit}`.execute(tx);
  return rows.map(({ nodes, stored, ...line }) => ({
    ...line,
    nodes: nodes ?? (stored === null ? [] : readNodes(stored)),
  }));
}
