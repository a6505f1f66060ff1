import type { NewDeed, SubjectName } from "@biaochi/contract";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { AchievementFile } from "../../../documents/achievement-file.tsx";
import { ask } from "../../../exchange/ask.ts";
import { deedChoices, deedsOf } from "../../../exchange/deed-questions.ts";
import { session } from "../../../exchange/questions.ts";
import { WhichChoice } from "../../../frame/choices.tsx";
import { useMay } from "../../../frame/current.ts";
import { SelectField } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { ActButton } from "./act-button.tsx";
import { AttachEvidence } from "./attach-evidence.tsx";
import { DeedCard } from "./deed-card.tsx";
import { deedStates } from "./deed-choice.ts";
import { DeedForm } from "./deed-form.tsx";
import { Proposals } from "./proposals.tsx";

/** Deeds of the own people, for their head to confirm; for the appraisal office those of heads. */
export function DeedsPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/deeds" });
  const { state } = useSearch({ from: "/inside/programmes/$programme/deeds" });
  const navigate = useNavigate({ from: "/programmes/$programme/deeds" });
  const asked = useInfiniteQuery(deedsOf(programme, state));
  const mayEnter = useMay("enter-deed");
  const mayKeepMissions = useMay("keep-missions");
  const { data, error, refetch } = asked;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const deeds = data.pages.flatMap((page) => page.deeds);
  const people = data.pages[0]?.people ?? [];
  const options = [
    { value: "all" as const, label: say("deeds.filter.all") },
    ...deedStates.map((value) => ({ value, label: say(`deeds.state.${value}`) })),
  ];
  return (
    <>
      <PageTitle>{say("deeds.title")}</PageTitle>
      <p className="lead">{say(mayEnter ? "deeds.lead" : "deeds.lead.office")}</p>
      {mayKeepMissions && (
        <p>
          <Link to="/programmes/$programme/missions" params={{ programme }}>
            {say("deeds.missions")}
          </Link>
        </p>
      )}
      <div className="choices no-print">
        <WhichChoice
          id="deeds-state"
          label={say("deeds.filter.state")}
          value={state ?? "all"}
          options={options}
          onValue={(chosen) => void navigate({ search: chosen === "all" ? {} : { state: chosen } })}
        />
      </div>
      <section aria-labelledby="deeds-list">
        <h2 id="deeds-list">{say("deeds.list")}</h2>
        {deeds.length === 0 && <Empty title={say("deeds.empty")} />}
        {deeds.map((deed) => (
          <DeedCard key={deed.deed} deed={deed} isNamed>
            {deed.mayDecide && deed.state === "own" && (
              <ActButton
                isMain
                label={say("deeds.confirm")}
                about={say("deeds.confirm.about", { what: deed.what })}
                run={() => ask("confirmDeed", { params: { deed: deed.deed } })}
              />
            )}{" "}
            {deed.mayDecide && (
              <WithReason
                id={`return-${deed.deed}`}
                label={say("deeds.return")}
                about={deed.what}
                what={say("deeds.return.what")}
                submit={say("deeds.return")}
                changes={["deeds", "todos"]}
                run={(reason) => ask("returnDeed", { params: { deed: deed.deed }, body: { reason } })}
              />
            )}{" "}
            {deed.mayAttach && deed.evidence.length < 3 && <AttachEvidence deed={deed.deed} about={deed.what} />}
          </DeedCard>
        ))}
        {asked.hasNextPage && (
          <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            {say("deeds.more-rows")}
          </Button>
        )}
      </section>
      {mayEnter && people.length > 0 && <EnterFor programme={programme} people={people} />}
    </>
  );
}

type EnterForProps = { readonly programme: string; readonly people: readonly z.output<typeof SubjectName>[] };

/** A leader's entry for one of the own people, with what facts say of them. */
function EnterFor({ programme, people }: EnterForProps) {
  const say = useSay();
  const [subject, setSubject] = useState("");
  const { data } = useQuery(deedChoices(programme, subject));
  const year = useQuery(session).data?.today.slice(0, 4) ?? "";
  const isHead = useMay("decide-deed");
  const enter = (body: NewDeed) => ask("enterDeed", { params: { programme }, body: { ...body, subject } });
  return (
    <section aria-labelledby="deeds-enter">
      <h2 id="deeds-enter">{say("deeds.enter.for")}</h2>
      <p className="quiet">{say(isHead ? "deeds.enter.for.head" : "deeds.enter.for.other")}</p>
      <div className="form">
        <SelectField
          id="deed-subject"
          name={say("deeds.whose")}
          value={subject}
          options={[
            { value: "", label: say("deeds.choose") },
            ...people.map(({ id, name }) => ({ value: id, label: say.named(name) })),
          ]}
          onValue={setSubject}
        />
      </div>
      {subject !== "" && (
        <>
          <AchievementFile programme={programme} subject={subject} cycle={year} />
          {data && <Proposals from={data} enter={enter} />}
          <DeedForm key={subject} id="deed-for" choices={data} save={enter} />
        </>
      )}
    </section>
  );
}
