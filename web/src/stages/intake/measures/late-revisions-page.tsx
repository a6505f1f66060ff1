import { moment, periodName } from "@biaochi/words";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { lateRevisions } from "../../../exchange/measure-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { figureInWords } from "./measure-preview.tsx";

/** What the records would change and what stays, with what stands against it. */
export function LateRevisionsPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/late-revisions" });
  const asked = useInfiniteQuery(lateRevisions(programme));
  const { data, error, refetch } = asked;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const revisions = data.pages.flatMap((page) => page.revisions);
  return (
    <>
      <p className="small">
        <Link to="/programmes/$programme/measures" params={{ programme }}>
          {say("measures.title")}
        </Link>
      </p>
      <PageTitle>{say("late.title")}</PageTitle>
      <p className="lead">{say("late.lead")}</p>
      {revisions.length === 0 ? (
        <Empty title={say("late.none")} />
      ) : (
        <Scroll label={say("late.title")}>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("measure.unit")}</th>
                <th scope="col">{say("measures.indicator")}</th>
                <th scope="col">{say("late.period")}</th>
                <th scope="col" className="number">
                  {say("late.stands")}
                </th>
                <th scope="col" className="number">
                  {say("late.now")}
                </th>
                <th scope="col">{say("late.why")}</th>
                <th scope="col">{say("late.found")}</th>
              </tr>
            </thead>
            <tbody>
              {revisions.map((each) => (
                <tr key={`${each.measure.id} ${each.unit.id} ${each.period}`}>
                  <th scope="row">{say.named(each.unit.name)}</th>
                  <td className="below">{say.named(each.indicator.name)}</td>
                  <td>{periodName(say.language, each.period)}</td>
                  <td className="number">
                    {each.fact === null ? (
                      say("figures.unrecorded")
                    ) : (
                      <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact: each.fact }}>
                        {figureInWords(say, each.old)}
                      </Link>
                    )}
                  </td>
                  <td className="number">{figureInWords(say, each.now)}</td>
                  <td>{say(`late.why.${each.why}`)}</td>
                  <td>{moment(say.language, each.at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {asked.hasNextPage && (
        <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {say("late.more")}
        </Button>
      )}
    </>
  );
}
