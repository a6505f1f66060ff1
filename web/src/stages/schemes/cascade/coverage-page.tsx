import { percent } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { coverage } from "../../../exchange/cascade-questions.ts";
import { type Answer, addressOf } from "../../../exchange/doors.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { CascadeLinks, CycleField, useCycle } from "./cascade-links.tsx";

type Page = Answer<"readCoverage">;

/** Goals that nobody carries, units without a task, people who carry nothing; unit by unit, goal by goal. */
export function CoveragePage() {
  const say = useSay();
  const from = "/inside/programmes/$programme/coverage";
  const { programme } = useParams({ from });
  const cycle = useCycle(useSearch({ from }).cycle);
  const navigate = useNavigate({ from: "/programmes/$programme/coverage" });
  const { data, error, refetch } = useQuery({ ...coverage(programme, cycle), enabled: cycle !== "" });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const workbook = addressOf("exportCoverage", { params: { programme, cycle }, query: { lang: say.language } });
  return (
    <>
      <CascadeLinks programme={programme} cycle={cycle} />
      <PageTitle>{say("coverage.of", { cycle })}</PageTitle>
      <p className="lead">
        {data.goals.length > 0 && (
          <span className={data.isComplete ? "tag blue" : "tag amber"}>
            {say(data.isComplete ? "coverage.complete" : "coverage.incomplete")}
          </span>
        )}{" "}
        {say("coverage.sums", { uncarried: data.uncarried, untasked: data.untasked, idle: data.idle })}
      </p>
      <div className="choices">
        <CycleField cycle={cycle} cycles={data.cycles} onCycle={(next) => void navigate({ search: { cycle: next } })} />
        {data.goals.length > 0 && <a href={workbook}>{say("coverage.workbook")}</a>}
      </div>
      {data.goals.length === 0 ? (
        <Empty title={say("goals.none")} todo={say("goals.none.wait")} />
      ) : (
        <>
          <Uncarried page={data} />
          <Units page={data} programme={programme} />
          <Matrix page={data} programme={programme} />
        </>
      )}
    </>
  );
}

function Uncarried({ page }: { readonly page: Page }) {
  const say = useSay();
  const open = page.goals.filter(({ isCarried }) => !isCarried);
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="uncarried">
      <h2 id="uncarried">{say("coverage.uncarried.title", { n: open.length })}</h2>
      <ul>
        {open.map(({ goal, name, units }) => (
          <li key={goal}>
            {say.named(name)} <span className="quiet small">{say("coverage.uncarried.units", { n: units })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function UnitLink({
  unit,
  programme,
  cycle,
}: {
  readonly unit: Page["units"][number]["unit"];
  readonly programme: string;
  readonly cycle: string;
}) {
  const say = useSay();
  return (
    <Link to="/programmes/$programme/goals/units/$unit" params={{ programme, unit: unit.id }} search={{ cycle }}>
      {say.named(unit.name)}
    </Link>
  );
}

function Units({ page, programme }: { readonly page: Page; readonly programme: string }) {
  const say = useSay();
  const figures = ["tasks", "carried", "people", "idle", "heaviest", "objections"] as const;
  return (
    <section aria-labelledby="units">
      <h2 id="units">{say("coverage.units")}</h2>
      <Scroll label={say("coverage.units")} tall>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("coverage.unit")}</th>
              <th scope="col">{say("coverage.state")}</th>
              {figures.map((head) => (
                <th key={head} scope="col" className="number">
                  {say(head === "heaviest" ? "cascade.loads.heaviest" : `coverage.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.units.map(({ unit, state, heaviest, ...counts }) => (
              <tr key={unit.id}>
                <th scope="row" className="name">
                  <UnitLink {...{ unit, programme }} cycle={page.cycle} />
                </th>
                <td>{say(`cascade-state.${state}`)}</td>
                {figures.map((head) => (
                  <td key={head} className="number">
                    {head === "heaviest" ? percent(heaviest) : counts[head]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

/** Units downwards, goals across: who has what, and whether somebody carries it out. */
function Matrix({ page, programme }: { readonly page: Page; readonly programme: string }) {
  const say = useSay();
  const cells = new Map(page.cells.map((cell) => [`${cell.goal} ${cell.unit}`, cell]));
  return (
    <section aria-labelledby="matrix">
      <h2 id="matrix">{say("coverage.matrix")}</h2>
      <p className="quiet small">{say("coverage.matrix.what")}</p>
      <Scroll label={say("coverage.matrix")} tall>
        <table className="plain matrix">
          <thead>
            <tr>
              <th scope="col">{say("coverage.unit")}</th>
              {page.goals.map(({ goal, name }) => (
                <th key={goal} scope="col">
                  {say.named(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.units.map(({ unit }) => (
              <tr key={unit.id}>
                <th scope="row" className="name">
                  <UnitLink {...{ unit, programme }} cycle={page.cycle} />
                </th>
                {page.goals.map(({ goal }) => {
                  const cell = cells.get(`${goal} ${unit.id}`);
                  return (
                    <td key={goal} className={cell && !cell.isCarried ? "open" : undefined}>
                      {cell && `${cell.isCarried ? "✓" : "○"} ${say(`task-part.${cell.part}`)}`}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
