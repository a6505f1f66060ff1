import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { Refused } from "../../exchange/ask.ts";
import { figures } from "../../exchange/questions.ts";
import { useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import type { FigureChoice } from "./figure-choice.ts";
import { FigureChoices } from "./figure-choices.tsx";
import { FigureTable } from "./figure-table.tsx";

/** The figures of the indicators that somebody answers for; what is missing comes first. */
export function FiguresPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { programme } = useParams({ from: "/inside/programmes/$programme/figures" });
  const choice = useSearch({ from: "/inside/programmes/$programme/figures" });
  const isOffice = useMay("release-run");
  const needsMore = choice.type === "official" && !(choice.indicator && choice.period);
  const asked = useInfiniteQuery(figures(programme, needsMore ? { limit: 1 } : choice));
  const { data, error, refetch } = asked;
  if (error && !(error instanceof Refused && error.problem.code === "indicator-required"))
    return <Failed error={error} again={() => void refetch()} />;
  const first = data?.pages[0];
  if (!first) return <Loading />;
  const rows = data.pages.flatMap((page) => page.figures);
  const choose = (next: FigureChoice) =>
    void navigate({ to: "/programmes/$programme/figures", params: { programme }, search: next });
  return (
    <>
      <PageTitle>{say("figures.title")}</PageTitle>
      <p className="lead">{say(isOffice ? "figures.lead.office" : "figures.lead")}</p>
      <FigureChoices
        key={JSON.stringify(choice)}
        choice={choice}
        indicators={first.indicators}
        periods={first.periods}
        onChoice={choose}
      />
      {needsMore && <Empty title={say("figures.choose")} />}
      {!needsMore && first.total !== null && first.missing !== null && (
        <p role="status">{say("figures.counts", { total: first.total, missing: first.missing })}</p>
      )}
      {!needsMore && rows.length === 0 && <Empty title={say("figures.none")} todo={say("figures.none.todo")} />}
      {!needsMore && rows.length > 0 && <FigureTable programme={programme} figures={rows} />}
      {!needsMore && asked.hasNextPage && (
        <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {say("figures.more")}
        </Button>
      )}
    </>
  );
}
