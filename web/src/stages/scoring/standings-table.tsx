import type { CohortStanding, StandingColumn, StandingRow, SubjectType } from "@biaochi/contract";
import { score } from "@biaochi/words";
import { type ReactNode, useMemo, useState } from "react";
import type { z } from "zod";
import { endsOf, RangeLine } from "../../charts/range.tsx";
import { RankBand } from "../../charts/rank-band.tsx";
import { Sparkline, scaleOf } from "../../charts/sparkline.tsx";
import type { Columns } from "../../frame/columns.tsx";
import { LongTable } from "../../frame/long-table.tsx";
import { useSay } from "../../frame/preferences.tsx";
import type { Choice } from "./choice.ts";
import { Marks } from "./marks.tsx";
import { SortHead } from "./sort-head.tsx";

type Row = z.output<typeof StandingRow>;
type Cohort = z.output<typeof CohortStanding>;
type Sort = NonNullable<Choice["sort"]>;
type Type = z.output<typeof SubjectType>;
export type Column = z.output<typeof StandingColumn>;

/** What can be shown of a type: a rank's band is for units and teams, a range without a rank for people. */
export const columnsFor = (type: Type): readonly Column[] =>
  type === "official"
    ? ["unit", "spread", "trend", "cohort", "grade", "band", "loss", "marks"]
    : ["trend", "cohort", "grade", "band", "loss", "marks"];

type Props = {
  readonly run: number;
  readonly type: Type;
  readonly title: string;
  readonly choice: Choice;
  readonly rows: readonly Row[];
  readonly cohorts: readonly Cohort[];
  readonly columns: Columns<Column>;
  readonly own: string | undefined;
  readonly total: number;
  readonly isAsking: boolean;
  readonly more: (() => void) | undefined;
  readonly choose: (change: { readonly sort?: Sort; readonly direction?: "asc" | "desc" }) => void;
};

/** One row for each subject. Officials have no rank here: an individual's rank is never shown. */
export function StandingsTable(props: Props) {
  const { run, type, title, choice, rows, cohorts, columns, own, total, isAsking, more, choose } = props;
  const say = useSay();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const sort = choice.sort ?? "protocol";
  const direction = choice.direction ?? "asc";
  const isRanked = type !== "official";
  const scale = useMemo(() => scaleOf(rows.map((row) => row.trend)), [rows]);
  const periods = useMemo(
    () => [...new Set(rows.flatMap((row) => row.trend.map((each) => each.period)))].sort(),
    [rows],
  );
  /** A subject that came or went during the year keeps its quarters under those of the others. */
  const quartersOf = (row: Row) =>
    periods.map((period) => row.trend.find((each) => each.period === period) ?? { period, score: null });
  const known = useMemo(() => new Map(cohorts.map((each) => [each.cohort, each])), [cohorts]);
  const ends = useMemo(() => endsOf(cohorts.flatMap(({ spread }) => (spread ? [spread] : []))), [cohorts]);
  const head = (name: Sort, label: string, isNumber = false) => (
    <SortHead {...{ name, label, isNumber, sort, direction, choose }} />
  );

  const cell = (row: Row, column: Column): ReactNode => {
    const cohort = row.cohort === null ? undefined : known.get(row.cohort);
    if (column === "unit") return row.unit ? say.named(row.unit.name) : say("score.none");
    if (column === "trend") return <Sparkline points={quartersOf(row)} scale={scale} />;
    if (column === "spread")
      return cohort?.spread ? (
        <RangeLine own={row.score} spread={cohort.spread} scale={ends} />
      ) : (
        <span className="quiet">{say("score.none")}</span>
      );
    if (column === "cohort") return cohort ? say.named(cohort.name) : (row.cohort ?? "");
    if (column === "grade") return row.grade ? say.named(row.grade.name) : say("score.none");
    if (column === "band") return row.band ? say.named(row.band.name) : say("score.none");
    if (column === "loss")
      return row.largestLoss ? (
        <>
          {say.named(row.largestLoss.name)} <span className="figure">−{score(row.largestLoss.lost)}</span>
        </>
      ) : (
        say("score.none")
      );
    return <Marks row={row} />;
  };

  const line = (row: Row, at: number): ReactNode => {
    const { id } = row.subject;
    const isOpen = open.has(id);
    const turn = () => setOpen(new Set(isOpen ? [...open].filter((each) => each !== id) : [...open, id]));
    return [
      <tr key={id} data-row="" aria-rowindex={at + 2} {...(id === own ? { className: "own" } : {})}>
        <th scope="row">
          <button
            type="button"
            className="more narrow-only"
            aria-expanded={isOpen}
            aria-label={say("table.details", { name: say.named(row.subject.name) })}
            onClick={turn}
          >
            <span aria-hidden="true" />
          </button>
          <a href={`/runs/${run}/subjects/${encodeURIComponent(id)}`}>{say.named(row.subject.name)}</a>{" "}
          {id === own && <span className="tag blue">{say("standings.own")}</span>}
        </th>
        {isRanked && (
          <td className="number">
            {row.rank === null ? say("score.none") : say("standings.rank", { rank: row.rank, of: row.of })}
            {row.places && row.of !== null && <RankBand places={row.places} of={row.of} />}
          </td>
        )}
        <td className="number strong">{row.score === null ? say("score.none") : score(row.score)}</td>
        {columns.shown.map((column) => (
          <td key={column} className={`wide-only c-${column}`}>
            {cell(row, column)}
          </td>
        ))}
      </tr>,
      isOpen && (
        <tr key={`${id}:more`} className="row-details narrow-only">
          <td colSpan={3}>
            <dl className="told">
              {columns.shown.map((column) => (
                <div key={column}>
                  <dt>{say(`standings.column.${column}`)}</dt>
                  <dd>{cell(row, column)}</dd>
                </div>
              ))}
            </dl>
          </td>
        </tr>
      ),
    ];
  };

  return (
    <LongTable
      label={title}
      columns={columns.shown.length + (isRanked ? 3 : 2)}
      rows={rows}
      row={line}
      total={total}
      before={0}
      isAsking={isAsking}
      more={more}
      head={
        <tr>
          {head("name", say(`subject.one.${type}`))}
          {isRanked && head("rank", say("standings.column.rank"), true)}
          {head("score", say("standings.column.score"), true)}
          {columns.shown.map((column) => (
            <th key={column} scope="col" className="wide-only">
              {say(`standings.column.${column}`)}
            </th>
          ))}
        </tr>
      }
    />
  );
}
