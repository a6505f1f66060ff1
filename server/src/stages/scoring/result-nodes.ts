import { absences } from "@biaochi/engine";
import { sql } from "kysely";
import type { Nodes } from "./result-store.ts";
import { decimalText } from "./run-output.ts";

/** The points of one subject as they stand in the database; a state per node as two hexadecimal digits. */
export type StoredNodes = {
  readonly paths: readonly string[];
  readonly kinds: readonly string[];
  readonly full: readonly (number | string)[];
  readonly points: readonly (number | string)[];
  readonly states: string | null;
};

/** The points of a result, as JSON; null for results that say their nodes themselves. Arguments are column references. */
export const storedNodes = (source: string, list: string, subject: string) => sql<StoredNodes | null>`(
  select jsonb_build_object('paths', l.paths, 'kinds', l.kinds, 'full', coalesce(p.full_marks, l.full_marks),
    'points', p.points, 'states', encode(p.states, 'hex'))
  from result_points p join run_list l on l.run = p.run and l.list = ${sql.ref(list)}
  where p.run = ${sql.ref(source)} and p.subject = ${sql.ref(subject)})`;

/** The nodes that are on the subject's list, with points to nine decimals. */
export function readNodes({ paths, kinds, full, points, states }: StoredNodes): Nodes {
  return paths.flatMap((path, k): Nodes[number][] => {
    const brought = Number(points[k]); // JSON has no NaN: it comes as a text
    if (Number.isNaN(brought)) return [];
    const state = states === null ? 0 : Number.parseInt(states.slice(2 * k, 2 * k + 2), 16);
    return [[path, kinds[k] ?? "", decimalText(Number(full[k])), decimalText(brought), absences[state - 1] ?? null]];
  });
}
