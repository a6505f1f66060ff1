import type { Subject } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { type CopyRow, copyIn } from "../../platform/copy.ts";
import { distributionOfUnits } from "./distribution.ts";
import { largestLosses } from "./largest-loss.ts";
import { copyPoints, usualFullMarks } from "./points-copy.ts";
import { pointsDigests } from "./points-digest.ts";
import type { Difference } from "./result-difference.ts";
import { type RunOutput, rankText, scoreText } from "./run-output.ts";
import { toldAt } from "./told.ts";

/** Two thirds of a place are exact nowhere; a place is whole or a half, so a text of a double is the place. */
const resultColumns = [
  ...[
    "run",
    "subject",
    "type",
    "name",
    "sort",
    "unit",
    "team",
    "list",
    "standing",
    "score",
    "cohort",
    "rank",
    "rank_of",
  ],
  ...["grade", "grade_reasons", "band", "red_lines", "missing", "largest_loss", "points_digest"],
];
const standings = ["complete", "provisional", "not-formed"] as const;

export type Saving = {
  readonly run: number;
  readonly output: RunOutput;
  readonly subjects: readonly Subject[];
  /** What differs from the base; undefined: the run is stored whole. */
  readonly difference?: Difference | undefined;
  readonly onRow: () => void;
  /** Throws when the run was cancelled. */
  readonly check: () => void;
};

/** Sends a run's results, whole or as far as they differ from its base. Part of the client's transaction. */
export async function saveResults(client: ClientBase, saving: Saving): Promise<void> {
  const { run, output, subjects, difference, onRow, check } = saving;
  const { columns } = output;
  const isWanted = (i: number) => difference === undefined || difference.fresh.has(i);
  const subjectAt = (i: number) => subjects[columns.rows[i] ?? -1]?.id ?? "";
  await copyIn(client, "result", resultColumns, resultRows(saving), onRow);
  check();
  const lists = columns.lists.map((each) => ({ columns: each, fullMarks: usualFullMarks(each) }));
  for (const { columns: list, fullMarks } of lists) {
    const [paths, kinds] = [list.nodes.map(({ path }) => path), list.nodes.map(({ kind }) => kind)];
    await client.query("insert into run_list (run, list, paths, kinds, full_marks) values ($1, $2, $3, $4, $5)", [
      ...[run, list.list, paths, kinds, fullMarks],
    ]);
  }
  await copyPoints(client, run, lists, subjectAt, isWanted, onRow);
  check();
  if (difference !== undefined) await copyRows(client, run, difference, subjectAt);
  const distributionColumns = ["run", "type", "total", "unscored", "bins"];
  await copyIn(client, "score_distribution", distributionColumns, distributionRows(saving));
  await copyIn(
    client,
    "cohort_result",
    ["run", "cohort", "size", "spread", "type", "sort", "places_from"],
    cohortRows(saving),
  );
  await copyIn(client, "cohort_place", ["run", "cohort", "subject", "rank", "rank_of"], placeRows(saving, subjectAt));
  if (difference !== undefined)
    await copyIn(
      client,
      "rank_shift",
      ["run", "cohort", "from_rank", "to_rank", "shift"],
      difference.shifts.map(({ cohort, from, to, shift }) => [
        String(run),
        cohort,
        String(from),
        String(to),
        String(shift),
      ]),
    );
  else if (columns.rows.length > fewRows) for (const analyze of statistics) await client.query(analyze);
}

/** What is held of an earlier run is not what the database has. */
export class RowsGone extends Error {}

/** What the run before says alike does not leave the database. */
async function copyRows(
  client: ClientBase,
  run: number,
  { changed, fresh, copied }: Difference,
  subjectAt: (i: number) => string,
): Promise<void> {
  if (copied === undefined) return;
  const saidAnew = [...fresh].map(subjectAt);
  const expected = changed.size - fresh.size;
  for (const [table, columns] of [
    ["result", resultColumns.slice(1)],
    ["result_points", ["subject", "full_marks", "points", "states"]],
  ] as const) {
    const { rowCount } = await client.query(
      `insert into ${table} (run, ${columns.join(", ")}) select $1, ${columns.join(", ")} from ${table}
       where run = $2 and subject <> all($3)`,
      [run, copied, saidAnew],
    );
    if (rowCount !== expected) throw new RowsGone(`${table} of run ${copied}: ${rowCount} rows, not ${expected}`);
  }
}

