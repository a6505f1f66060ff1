import type { DeedChoices, NewDeed } from "@biaochi/contract";
import { periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { AchievementFile } from "../../../documents/achievement-file.tsx";
import { ask } from "../../../exchange/ask.ts";
import { ownDeeds } from "../../../exchange/deed-questions.ts";
import { session } from "../../../exchange/questions.ts";
import { WhichChoice } from "../../../frame/choices.tsx";
import { useAccount } from "../../../frame/current.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { ActButton } from "./act-button.tsx";
import { AttachEvidence } from "./attach-evidence.tsx";
import { DeedCard } from "./deed-card.tsx";
import { DeedForm } from "./deed-form.tsx";
import { Proposals } from "./proposals.tsx";

const mostPerQuarter = 3;
const mostFiles = 3;
const enter = (body: NewDeed) => ask("enterOwnDeed", { body });

/** The own deeds of a year: written on a phone as easily as at a desk, and asked of nobody. */
export function OwnDeedsPage() {
  const say = useSay();
  const { year } = useSearch({ from: "/inside/own-file/deeds" });
  const navigate = useNavigate({ from: "/own-file/deeds" });
  const { data, error, refetch } = useQuery(ownDeeds(year));
  const today = useQuery(session).data?.today ?? "";
  const account = useAccount();
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const thisYear = Number(today.slice(0, 4)) || data.year;
  const years = [...new Set([thisYear, thisYear - 1, data.year])].map(String);
  return (
    <>
      <PageTitle>{say("deeds.own.title")}</PageTitle>
      <p className="lead">{say("deeds.own.lead")}</p>
      <p className="quiet small">{leftOf(say, data.choices)}</p>
      <div className="choices no-print">
        <WhichChoice
          id="deeds-year"
          label={say("deeds.year")}
          value={String(data.year)}
          options={years.map((value) => ({ value, label: value }))}
          onValue={(chosen) => void navigate({ search: { year: Number(chosen) } })}
        />
        {account?.programme && account.self && (
          <AchievementFile programme={account.programme} subject={account.self.id} cycle={String(data.year)} />
        )}
      </div>
      <Proposals from={data.choices} enter={enter} />
      <section aria-labelledby="deeds-enter">
        <h2 id="deeds-enter">{say("deeds.enter")}</h2>
        <DeedForm id="own-deed" choices={data.choices} save={enter} />
      </section>
      <section aria-labelledby="deeds-list">
        <h2 id="deeds-list">{say("deeds.list")}</h2>
        {data.deeds.length === 0 && <Empty title={say("deeds.none")} todo={say("deeds.none.todo")} />}
        {data.deeds.map((deed) => (
          <DeedCard key={deed.deed} deed={deed} isNamed={false}>
            {deed.mayWithdraw && (
              <ActButton
                label={say("deeds.withdraw")}
                about={say("deeds.withdraw.about", { what: deed.what })}
                run={() => ask("withdrawDeed", { params: { deed: deed.deed } })}
              />
            )}{" "}
            {deed.mayAttach && deed.evidence.length < mostFiles && (
              <AttachEvidence deed={deed.deed} about={deed.what} />
            )}
          </DeedCard>
        ))}
      </section>
    </>
  );
}

/** What is left of each quarter, said before somebody writes. */
const leftOf = (say: Say, { quarters }: DeedChoices): string =>
  quarters
    .map(({ quarter, entered }) =>
      say("deeds.left", { quarter: periodName(say.language, quarter), n: Math.max(0, mostPerQuarter - entered) }),
    )
    .join(" · ");
