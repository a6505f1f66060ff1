import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button, Input, Segmented, Select } from "antd";
import { useDeferredValue } from "react";
import { DistributionChart } from "../../charts/distribution.tsx";
import { TakeLink } from "../../documents/take-link.tsx";
import { addressOf } from "../../exchange/doors.ts";
import { session, standingPages } from "../../exchange/questions.ts";
import { ColumnChoice, useColumns } from "../../frame/columns.tsx";
import { useAccount } from "../../frame/current.ts";
import { Personal } from "../../frame/personal.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { PrintButton, PrintHead } from "../../frame/print-head.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { type Choice, longestSearch } from "./choice.ts";
import { CohortTable } from "./cohort-table.tsx";
import { RunHead, useRun } from "./run-head.tsx";
import { type Column, columnsFor, StandingsTable } from "./standings-table.tsx";

/** Fewer than these have no distribution to draw: a head sees the own unit only. */
const fewestDrawn = 5;

/** How units, teams or officials stand in one run, cohort by cohort. */
export function StandingsPage() {
  const say = useSay();
  const run = Number(useParams({ from: "/inside/runs/$run/standings" }).run);
  const choice = useSearch({ from: "/inside/runs/$run/standings" });
  const account = useAccount();
  const shown = useRun(run);
  const mayExport = useQuery(session).data?.may.includes("export-standings");
  const type = choice.type ?? "unit";
  const chosen = useColumns(`standings.${type}`, columnsFor(type), type === "official" ? ["cohort"] : []);
  // Where one cohort is shown, a column that names it in every row says nothing.
  const isTelling = (column: Column) => column !== "cohort" || !choice.cohort;
  const columns = { ...chosen, all: chosen.all.filter(isTelling), shown: chosen.shown.filter(isTelling) };
  const { data, error, isPlaceholderData, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    standingPages(run, choice),
  );
  // The table is the longest to draw: what stands above it is seen first.
  const drawn = useDeferredValue(data, undefined);
  const navigate = useNavigate({ from: "/runs/$run/standings" });
  const choose = (change: { readonly [K in keyof Choice]?: Choice[K] | undefined }) =>
    void navigate({
      // A new choice begins at the first page, and what was not chosen does not stand in the address.
      search: (now) =>
        Object.fromEntries(Object.entries({ ...now, cursor: undefined, ...change }).filter(([, value]) => value)),
    });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  const first = data?.pages[0];
  if (!data || !first) return <Loading />;
  const rows = data.pages.flatMap((page) => page.rows);
  const next = data.pages.at(-1)?.next ?? null;
  const cohort = first.cohorts.find((each) => each.cohort === choice.cohort && each.type === type);
  const ownRow = rows.find((row) => row.subject.id === account?.unit?.id || row.subject.id === account?.team?.id);
  const title = say(`standings.title.${type}`);
  const exported = addressOf("exportStandings", {
    params: { run },
    query: {
      type,
      lang: say.language,
      columns: [...columns.shown],
      ...(choice.cohort ? { cohort: choice.cohort } : {}),
      ...(choice.q ? { q: choice.q } : {}),
      ...(choice.sort ? { sort: choice.sort, direction: choice.direction ?? "asc" } : {}),
    },
  });
  const page = (
    <div className="print-wide">
      <PrintHead run={shown} title={cohort ? `${title} · ${say.named(cohort.name)}` : title} />
      <PageTitle>{title}</PageTitle>
      <RunHead run={run} view="/runs/$run/standings" />
      <search className="no-print">
        <form className="choices" onSubmit={(event) => event.preventDefault()}>
          <Segmented
            aria-label={say("standings.type")}
            value={type}
            onChange={(value) => choose({ type: value, cohort: undefined })}
            options={(["unit", "team", "official"] as const).map((value) => ({
              value,
              label: say(`subject.type.${value}`),
            }))}
          />
          <label htmlFor="cohort-choice">
            <span>{say("standings.cohort")}</span>
            <Select
              id="cohort-choice"
              value={choice.cohort ?? ""}
              onChange={(value) => choose({ cohort: value })}
              showSearch={{ optionFilterProp: "label" }}
              options={[
                { value: "", label: say("standings.all-cohorts") },
                ...first.cohorts
                  .filter((each) => each.type === type)
                  .map((each) => ({
                    value: each.cohort,
                    label: say("standings.cohort-size", { name: say.named(each.name), n: each.size }),
                  })),
              ]}
              popupMatchSelectWidth={false}
              className="cohort"
            />
          </label>
          <label htmlFor="name-search">
            <span>{say("standings.search")}</span>
            <Input.Search
              id="name-search"
              defaultValue={choice.q ?? ""}
              maxLength={longestSearch}
              key={choice.q ?? ""}
              onSearch={(q) => choose({ q })}
              enterButton={say("standings.find")}
              className="search"
            />
          </label>
          <span className="choices-end">
            {mayExport &&
              (type === "official" ? (
                <TakeLink what="standings" run={run} href={exported}>
                  {say("standings.export")}
                </TakeLink>
              ) : (
                <Button href={exported} download>
                  {say("standings.export")}
                </Button>
              ))}
            <PrintButton />
          </span>
        </form>
      </search>
      {!choice.q && first.total >= fewestDrawn && (
        <DistributionChart {...first.distribution} median={cohort?.spread?.[2]} own={ownRow?.score ?? undefined} />
      )}
      {rows.length === 0 ? (
        <Empty title={say("standings.empty")} todo={say("standings.empty.todo")} />
      ) : (
        <div aria-busy={isPlaceholderData}>
          <div className="table-head">
            <span className="quiet">{say("standings.shown", { n: rows.length, total: first.total })}</span>
            <ColumnChoice columns={columns} nameOf={(column) => say(`standings.column.${column}`)} />
          </div>
          <StandingsTable
            {...{ run, type, choice, columns, choose }}
            rows={drawn?.pages.flatMap((page) => page.rows) ?? []}
            title={title}
            cohorts={first.cohorts}
            own={ownRow?.subject.id}
            total={first.total}
            isAsking={isFetchingNextPage}
            more={hasNextPage ? () => void fetchNextPage() : undefined}
          />
          <p className="quiet small table-note">
            {[
              ...(type === "official" && columns.has("spread") ? [say("standings.spread.which")] : []),
              ...(columns.has("trend") ? [say("standings.trend.which")] : []),
            ].join(" ")}
          </p>
          {(choice.cursor || (next !== null && !hasNextPage)) && (
            <nav className="pager no-print" aria-label={say("standings.pages")}>
              {choice.cursor && <Button onClick={() => choose({})}>{say("standings.first-page")}</Button>}
              {next !== null && !hasNextPage && (
                <Button onClick={() => choose({ cursor: next })}>{say("standings.next-page")}</Button>
              )}
            </nav>
          )}
        </div>
      )}
      {!choice.cohort && (
        <details className="behind">
          <summary>{say("cohorts.title")}</summary>
          <CohortTable run={run} cohorts={first.cohorts.filter((each) => each.type === type)} />
        </details>
      )}
    </div>
  );
  return type === "official" ? <Personal run={run}>{page}</Personal> : page;
}