/** Beyond so many rows a planner that knows nothing of them goes through all of them for each line of a page. */
const fewRows = 5000;
const statistics = [
  "analyze result (run, subject, type, sort, unit, team, list, standing, score, cohort, rank)",
  "analyze result_points (run, subject)",
  "analyze run_list",
  "analyze cohort_result (run, cohort, type, sort, places_from)",
  "analyze cohort_place (run, cohort, subject)",
];

function* resultRows({ run, output, subjects, difference }: Saving): Iterable<CopyRow> {
  const { columns } = output;
  const lossAt = largestLosses(columns, difference?.fresh);
  const digestAt = pointsDigests(columns);
  const wanted = difference === undefined ? columns.rows.keys() : [...difference.fresh].sort((a, b) => a - b);
  for (const i of wanted) {
    const subject = subjects[columns.rows[i] ?? -1];
    if (subject === undefined) throw new Error(`a result for row ${columns.rows[i]}, which is no subject's`);
    const { id, type, name, sort, unit = null, team = null } = subject;
    const rank = rankText(columns.rank[i] ?? 0);
    const loss = lossAt(i);
    const { missing, redLines, gradeReasons } = toldAt(output.told, i);
    yield [
      ...[String(run), id, type, JSON.stringify(name), String(sort), unit, team],
      ...[columns.lists[columns.list[i] ?? -1]?.list ?? "", standings[columns.standing[i] ?? 0] ?? "complete"],
      ...[scoreText(columns.score[i] ?? Number.NaN, columns.places), columns.cohorts[columns.cohort[i] ?? -1] ?? null],
      ...[rank, rank === null ? null : String(columns.rankOf[i])],
      ...[columns.grades[columns.grade[i] ?? -1] ?? null, gradeReasons],
      ...[columns.bands[columns.band[i] ?? -1] ?? null, redLines, missing],
      ...[loss === undefined ? null : JSON.stringify(loss), digestAt(i)],
    ];
  }
}

/** How the scores are spread, by type: what the first page of a standing shows beside its rows. */
function* distributionRows({ run, output, subjects }: Saving): Iterable<CopyRow> {
  const { columns } = output;
  const scores = new Map<string, number[]>();
  for (let i = 0; i < columns.rows.length; i += 1) {
    const type = subjects[columns.rows[i] ?? -1]?.type ?? "";
    const own = scores.get(type) ?? [];
    scores.set(type, own);
    own.push(columns.score[i] ?? Number.NaN);
  }
  for (const [type, own] of scores) {
    const { bins, unscored } = distributionOfUnits(own, columns.places);
    yield [String(run), type, String(own.length), String(unscored), JSON.stringify(bins)];
  }
}

/** A cohort's first member in protocol order says its type and where it stands among the cohorts. */
function* cohortRows({ run, output, subjects, difference }: Saving): Iterable<CopyRow> {
  const { columns, otherPlaces, cohorts } = output;
  const first = new Map<string, { readonly type: string; readonly sort: number }>();
  const meet = (cohort: string | undefined, i: number) => {
    const subject = subjects[columns.rows[i] ?? -1];
    if (cohort === undefined || subject === undefined) return;
    const known = first.get(cohort);
    if (known === undefined || subject.sort < known.sort) first.set(cohort, subject);
  };
  for (let i = 0; i < columns.rows.length; i += 1) meet(columns.cohorts[columns.cohort[i] ?? -1], i);
  for (const [cohort, { positions }] of otherPlaces) for (const i of positions) meet(cohort, i);
  for (const { cohort, size, spread } of cohorts) {
    const { type = null, sort = null } = first.get(cohort) ?? {};
    const from = difference?.placesFrom.get(cohort);
    yield [
      ...[String(run), cohort, String(size), spread === undefined ? null : JSON.stringify(spread), type],
      ...[sort === null ? null : String(sort), from === undefined ? null : String(from)],
    ];
  }
}

function* placeRows({ run, output, difference }: Saving, subjectAt: (i: number) => string): Iterable<CopyRow> {
  for (const [cohort, { positions, ranks }] of output.otherPlaces) {
    if (difference?.placesFrom.has(cohort) === true) continue;
    for (const [n, i] of positions.entries())
      yield [String(run), cohort, subjectAt(i), String(ranks[n]), String(positions.length)];
  }
}
