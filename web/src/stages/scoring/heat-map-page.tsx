import { exactOf, plus, show, times } from "@biaochi/engine/exact";
import { percent } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Select } from "antd";
import { type ReactNode, useState } from "react";
import { HeatMapTable, type HeatMapPage as Page, shadeOf } from "../../charts/heat-map.tsx";
import { beginningOf, Multiples } from "../../charts/multiples.tsx";
import { position } from "../../charts/position.ts";
import { withoutRare } from "../../charts/rare-columns.ts";
import { heatMap } from "../../exchange/questions.ts";
import { leads, useAccount } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { PrintButton, PrintHead } from "../../frame/print-head.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import type { Choice } from "./choice.ts";
import { RunHead, useRun } from "./run-head.tsx";

/** Where points are lost, by indicator and unit. */
export function HeatMapPage() {
  const say = useSay();
  return (
    <Comparison
      view="/runs/$run/heat-map"
      level="items"
      title={say("heat.title")}
      draw={(page, run, own, cohort) => (
        <Items page={page} run={run} label={`${say("heat.title")} ${cohort}`} own={own} />
      )}
    />
  );
}

type ItemsProps = {
  readonly page: Page;
  readonly run: number;
  readonly label: string;
  readonly own: string | undefined;
};

/** More names than these nobody reads in a sentence; drawn, they are all there. */
const mostNamed = 12;

function Items({ page, run, label, own }: ItemsProps) {
  const say = useSay();
  const [isWhole, setWhole] = useState(false);
  const { page: common, rare } = withoutRare(page);
  const named = rare
    .slice(0, mostNamed)
    .map(({ column, rows }) => say("heat.rare.one", { name: say.named(column.name), n: rows }))
    .join(say("list.separator"));
  const names = rare.length > mostNamed ? say("heat.rare.others", { names: named }) : named;
  return (
    <>
      <p className="finding">{findingOf(page, say)}</p>
      <HeatMapTable page={isWhole ? page : common} run={run} label={label} own={own} />
      {rare.length > 0 && (
        <p className="small quiet">
          {say(isWhole ? "heat.rare.shown" : "heat.rare", {
            n: rare.length,
            names,
          })}{" "}
          <button type="button" className="link small" aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>
            {say(isWhole ? "heat.rare.hide" : "heat.rare.show")}
          </button>
        </p>
      )}
    </>
  );
}

/** How units did in each part, one small chart for each. */
export function PartsPage() {
  const say = useSay();
  return (
    <Comparison
      view="/runs/$run/parts"
      level="parts"
      title={say("multiples.title")}
      draw={(page, run, own, cohort) => (
        <>
          <p className="finding">
            {spreadFinding(page, say)}{" "}
            <span className="quiet small">
              {say(page.columns.some((each) => each.median !== null) ? "multiples.how" : "multiples.how-all", {
                from: `${Math.round(beginningOf(page) * 100)}%`,
              })}
            </span>
          </p>
          <Multiples page={page} run={run} own={own} />
          <details className="behind">
            <summary>{say("chart.table")}</summary>
            <PartsTable page={page} label={`${say("multiples.title")} ${cohort}`} />
          </details>
        </>
      )}
    />
  );
}

const orders = ["protocol", "rank"] as const;

type Props = {
  readonly view: "/runs/$run/heat-map" | "/runs/$run/parts";
  readonly level: "items" | "parts";
  readonly title: string;
  readonly draw: (page: Page, run: number, own: string | undefined, cohort: string) => ReactNode;
};

