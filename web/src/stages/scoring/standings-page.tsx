import { periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button, Input, Segmented, Select } from "antd";
import { DistributionChart } from "../../charts/distribution.tsx";
import { addressOf } from "../../exchange/doors.ts";
import { runs, session, standings } from "../../exchange/questions.ts";
import { useAccount } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { type Choice, longestSearch } from "./choice.ts";
import { CohortTable } from "./cohort-table.tsx";
import { StandingsTable } from "./standings-table.tsx";

const pageLength = 100;
/** Fewer than these have no distribution to draw: a head sees the own unit only. */
const fewestDrawn = 5;

/** How units, teams or officials stand in one run, cohort by cohort. */
export function StandingsPage() {
  const say = useSay();
  const run = Number(useParams({ from: "/inside/runs/$run/standings" }).run);
  const choice = useSearch({ from: "/inside/runs/$run/standings" });
  const account = useAccount();
  const mayExport = useQuery(session).data?.may.includes("export-standings");
  const { data, error, isPlaceholderData, refetch } = useQuery(standings(run, { ...choice, limit: pageLength }));
  const navigate = useNavigate({ from: "/runs/$run/standings" });
  const choose = (change: { readonly [K in keyof Choice]?: Choice[K] | undefined }) =>
    void navigate({
      // A new choice begins at the first page, and what was not chosen does not stand in the address.
      search: (now) =>
        Object.fromEntries(Object.entries({ ...now, cursor: undefined, ...change }).filter(([, value]) => value)),
    });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const type = choice.type ?? "unit";
  const cohort = data.cohorts.find((each) => each.cohort === choice.cohort && each.type === type);
  const ownRow = data.rows.find((row) => row.subject.id === account?.unit?.id || row.subject.id === account?.team?.id);
  const exported = addressOf("exportStandings", {
    params: { run },
    query: {
      type,
      lang: say.language,
      ...(choice.cohort ? { cohort: choice.cohort } : {}),
      ...(choice.q ? { q: choice.q } : {}),
    },
  });
  return (
    <>
      <PageTitle>{say(`standings.title.${type}`)}</PageTitle>
      <WhichRun run={run} />
      <search>
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
              options={[
                { value: "", label: say("standings.all-cohorts") },
                ...data.cohorts
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
          {mayExport && (
            <Button href={exported} download>
              {say("standings.export")}
            </Button>
          )}
        </form>
      </search>
      {!choice.q && data.total >= fewestDrawn && (
        <DistributionChart {...data.distribution} median={cohort?.spread?.[2]} own={ownRow?.score ?? undefined} />
      )}
      {data.rows.length === 0 ? (
        <Empty title={say("standings.empty")} todo={say("standings.empty.todo")} />
      ) : (
        <div aria-busy={isPlaceholderData}>
          <StandingsTable
            run={run}
            type={type}
            choice={choice}
            rows={data.rows}
            cohorts={data.cohorts}
            own={ownRow?.subject.id}
            choose={choose}
          />
          <nav className="pager" aria-label={say("standings.pages")}>
            <span className="quiet">{say("standings.shown", { n: data.rows.length, total: data.total })}</span>
            {choice.cursor && <Button onClick={() => choose({})}>{say("standings.first-page")}</Button>}
            {data.next && (
              <Button onClick={() => choose({ cursor: data.next ?? undefined })}>{say("standings.next-page")}</Button>
            )}
          </nav>
        </div>
      )}
      {!choice.cohort && (
        <details className="behind">
          <summary>{say("cohorts.title")}</summary>
          <CohortTable run={run} cohorts={data.cohorts.filter((each) => each.type === type)} />
        </details>
      )}
    </>
  );
}

/** Which period is shown, and the same page for the other periods of the programme that have been computed. */
function WhichRun({ run }: { readonly run: number }) {
  const say = useSay();
  const all = useQuery(runs).data?.runs ?? [];
  const here = all.find((each) => each.run === run);
  if (!here) return null;
  const newest = new Map<string, number>();
  for (const each of all) {
    if (each.state !== "done" || each.programme.id !== here.programme.id) continue;
    newest.set(each.period, Math.max(each.run, newest.get(each.period) ?? 0));
  }
  newest.set(here.period, run);
  const periods = [...newest].sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <div className="which">
      <p className="quiet">
        {say.named(here.programme.title)} · {say("run.number", { n: run })}
      </p>
      {periods.length > 1 ? (
        <nav aria-label={say("standings.period")} className="periods">
          {periods.map(([period, value]) => (
            <Link
              key={value}
              to="/runs/$run/standings"
              params={{ run: String(value) }}
              search={({ cursor: _cursor, ...kept }) => kept}
              {...(value === run ? { "aria-current": "page" as const } : {})}
            >
              {periodName(say.language, period)}
            </Link>
          ))}
        </nav>
      ) : (
        <p>{periodName(say.language, here.period)}</p>
      )}
    </div>
  );
}
