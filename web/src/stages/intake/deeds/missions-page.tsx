import type { MissionSeen, SubjectName } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { ask } from "../../../exchange/ask.ts";
import { missions as missionsQuestion } from "../../../exchange/deed-questions.ts";
import { session } from "../../../exchange/questions.ts";
import { SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";

type People = readonly z.output<typeof SubjectName>[];

/** Task forces of the burden meter: who of the own people is on them, and what came of them. */
export function MissionsPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/missions" });
  const { data, error, refetch } = useQuery(missionsQuestion(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("missions.title")}</PageTitle>
      <p className="lead">{say("missions.lead")}</p>
      <p>
        <Link to="/programmes/$programme/deeds" params={{ programme }}>
          {say("deeds.title")}
        </Link>
      </p>
      {data.missions.length === 0 && <Empty title={say("missions.none")} todo={say("missions.none.todo")} />}
      {data.missions.map((mission) => (
        <Mission key={mission.mission} programme={programme} of={mission} people={data.people} />
      ))}
    </>
  );
}

type MissionProps = { readonly programme: string; readonly of: MissionSeen; readonly people: People };

function Mission({ programme, of, people }: MissionProps) {
  const say = useSay();
  const { mission, title, asker, document, since, members, ended } = of;
  const free = people.filter(({ id }) => !members.some(({ official }) => official.id === id));
  return (
    <article className="card wide">
      <h2>{title}</h2>
      <p className="quiet small">
        {say("missions.since", { asker: say.named(asker.name), document, day: day(say.language, since) })}
      </p>
      {ended !== null && (
        <p>{say("missions.ended", { day: day(say.language, ended.lastDay), outcome: ended.outcome })}</p>
      )}
      <p>
        {say("missions.members")}
        {say("lost.colon")}
        {members.length === 0
          ? say("missions.members.none")
          : members.map(({ official }) => say.named(official.name)).join(say("list.separator"))}
      </p>
      {ended === null && free.length > 0 && <NameMember programme={programme} mission={mission} people={free} />}
      {of.mayEnd && <EndMission programme={programme} mission={mission} title={title} since={since} />}
    </article>
  );
}

type NameProps = { readonly programme: string; readonly mission: number; readonly people: People };

function NameMember({ programme, mission, people }: NameProps) {
  const say = useSay();
  const questions = useQueryClient();
  const [official, setOfficial] = useState("");
  const add = useMutation({
    mutationFn: () => ask("nameMissionMembers", { params: { programme, mission }, body: { officials: [official] } }),
    onSuccess: async () => {
      setOfficial("");
      await questions.invalidateQueries({ queryKey: ["missions"] });
    },
  });
  return (
    <Form label={say("missions.name")} error={add.error} onSubmit={() => add.mutate()}>
      <SelectField
        id={`mission-${mission}`}
        name={say("missions.person")}
        required
        value={official}
        options={[
          { value: "", label: say("deeds.choose") },
          ...people.map(({ id, name }) => ({ value: id, label: say.named(name) })),
        ]}
        onValue={setOfficial}
      />
      <p>
        <Button size="small" htmlType="submit" autoInsertSpace={false} loading={add.isPending}>
          {say("missions.add")}
        </Button>
      </p>
    </Form>
  );
}

type EndProps = {
  readonly programme: string;
  readonly mission: number;
  readonly title: string;
  readonly since: string;
};

function EndMission({ programme, mission, title, since }: EndProps) {
  const say = useSay();
  const today = useQuery(session).data?.today ?? "";
  const [lastDay, setLastDay] = useState("");
  return (
    <WithReason
      id={`end-mission-${mission}`}
      label={say("missions.end")}
      about={title}
      what={say("missions.end.outcome")}
      submit={say("missions.end.do")}
      longest={300}
      changes={["missions"]}
      run={(outcome) =>
        ask("endMission", { params: { programme, mission }, body: { lastDay: lastDay || today, outcome } })
      }
    >
      <TextField
        id={`end-mission-${mission}-day`}
        name={say("missions.end.day")}
        type="date"
        required
        min={since}
        max={today}
        value={lastDay || today}
        onValue={setLastDay}
      />
    </WithReason>
  );
}
