import type { UnitTasks } from "@biaochi/contract";
import { day, moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { CascadePaper } from "../../../documents/cascade-paper.tsx";
import { unitTasks } from "../../../exchange/cascade-questions.ts";
import { called } from "../../../frame/called.ts";
import { useMay } from "../../../frame/current.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { Attest } from "./attest.tsx";
import { CascadeLinks, CycleField, useCycle } from "./cascade-links.tsx";
import { Decomposition } from "./decomposition.tsx";
import { Loads } from "./loads.tsx";
import { SeenOnPaper } from "./seen-on-paper.tsx";
import { TaskObjections } from "./task-objections.tsx";

/** One unit: how its tasks are handed down, whether they may be confirmed, who has how much, and what is held against it. */
export function UnitTasksPage() {
  const say = useSay();
  const from = "/inside/programmes/$programme/goals/units/$unit";
  const { programme, unit } = useParams({ from });
  const cycle = useCycle(useSearch({ from }).cycle);
  const navigate = useNavigate({ from: "/programmes/$programme/goals/units/$unit" });
  const mayAnswer = useMay("answer-task-objection");
  const { data, error, refetch } = useQuery({ ...unitTasks(programme, cycle, unit), enabled: cycle !== "" });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <CascadeLinks programme={programme} cycle={cycle} />
      <PageTitle>{say("unit-tasks.of", { unit: say.named(data.unit.name), cycle })}</PageTitle>
      <Standing of={data} />
      <SeenOnPaper of={data} programme={programme} />
      <div className="choices">
        <CycleField cycle={cycle} cycles={data.cycles} onCycle={(next) => void navigate({ search: { cycle: next } })} />
        {!data.isPart && data.tasks.length > 0 && (
          <span className="doors">
            <CascadePaper kind="responsibility" {...{ programme, cycle, unit }} />
            <CascadePaper kind="breakdown" {...{ programme, cycle, unit }} />
          </span>
        )}
      </div>
      {data.isPart && <p className="nothing">{say("unit-tasks.part")}</p>}
      {data.tasks.length === 0 ? (
        <Empty title={say("unit-tasks.none")} todo={say("unit-tasks.none.todo")} />
      ) : (
        <Decomposition key={`${cycle} ${unit}`} of={data} programme={programme} />
      )}
      <Attest of={data} programme={programme} />
      <TaskObjections of={data} programme={programme} mayAnswer={mayAnswer} />
      <Loads of={data} />
    </>
  );
}

function Standing({ of: { state, commitment, idle, people, isPart } }: { readonly of: UnitTasks }) {
  const say = useSay();
  return (
    <>
      <p className="lead">
        <span className={state === "confirmed" ? "tag blue" : "tag amber"}>{say(`cascade-state.${state}`)}</span>{" "}
        {!isPart &&
          (idle === 0
            ? say("unit-tasks.all", { n: people.length })
            : say("unit-tasks.idle", { idle, all: people.length }))}
      </p>
      {commitment !== null && (
        <p className="quiet small">
          {confirmedSentence(say, commitment)}{" "}
          {commitment.due !== null && say("unit-tasks.objections-until", { day: day(say.language, commitment.due) })}
          {commitment.isDueProvisional && ` ${say("unit-tasks.due-provisional")}`}
        </p>
      )}
    </>
  );
}

/** Who confirmed the list, or who recorded that it was signed on paper. */
function confirmedSentence(say: Say, { attested, ...of }: NonNullable<UnitTasks["commitment"]>): string {
  const what = {
    ...{ version: of.version, when: moment(say.language, of.at), digest: of.digest.slice(0, 12) },
    name: called(say, of.by),
  };
  if (attested === null) return say("unit-tasks.confirmed", what);
  const { signedOn, signatory, document, isCompared, scan } = attested;
  return [
    say("unit-tasks.attested", {
      ...{ ...what, signatory: say.named(signatory.name), day: day(say.language, signedOn), document },
    }),
    say(isCompared ? "unit-tasks.attested.compared" : "unit-tasks.attested.not-compared"),
    ...(scan === null ? [] : [say("unit-tasks.attested.scan", { digest: scan.slice(0, 12) })]),
  ].join(say.language === "en" ? " " : "");
}