function Comparison({ view, level, title, draw }: Props) {
  const say = useSay();
  const run = Number(useParams({ strict: false }).run);
  const choice: Choice = useSearch({ strict: false });
  const account = useAccount();
  const shown = useRun(run);
  const type = choice.type === "team" ? "team" : "unit";
  const sort = choice.sort === "rank" ? "rank" : "protocol";
  const q = choice.q ? { q: choice.q } : {};
  const query = { type, sort, level, ...q, ...(choice.cohort ? { cohort: choice.cohort } : {}) } as const;
  const { data, error, isPlaceholderData, refetch } = useQuery(heatMap(run, query));
  const navigate = useNavigate();
  const choose = (change: { readonly [K in keyof Choice]?: Choice[K] }) =>
    void navigate({
      to: view,
      params: { run: String(run) },
      search: Object.fromEntries(Object.entries({ ...choice, cursor: "", ...change }).filter(([, value]) => value)),
    });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const cohort = data.cohorts.find((each) => each.cohort === choice.cohort);
  const cohortName = cohort ? say.named(cohort.name) : say("standings.all-cohorts");
  const own = account && leads(account) ? (type === "team" ? account.team?.id : account.unit?.id) : undefined;
  return (
    <div className="print-wide">
      <PrintHead run={shown} title={`${title} · ${cohortName}`} />
      <PageTitle>{title}</PageTitle>
      <RunHead run={run} view={view} />
      <div className="choices no-print">
        <label htmlFor="cohort-choice">
          <span>{say("standings.cohort")}</span>
          <Select
            id="cohort-choice"
            value={choice.cohort ?? ""}
            onChange={(value) => choose({ cohort: value })}
            options={[
              { value: "", label: say("standings.all-cohorts") },
              ...data.cohorts.map((each) => ({
                value: each.cohort,
                label: say("standings.cohort-size", { name: say.named(each.name), n: each.size }),
              })),
            ]}
            popupMatchSelectWidth={false}
            className="cohort"
          />
        </label>
        <label htmlFor="order-choice">
          <span>{say("heat.order")}</span>
          <Select
            id="order-choice"
            value={sort}
            onChange={(value: (typeof orders)[number]) => choose({ sort: value })}
            options={orders.map((value) => ({ value, label: say(`heat.order.${value}`) }))}
            popupMatchSelectWidth={false}
          />
        </label>
        <span className="choices-end">
          <PrintButton />
        </span>
      </div>
      {data.total > data.rows.length && (
        <p className="notice-line">{say("heat.limited", { shown: data.rows.length, total: data.total })}</p>
      )}
      {data.rows.length === 0 || data.columns.length === 0 ? (
        <Empty title={say("standings.empty")} todo={say("standings.empty.todo")} />
      ) : (
        <div aria-busy={isPlaceholderData}>{draw(data, run, own, cohortName)}</div>
      )}
    </div>
  );
}

type Say = ReturnType<typeof useSay>;

/** The middle one of exact shares, or half way between the two in the middle. */
function medianOf(rates: readonly string[]): string {
  const sorted = [...rates].sort((a, b) => position(a) - position(b));
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1] ?? "0", sorted[Math.floor(sorted.length / 2)] ?? "0"];
  return show(times(plus(exactOf(low), exactOf(high)), exactOf("0.5")));
}

/** The column whose median share is lowest, and how many of its cells are in the two deepest shades. */
function findingOf({ columns, rows }: Page, say: Say): string {
  const rated = columns.flatMap((column, at) => {
    const rates = rows.flatMap((row) => (row.cells[at]?.rate ? [row.cells[at].rate] : []));
    return rates.length === 0 ? [] : [{ column, rates, median: medianOf(rates) }];
  });
  // An indicator of one unit alone says nothing about the others.
  const common = rated.filter(({ rates }) => rates.length * 2 >= rows.length);
  const lowest = (common.length > 0 ? common : rated).sort((a, b) => position(a.median) - position(b.median))[0];
  if (!lowest) return say("heat.finding-none");
  const weak = lowest.rates.filter((rate) => shadeOf(position(rate)) >= 3).length;
  const told = { indicator: say.named(lowest.column.name), rate: percent(lowest.median), weak, n: lowest.rates.length };
  return say(rows.length === 1 ? "heat.finding-one" : "heat.finding", told);
}

/** The part in which the subjects shown lie furthest apart. */
function spreadFinding({ columns, rows }: Page, say: Say): string {
  const spreads = columns.flatMap((column, at) => {
    const rates = rows.flatMap((row) => (row.cells[at]?.rate ? [row.cells[at].rate] : []));
    const sorted = [...rates].sort((a, b) => position(a) - position(b));
    const [low, high] = [sorted[0], sorted.at(-1)];
    return low === undefined || high === undefined || rates.length < 2 ? [] : [{ column, low, high }];
  });
  const widest = spreads.sort((a, b) => position(b.high) - position(b.low) - (position(a.high) - position(a.low)))[0];
  if (!widest) return say("multiples.finding-none");
  const { column, low, high } = widest;
  return say("multiples.finding", { part: say.named(column.name), low: percent(low), high: percent(high) });
}

function PartsTable({ page, label }: { readonly page: Page; readonly label: string }) {
  const say = useSay();
  return (
    <Scroll label={label}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("heat.subject")}</th>
            {page.columns.map((column) => (
              <th key={column.path} scope="col" className="number">
                {say.named(column.name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <tr key={row.subject.id}>
              <th scope="row">{say.named(row.subject.name)}</th>
              {row.cells.map((cell, at) => (
                <td key={page.columns[at]?.path} className="number">
                  {cell?.rate ? percent(cell.rate) : say("score.none")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
