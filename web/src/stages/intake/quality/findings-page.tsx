import { findingKinds, findingStates } from "@biaochi/contract/choices";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { findings as findingsQuestion } from "../../../exchange/quality-questions.ts";
import { WhichChoice } from "../../../frame/choices.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { readFindingChoice } from "./finding-choice.ts";
import { FindingTable } from "./finding-table.tsx";
import { QualityLinks } from "./quality-links.tsx";
import { SettleTogether } from "./settle-together.tsx";

const from = "/inside/programmes/$programme/quality/findings";

const nothing: ReadonlySet<number> = new Set();

/** What was found in the figures, worked one by one or several at once. */
export function FindingsPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { programme } = useParams({ from });
  const choice = useSearch({ from });
  const [chosen, choose] = useState(nothing);
  const asked = useInfiniteQuery(findingsQuestion(programme, choice));
  const { data, error, refetch } = asked;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const findings = data.pages.flatMap((page) => page.findings);
  const sources = data.pages[0]?.sources ?? [];
  const set = (change: Readonly<Record<string, string>>) => {
    choose(nothing);
    void navigate({
      to: "/programmes/$programme/quality/findings",
      params: { programme },
      search: readFindingChoice({ ...choice, ...change }),
    });
  };
  const all = { value: "", label: say("found.all") };
  return (
    <>
      <PageTitle>{say("found.title")}</PageTitle>
      <QualityLinks programme={programme} />
      <p className="lead">{say("found.lead")}</p>
      <div className="choices no-print">
        <WhichChoice
          id="found-state"
          label={say("found.state")}
          value={choice.state ?? ""}
          options={[all, ...findingStates.map((value) => ({ value, label: say(`finding.state.${value}`) }))]}
          onValue={(state) => set({ state })}
        />
        <WhichChoice
          id="found-kind"
          label={say("found.kind")}
          value={choice.kind ?? ""}
          options={[all, ...findingKinds.map((value) => ({ value, label: say(`finding.kind.${value}`) }))]}
          onValue={(kind) => set({ kind })}
        />
        {sources.length > 1 && (
          <WhichChoice
            id="found-source"
            label={say("found.source")}
            value={choice.source ?? ""}
            options={[all, ...sources.map((value) => ({ value, label: value }))]}
            onValue={(source) => set({ source })}
          />
        )}
      </div>
      {findings.length === 0 ? (
        <Empty title={say("found.none")} todo={say("found.none.todo")} />
      ) : (
        <>
          <SettleTogether programme={programme} findings={findings} chosen={chosen} onChoose={choose} />
          <FindingTable programme={programme} findings={findings} chosen={chosen} onChoose={choose} />
        </>
      )}
      {asked.hasNextPage && (
        <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {say("found.more")}
        </Button>
      )}
    </>
  );
}
