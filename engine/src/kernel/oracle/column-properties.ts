import type { Facts } from "../../facts/model.ts";
import { nameOf } from "../../facts/state.ts";
import { exactOf } from "../../number/exact.ts";
import type { NodeResult, SubjectResult } from "../../result.ts";
import type { ListColumns } from "../../result-columns.ts";
import type { Scheme } from "../../scheme/document.ts";
import { continueRun, type Run, startRun } from "../appraise.ts";
import { columnBytes } from "../column-bytes.ts";
import { compareAppraisals } from "../compare.ts";
import { compareRuns } from "../compare-runs.ts";
import type { Chance } from "./chance.ts";
import { packedFacts } from "./packed-facts.ts";
import { corrected } from "./random-facts.ts";

/** What must hold of results by column; each answers what it found broken. */

/** Columns say what the results say one by one, in texts. */
export function brokenColumns({ columns, appraisal }: Run): readonly string[] {
  const broken: string[] = [];
  const standings = ["complete", "provisional", "not-formed"];
  appraisal.results.forEach((result, i) => {
    const check = (what: string, column: unknown, text: unknown): void => {
      if (column !== text) broken.push(`${result.subject}: ${what} ${column} in the column, ${text} in the result`);
    };
    check("standing", standings[columns.standing[i] as number], result.standing);
    const score = columns.score[i] as number;
    check("score", score, result.score === undefined ? Number.NaN : Number(result.score.replace(".", "")));
    check("rank", columns.rank[i], Number(result.rank ?? 0));
    check("rankOf", columns.rankOf[i], result.of ?? 0);
    check("cohort", columns.cohorts[columns.cohort[i] as number], result.cohort);
    check("grade", columns.grades[columns.grade[i] as number], result.grade);
    check("band", columns.bands[columns.band[i] as number], result.band);
    const list = columns.lists[columns.list[i] as number] as ListColumns;
    check("list", list.list, result.list);
    broken.push(...brokenNodes(result, list, list.members.indexOf(i)));
  });
  return broken.filter((text) => !text.includes("NaN in the column, NaN"));
}

function brokenNodes(result: SubjectResult, { nodes }: ListColumns, m: number): readonly string[] {
  const key = ({ kind, path }: Pick<NodeResult, "kind" | "path">): string => `${kind} ${path}`;
  const own = new Map(result.nodes.map((node) => [key(node), node]));
  const broken: string[] = [];
  for (const column of nodes) {
    const node = own.get(key(column));
    own.delete(key(column));
    if (!node) {
      if (!Number.isNaN(column.full[m]) || !Number.isNaN(column.points[m]))
        broken.push(`${result.subject}: ${key(column)} is not on the list`);
      continue;
    }
    const isOff = (value: number | undefined, text: string): boolean => {
      const { num, den } = exactOf(text);
      return !(Math.abs((value ?? Number.NaN) - Number(num) / Number(den)) <= 1e-9 + 1e-15 * Math.abs(value ?? 0));
    };
    if (isOff(column.full[m], node.full) || isOff(column.points[m], node.points ?? "0"))
      broken.push(
        `${result.subject}: ${key(column)} ${column.full[m]} ${column.points[m]}, ${node.full} ${node.points}`,
      );
    if (nameOf(column.states[m] as number) !== (node.absence ?? "present"))
      broken.push(`${result.subject}: ${key(column)} is ${column.states[m]}, ${node.absence}`);
  }
  for (const missed of own.keys()) broken.push(`${result.subject}: no column ${missed}`);
  return broken;
}

/** Runs that go on from one another by two corrections, with facts by block, are those that begin anew, byte by byte. */
export function brokenPacked(c: Chance, scheme: Scheme, facts: Facts): readonly string[] {
  const broken: string[] = [];
  let now = packedFacts(facts);
  let single = facts;
  let run = startRun(scheme, now);
  for (let step = 1; step <= 2; step++) {
    const before = run;
    single = corrected(c, single);
    now = packedFacts(single, now);
    // Sometimes somebody has looked at all columns before, sometimes nobody has.
    if (c.hits(50)) bytesOf(before);
    run = continueRun(before, now);
    const anew = startRun(scheme, now);
    if (JSON.stringify(run.appraisal) !== JSON.stringify(anew.appraisal)) broken.push(`step ${step}: other results`);
    if (bytesOf(run) !== bytesOf(anew)) broken.push(`step ${step}: other bytes`);
    broken.push(...brokenColumns(run), ...brokenComparison(before, run));
  }
  return broken;
}

const bytesOf = ({ columns }: Run): string => Buffer.concat([...columnBytes(columns)]).toString("base64");

/** The comparison by column names those whom the comparison by texts names, points below the grid of columns aside. */
export function brokenComparison(before: Run, after: Run): readonly string[] {
  const subjectsOf = ({ computing, columns }: Run) =>
    Array.from(columns.rows, (row) => computing.world.subjects[row]?.id ?? "");
  const found = compareRuns(
    { columns: before.columns, subjects: subjectsOf(before) },
    { columns: after.columns, subjects: subjectsOf(after) },
  );
  const names = subjectsOf(after);
  const byColumn = new Set(Array.from(found.after, (i) => names[i] as string));
  const byText = compareAppraisals(before.appraisal, after.appraisal);
  const broken: string[] = [];
  for (const { subject, nodes, ...rest } of byText) {
    const moved = nodes.some(({ by, from, to }) => {
      const { num, den } = exactOf(by ?? to ?? from ?? "0");
      return Math.abs(Number(num) / Number(den)) > 2e-9;
    });
    if ((Object.keys(rest).length > 0 || moved) && !byColumn.has(subject))
      broken.push(`${subject} changed and is not named`);
  }
  for (const subject of byColumn)
    if (!byText.some((change) => change.subject === subject)) broken.push(`${subject} is named and did not change`);
  return broken;
}
