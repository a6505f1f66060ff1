import { day } from "@biaochi/words";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import type { Answer } from "../../exchange/doors.ts";
import { useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { ActButtons } from "./act-buttons.tsx";
import { actsOnUnit } from "./acts.ts";
import { DayField } from "./day-field.tsx";
import { PeopleTable } from "./people-table.tsx";
import { registryTree, registryUnit } from "./questions.ts";
import { SpanCells, SpanHeads } from "./span-of-time.tsx";
import { UnitSpans } from "./unit-spans.tsx";

type Page = Answer<"readRegistryUnit">;

/** A unit over time, and its sections, leadership and people as of a day. */
export function RegistryUnitPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { programme, subject } = useParams({ from: "/inside/programmes/$programme/registry/units/$subject" });
  const { on } = useSearch({ from: "/inside/programmes/$programme/registry/units/$subject" });
  const mayChange = useMay("change-registry");
  const asked = useInfiniteQuery(registryUnit(programme, subject, on));
  const tree = useQuery({ ...registryTree(programme, on), enabled: mayChange }).data;
  const { data, error, refetch } = asked;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  const [page] = data?.pages ?? [];
  if (!data || !page) return <Loading />;
  const people = data.pages.flatMap((each) => each.people);
  const then = page.spans.findLast((span) => span.since === null || span.since <= page.on) ?? page.spans.at(-1);
  return (
    <>
      <p className="small">
        <Link to="/programmes/$programme/registry" params={{ programme }} search={{ on: page.on }}>
          {say("registry.back")}
        </Link>
      </p>
      <PageTitle>{then ? say.named(then.name) : page.unit}</PageTitle>
      <div className="choices">
        <DayField
          on={page.on}
          onDay={(next) =>
            void navigate({
              to: "/programmes/$programme/registry/units/$subject",
              params: { programme, subject },
              search: { on: next },
            })
          }
        />
      </div>
      {mayChange && tree && <ActButtons key={subject} programme={programme} groups={actsOnUnit(page, tree)} />}
      <UnitSpans spans={page.spans} />
      <h2>{say("registry.sections")}</h2>
      {page.sections.length === 0 ? (
        <p className="quiet">{say("registry-unit.no-sections")}</p>
      ) : (
        <Sections page={page} />
      )}
      {page.teams.length === 0 && <p className="quiet">{say("registry-unit.no-team")}</p>}
      {page.teams.map((team) => (
        <section key={team.team}>
          <h2>{say("registry-unit.team", { name: say.named(team.name), on: day(say.language, page.on) })}</h2>
          <PeopleTable programme={programme} label={say.named(team.name)} people={team.members} />
        </section>
      ))}
      <h2>{say("registry.people")}</h2>
      <PeopleTable programme={programme} label={say("registry.people")} people={people} />
      {asked.hasNextPage && (
        <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {say("registry-unit.more")}
        </Button>
      )}
      <NamedList title={say("registry-unit.below")} programme={programme} units={page.below} />
      {page.bodies.length > 0 && (
        <p>
          {say("registry-unit.bodies")}
          {say("lost.colon")}
          {page.bodies.map(({ name }) => say.named(name)).join(say.language === "en" ? ", " : "、")}
        </p>
      )}
    </>
  );
}

function Sections({ page }: { readonly page: Page }) {
  const say = useSay();
  return (
    <Scroll label={say("registry.sections")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("registry-unit.section")}</th>
            <th scope="col">{say("registry-do.id")}</th>
            <SpanHeads />
          </tr>
        </thead>
        <tbody>
          {page.sections.map(({ section, name, since, until }) => (
            <tr key={section}>
              <th scope="row">{say.named(name)}</th>
              <td>{section}</td>
              <SpanCells since={since} until={until} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

type NamedListProps = { readonly title: string; readonly programme: string; readonly units: Page["below"] };

function NamedList({ title, programme, units }: NamedListProps) {
  const say = useSay();
  if (units.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {units.map(({ id, name }) => (
          <li key={id}>
            <Link to="/programmes/$programme/registry/units/$subject" params={{ programme, subject: id }}>
              {say.named(name)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
