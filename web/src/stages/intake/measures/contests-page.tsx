import { useInfiniteQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { contests as contestsQuestion } from "../../../exchange/measure-questions.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { ContestTable } from "./contest-table.tsx";
import { RaiseContest } from "./raise-contest.tsx";

/** Records that units hold are not theirs: what was asked, both rates, and what was decided. */
export function ContestsPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/contests" });
  const asked = useInfiniteQuery(contestsQuestion(programme));
  const mayRaise = useMay("raise-contest");
  const { data, error, refetch } = asked;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const contests = data.pages.flatMap((page) => page.contests);
  return (
    <>
      <PageTitle>{say("contests.title")}</PageTitle>
      <p className="lead">{say("contests.lead")}</p>
      {contests.length === 0 ? (
        <Empty title={say("contests.none")} todo={say(mayRaise ? "contests.none.raise" : "contests.none.wait")} />
      ) : (
        <ContestTable contests={contests} />
      )}
      {asked.hasNextPage && (
        <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {say("contests.more")}
        </Button>
      )}
      {mayRaise && <RaiseContest programme={programme} />}
    </>
  );
}
