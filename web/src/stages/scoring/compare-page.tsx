import { moment, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button, Input, Segmented } from "antd";
import type { Answer } from "../../exchange/doors.ts";
import { runChanges, runs } from "../../exchange/questions.ts";
import { Personal } from "../../frame/personal.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { PrintButton, PrintHead } from "../../frame/print-head.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { ChangesTable } from "./changes-table.tsx";
import type { CompareChoice } from "./compare-choice.ts";
import { FactDifferences, GradeMovements } from "./compare-why.tsx";
import { earlierOf } from "./runs-page.tsx";

export type Compared = Answer<"compareRuns">;
const rowsAtOnce = 100;
const types = ["all", "unit", "team", "official"] as const;

/** What became different between two runs: who, by how much, and why. */
export function ComparePage() {
  const say = useSay();
  const id = Number(useParams({ from: "/inside/runs/$run/compare" }).run);
  const choice = useSearch({ from: "/inside/runs/$run/compare" });
  const all = useQuery(runs);
  const here = all.data?.runs.find((each) => each.run === id);
  const since = choice.since ?? (here && all.data ? earlierOf(all.data.runs, here) : undefined);
  if (since === undefined && !all.data) return <Loading />;
  if (since === undefined)
    return (
      <>
        <PageTitle>{say("compare.title")}</PageTitle>
        <Empty title={say("compare.none")} why={say("compare.none.why")} todo={say("compare.none.todo")}>
          <Link to="/runs">{say("runs.title")}</Link>
        </Empty>
      </>
    );
  return <Differences run={id} since={since} choice={choice} />;
}

type Props = { readonly run: number; readonly since: number; readonly choice: CompareChoice };

function Differences({ run, since, choice }: Props) {
  const say = useSay();
  const sort = choice.sort ?? "difference";
  const { type, q, cursor } = choice;
  const query = { since, sort, limit: rowsAtOnce, ...(type ? { type } : {}), ...(q ? { q } : {}) };
  const asked = runChanges(run, { ...query, ...(cursor ? { cursor } : {}) });
  const { data, error, isPlaceholderData, refetch } = useQuery(asked);
  const navigate = useNavigate({ from: "/runs/$run/compare" });
  const choose = (change: { readonly [K in keyof CompareChoice]?: CompareChoice[K] | undefined }) =>
    void navigate({
      search: (now) =>
        Object.fromEntries(Object.entries({ ...now, cursor: undefined, ...change }).filter(([, value]) => value)),
    });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const title = say("compare.of", { before: since, after: run });
  const page = (
    <div className="print-wide">
      <PrintHead run={data.after} title={title} />
      <p className="trail quiet no-print">
        <Link to="/runs">{say("runs.title")}</Link>
        <Link to="/runs/$run" params={{ run: String(run) }}>
          {say("run.number", { n: run })}
        </Link>
      </p>
      <PageTitle>{title}</PageTitle>
      <p className="score">{findingOf(data, say)}</p>
      {data.before.period !== data.after.period && <p className="notice-line">{say("compare.periods")}</p>}
      <Sides page={data} />
      <div className="two-columns">
        <GradeMovements page={data} />
        <FactDifferences page={data} />
      </div>
      <section aria-labelledby="changes">
        <h2 id="changes">{say("compare.who", { n: data.total })}</h2>
        <form className="choices no-print" onSubmit={(event) => event.preventDefault()}>
          <Segmented
            aria-label={say("standings.type")}
            value={type ?? "all"}
            onChange={(value: (typeof types)[number]) => choose({ type: value === "all" ? undefined : value })}
            options={types.map((value) => ({
              value,
              label: value === "all" ? say("compare.all") : say(`subject.type.${value}`),
            }))}
          />
          <Segmented
            aria-label={say("heat.order")}
            value={sort}
            onChange={(value) => choose({ sort: value })}
            options={(["difference", "protocol"] as const).map((value) => ({
              value,
              label: say(`compare.sort.${value}`),
            }))}
          />
          <label htmlFor="name-search">
            <span className="sr-only">{say("standings.search")}</span>
            <Input.Search
              id="name-search"
              defaultValue={q ?? ""}
              key={q ?? ""}
              maxLength={100}
              onSearch={(text) => choose({ q: text })}
              enterButton={say("standings.find")}
              className="search"
            />
          </label>
          <span className="choices-end">
            <PrintButton />
          </span>
        </form>
        {data.changes.length === 0 ? (
          <Empty title={say("compare.same")} why={say("compare.same.why")} />
        ) : (
          <div aria-busy={isPlaceholderData}>
            <ChangesTable page={data} />
            <nav className="pager no-print" aria-label={say("standings.pages")}>
              <span className="quiet">{say("standings.shown", { n: data.changes.length, total: data.total })}</span>
              {cursor && <Button onClick={() => choose({})}>{say("standings.first-page")}</Button>}
              {data.next && (
                <Button onClick={() => choose({ cursor: data.next ?? undefined })}>{say("standings.next-page")}</Button>
              )}
            </nav>
          </div>
        )}
      </section>
    </div>
  );
  const hasPeople = data.changes.some(({ subject }) => subject.type === "official");
  return hasPeople ? <Personal run={run}>{page}</Personal> : page;
}

type Say = ReturnType<typeof useSay>;

function findingOf({ summary }: Compared, say: Say): string {
  const { changed, better, worse, added, removed } = summary;
  if (changed === 0) return say("compare.finding-none");
  const parts = [
    say("compare.changed", { n: changed }),
    say("compare.better", { n: better }),
    say("compare.worse", { n: worse }),
    ...(added > 0 ? [say("compare.added", { n: added })] : []),
    ...(removed > 0 ? [say("compare.removed", { n: removed })] : []),
  ];
  return parts.join(" · ");
}

/** What the two runs were computed from, side by side: where they differ is where a difference can come from. */
function Sides({ page }: { readonly page: Compared }) {
  const say = useSay();
  const { before, after, summary } = page;
  const { scheme, facts, engine } = summary.differs;
  const sides = [before, after];
  const mark = (differs: boolean) => (
    <td>
      <span className={differs ? "tag amber" : "tag"}>
        <span aria-hidden="true">{differs ? "≠ " : "= "}</span>
        {say(differs ? "compare.differs" : "compare.equal")}
      </span>
    </td>
  );
  return (
    <table className="plain sides">
      <caption className="sr-only">{say("compare.sides")}</caption>
      <thead>
        <tr>
          <td />
          {sides.map((run) => (
            <th key={run.run} scope="col">
              <Link to="/runs/$run" params={{ run: String(run.run) }}>
                {say("run.number", { n: run.run })}
              </Link>{" "}
              · {periodName(say.language, run.period)}
            </th>
          ))}
          <th scope="col">{say("compare.together")}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{say("run.digest.scheme")}</th>
          {sides.map((run) => (
            <td key={run.run}>
              {say("subject.basis.scheme", { title: say.named(run.scheme.title), version: run.scheme.version })}
            </td>
          ))}
          {mark(scheme)}
        </tr>
        <tr>
          <th scope="row">{say("run.digest.facts")}</th>
          {sides.map((run) => (
            <td key={run.run}>
              {say("run.as-of", { moment: moment(say.language, run.facts.asOf), batch: run.facts.batch })}
            </td>
          ))}
          {mark(facts)}
        </tr>
        <tr>
          <th scope="row">{say("run.digest.engine")}</th>
          {sides.map((run) => (
            <td key={run.run}>{run.engine}</td>
          ))}
          {mark(engine)}
        </tr>
      </tbody>
    </table>
  );
}
