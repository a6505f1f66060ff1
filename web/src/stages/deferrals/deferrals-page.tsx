import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { deferralPages } from "../../exchange/questions.ts";
import { WhichChoice } from "../../frame/choices.tsx";
import { useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { DeferGrade } from "./defer-grade.tsx";
import { DeferralTable } from "./deferral-table.tsx";

const choices = ["open", "all"] as const;

/** Whose grade is not determined for now, and why: for those alone who are named to read it. */
export function DeferralsPage() {
  const say = useSay();
  const mayDefer = useMay("defer-grade");
  const [which, setWhich] = useState<(typeof choices)[number]>("open");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    deferralPages({ which }),
  );
  if (error) return <Failed error={error} again={() => void refetch()} />;
  const [first] = data?.pages ?? [];
  if (!data || !first) return <Loading />;
  const deferrals = data.pages.flatMap((page) => page.deferrals);
  return (
    <>
      <PageTitle>{say("deferrals.title")}</PageTitle>
      <p className="lead">{say("deferrals.lead")}</p>
      <div className="choices">
        <WhichChoice
          id="deferrals-which"
          label={say("deferrals.which")}
          value={which}
          options={choices.map((value) => ({ value, label: say(`deferrals.${value}`) }))}
          onValue={setWhich}
        />
      </div>
      {deferrals.length === 0 ? (
        <Empty title={say("deferrals.none")} todo={say("deferrals.none.todo")} />
      ) : (
        <DeferralTable deferrals={deferrals} causes={first.causes} />
      )}
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say("deferrals.more")}
        </Button>
      )}
      {mayDefer && <DeferGrade programmes={first.programmes} causes={first.causes} />}
    </>
  );
}
