import type { CohortStanding, StandingRow, SubjectType } from "@biaochi/contract";
import { score } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import type { Choice } from "./choice.ts";

type Row = z.output<typeof StandingRow>;
type Cohort = z.output<typeof CohortStanding>;
type Sort = NonNullable<Choice["sort"]>;

type Props = {
  readonly run: number;
  readonly type: z.output<typeof SubjectType>;
  readonly choice: Choice;
  readonly rows: readonly Row[];
  readonly cohorts: readonly Cohort[];
  readonly own: string | undefined;
  readonly choose: (change: { readonly sort?: Sort; readonly direction?: "asc" | "desc" }) => void;
};

const optional = ["cohort", "grade", "band", "loss", "marks"] as const;
type Optional = (typeof optional)[number];
const key = "biaochi.standings.hidden";

function keptHidden(): readonly Optional[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? optional.filter((column) => kept.includes(column)) : [];
  } catch {
    return []; // every column is shown where nothing can be remembered
  }
}

/** One row for each subject. Officials have no rank here: an individual's rank is never shown. */
export function StandingsTable({ run, type, choice, rows, cohorts, own, choose }: Props) {
  const say = useSay();
  const [hidden, setHidden] = useState(keptHidden);
  const has = (column: Optional) => !hidden.includes(column);
  const toggle = (column: Optional) => {
    const next = has(column) ? [...hidden, column] : hidden.filter((each) => each !== column);
    setHidden(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // not remembered
    }
  };
  const sort = choice.sort ?? "protocol";
  const direction = choice.direction ?? "asc";
  const isRanked = type !== "official";
  const head = (name: Sort, label: string, isNumber = false) => (
    <SortHead {...{ name, label, isNumber, sort, direction, choose }} />
  );
  return (
    <>
      <details className="columns">
        <summary>{say("standings.columns")}</summary>
        <fieldset>
          <legend className="sr-only">{say("standings.columns")}</legend>
          {optional.map((column) => (
            <label key={column}>
              <input type="checkbox" checked={has(column)} onChange={() => toggle(column)} />{" "}
              {say(`standings.column.${column}`)}
            </label>
          ))}
        </fieldset>
      </details>
      <Scroll label={say(`standings.title.${type}`)} tall>
        <table className="plain sticky">
          <thead>
            <tr>
              {head("name", say(`subject.one.${type}`))}
              {isRanked && head("rank", say("standings.column.rank"), true)}
              {head("score", say("standings.column.score"), true)}
              {has("cohort") && <th scope="col">{say("standings.column.cohort")}</th>}
              {has("grade") && <th scope="col">{say("standings.column.grade")}</th>}
              {has("band") && <th scope="col">{say("standings.column.band")}</th>}
              {has("loss") && <th scope="col">{say("standings.column.loss")}</th>}
              {has("marks") && <th scope="col">{say("standings.column.marks")}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.subject.id} {...(row.subject.id === own ? { className: "own" } : {})}>
                <th scope="row">
                  <Link to="/runs/$run/subjects/$subject" params={{ run: String(run), subject: row.subject.id }}>
                    {say.named(row.subject.name)}
                  </Link>
                  {row.subject.id === own && <span className="tag blue">{say("standings.own")}</span>}
                  {type === "official" && row.unit && <span className="quiet small"> {say.named(row.unit.name)}</span>}
                </th>
                {isRanked && (
                  <td className="number">
                    {row.rank === null ? say("score.none") : say("standings.rank", { rank: row.rank, of: row.of })}
                  </td>
                )}
                <td className="number">{row.score === null ? say("score.none") : score(row.score)}</td>
                {has("cohort") && <td>{cohortName(cohorts, row.cohort, say.named)}</td>}
                {has("grade") && <td>{row.grade ? say.named(row.grade.name) : say("score.none")}</td>}
                {has("band") && <td>{row.band ? say.named(row.band.name) : say("score.none")}</td>}
                {has("loss") && (
                  <td>
                    {row.largestLoss
                      ? `${say.named(row.largestLoss.name)} −${score(row.largestLoss.lost)}`
                      : say("score.none")}
                  </td>
                )}
                {has("marks") && (
                  <td>
                    <Marks row={row} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function cohortName(cohorts: readonly Cohort[], id: string | null, name: (name: Cohort["name"]) => string): string {
  const found = cohorts.find((each) => each.cohort === id);
  return found ? name(found.name) : (id ?? "");
}

/** What a reader must know beside the score, each with a sign and a word. */
function Marks({ row }: { readonly row: Row }) {
  const say = useSay();
  const marks: ReactNode[] = [];
  if (row.redLines > 0)
    marks.push(
      <span key="red" className="tag red">
        <span aria-hidden="true">■ </span>
        {say("mark.red-line", { n: row.redLines })}
      </span>,
    );
  if (row.standing === "provisional")
    marks.push(
      <span key="provisional" className="tag amber">
        <span aria-hidden="true">▲ </span>
        {say("mark.provisional", { n: row.missing })}
      </span>,
    );
  if (row.standing === "not-formed")
    marks.push(
      <span key="not-formed" className="tag">
        {say("mark.not-formed")}
      </span>,
    );
  if (row.standing !== "not-formed" && row.cohort === null)
    marks.push(
      <span key="unranked" className="tag">
        {say("mark.unranked")}
      </span>,
    );
  return <>{marks}</>;
}

type SortHeadProps = Pick<Props, "choose"> & {
  readonly name: Sort;
  readonly label: string;
  readonly isNumber: boolean;
  readonly sort: Sort;
  readonly direction: "asc" | "desc";
};

/** First press: best first, or in order; second press: the other way round; third: back to protocol order. */
function SortHead({ name, label, isNumber, sort, direction, choose }: SortHeadProps) {
  const first = name === "score" ? "desc" : "asc";
  const isOn = sort === name;
  const press = () => {
    if (!isOn) choose({ sort: name, direction: first });
    else if (direction === first) choose({ sort: name, direction: first === "asc" ? "desc" : "asc" });
    else choose({ sort: "protocol", direction: "asc" });
  };
  return (
    <th
      scope="col"
      {...(isNumber ? { className: "number" } : {})}
      aria-sort={isOn ? (direction === "asc" ? "ascending" : "descending") : "none"}
    >
      <button type="button" className="sort" onClick={press}>
        {label}
        {isOn && <span aria-hidden="true">{direction === "asc" ? " ↑" : " ↓"}</span>}
      </button>
    </th>
  );
}
