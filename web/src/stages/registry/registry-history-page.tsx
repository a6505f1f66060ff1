import { day, moment } from "@biaochi/words";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { called } from "../../frame/called.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { registryEditions } from "./questions.ts";

/** What was recorded in the registry, by whom and why, newest first. */
export function RegistryHistoryPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/registry/history" });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    registryEditions(programme),
  );
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const editions = data.pages.flatMap((page) => page.editions);
  return (
    <>
      <p className="small">
        <Link to="/programmes/$programme/registry" params={{ programme }}>
          {say("registry.back")}
        </Link>
      </p>
      <PageTitle>{say("registry.history")}</PageTitle>
      {editions.length === 0 && <Empty title={say("registry-history.none")} todo={say("registry.empty.todo")} />}
      {editions.length > 0 && (
        <Scroll label={say("registry.history")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col" className="number">
                  {say("registry-history.edition")}
                </th>
                <th scope="col">{say("registry-history.act")}</th>
                <th scope="col">{say("registry-history.effective")}</th>
                <th scope="col">{say("registry-history.reason")}</th>
                <th scope="col">{say("registry-history.by")}</th>
                <th scope="col">{say("registry-history.at")}</th>
              </tr>
            </thead>
            <tbody>
              {editions.map((each) => (
                <tr key={each.edition}>
                  <th scope="row" className="number">
                    {each.edition}
                  </th>
                  <td>
                    {say.composed(`registry-act.${each.act}`)}
                    <span className="quiet small block">{each.name.replace(/^\S+ /, "")}</span>
                  </td>
                  <td>{each.effective === null ? "—" : day(say.language, each.effective)}</td>
                  <td>{each.reason ?? "—"}</td>
                  <td>{called(say, each.by)}</td>
                  <td>{moment(say.language, each.at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say("registry-history.more")}
        </Button>
      )}
    </>
  );
}
