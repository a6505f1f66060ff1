import { quantity, score } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { Answer } from "../../exchange/doors.ts";
import { schemeLists } from "../../exchange/questions.ts";
import { useProgrammeOfScheme } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";

const types = ["unit", "team"] as const;

/** One unit, one list: what each has in common with all, what is its own, and which are equal. */
export function ListsPage() {
  const say = useSay();
  const { scheme, version } = useParams({ from: "/inside/schemes/$scheme/$version/lists" });
  const { type = "unit" } = useSearch({ from: "/inside/schemes/$scheme/$version/lists" });
  const navigate = useNavigate({ from: "/schemes/$scheme/$version/lists" });
  const programme = useProgrammeOfScheme(scheme);
  const { data, error, refetch } = useQuery(
    schemeLists({ scheme, version: Number(version) }, { type, ...(programme ? { programme } : {}) }),
  );
  const title = say(type === "unit" ? "lists.title" : "lists.team");
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <p className="doors no-print">
        <Link to="/schemes/$scheme/$version" params={{ scheme, version }}>
          {say("own-list.scheme")}
        </Link>
      </p>
      <div className="choices no-print">
        <label htmlFor="lists-type">
          <span>{say("lists.subject")}</span>
          <select
            id="lists-type"
            value={type}
            onChange={(event) => void navigate({ search: event.target.value === "team" ? { type: "team" } : {} })}
          >
            {types.map((each) => (
              <option key={each} value={each}>
                {say(`lists.type.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {error ? (
        <Failed error={error} again={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.lists.length === 0 ? (
        <p>{say("lists.none")}</p>
      ) : (
        <>
          <p>{say("lists.finding", { n: data.lists.length, different: data.different })}</p>
          <Table title={title} lists={data.lists} scheme={scheme} version={version} />
        </>
      )}
    </>
  );
}

type TableProps = {
  readonly title: string;
  readonly lists: Answer<"readSchemeLists">["lists"];
  readonly scheme: string;
  readonly version: string;
};

function Table({ title, lists, scheme, version }: TableProps) {
  const say = useSay();
  return (
    <Scroll label={title}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("lists.subject")}</th>
            <th scope="col">{say("lists.list")}</th>
            <th scope="col" className="number">
              {say("lists.items")}
            </th>
            <th scope="col" className="number">
              {say("lists.common")}
            </th>
            <th scope="col">{say("lists.own")}</th>
            <th scope="col">{say("lists.equal")}</th>
          </tr>
        </thead>
        <tbody>
          {lists.map((each) => (
            <tr key={each.subject.id}>
              <th scope="row" className="name">
                <Link
                  to="/schemes/$scheme/$version/lists/$subject"
                  params={{ scheme, version, subject: each.subject.id }}
                >
                  {say.named(each.subject.name)}
                </Link>
              </th>
              <td>{say.named(each.list.name)}</td>
              <td className="number" data-label={say("lists.items")}>
                {each.items}
              </td>
              <td className="number" data-label={say("lists.common")}>
                {each.common === null ? say("score.none") : score(each.common)}
                {each.full !== null && <span className="quiet small"> / {quantity(each.full)}</span>}
              </td>
              <td className="small below">
                {each.own
                  .map(({ name, points }) =>
                    points === null
                      ? say("lists.own.open", { name: say.named(name) })
                      : say("lists.own.item", { name: say.named(name), points: score(points) }),
                  )
                  .join(say("list.separator")) || say("score.none")}
              </td>
              <td className="below" data-label={say("lists.equal.short")}>
                <code className="digest">{each.digest.slice(0, 12)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
