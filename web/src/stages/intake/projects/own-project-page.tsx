import type { OwnProject } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ask } from "../../../exchange/ask.ts";
import { ownProject } from "../../../exchange/project-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { ActButton } from "../deeds/act-button.tsx";
import { bodyOfEvent, eventSaid } from "../deeds/event-said.ts";
import { Gate } from "./gate.tsx";
import { Head } from "./head.tsx";
import { History } from "./history.tsx";
import { Milestones } from "./milestones.tsx";
import { LightTag, nextSaid } from "./project-said.tsx";
import { Troubles } from "./troubles.tsx";

/** A project as whoever answers for it reads it: what is next, and which deeds are proposed from it. */
export function OwnProjectPage() {
  const say = useSay();
  const { project } = useParams({ from: "/inside/own-file/projects/$project" });
  const { data, error, refetch } = useQuery(ownProject(Number(project)));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{data.name}</PageTitle>
      <p>
        <span className="tag">{say(`project.stage.${data.column}`)}</span> <LightTag light={data.light} />{" "}
        <Link to="/own-file/projects" className="no-print">
          {say("frame.own-projects")}
        </Link>
      </p>
      <p className="lead">
        {say("projects.next")}
        {say("lost.colon")}
        {nextSaid(say, data)}
      </p>
      <EventDeeds of={data} />
      <Head of={data} />
      <Gate of={data} isOwn />
      <Milestones of={data} isOwn />
      <Troubles of={data} />
      <History of={data} />
    </>
  );
}

/** What of the project is, or can be put, on record; nobody is reminded of it. */
function EventDeeds({ of }: { readonly of: OwnProject }) {
  const say = useSay();
  if (of.events.length === 0) return null;
  return (
    <section aria-labelledby="project-deeds">
      <h2 id="project-deeds">{say("project.deeds")}</h2>
      <p className="quiet">{say("project.deeds.lead")}</p>
      <ul>
        {of.events.map((event) => (
          <EventDeed key={event.matter} of={of} event={event} />
        ))}
      </ul>
    </section>
  );
}

type EventProps = { readonly of: OwnProject; readonly event: OwnProject["events"][number] };

function EventDeed({ of, event }: EventProps) {
  const say = useSay();
  const stands = of.deeds.find(({ milestone }) => milestone === event.milestone);
  const milestone = of.plan.find(({ number }) => number === event.milestone) ?? null;
  const reached = { ...event, project: of.project, name: of.name, milestone, part: "led" as const };
  const said = eventSaid(say, reached);
  return (
    <li>
      {said} <span className="quiet small">{day(say.language, event.day)}</span>{" "}
      {stands?.deed && (
        <Link to="/own-file/deeds" search={{ year: Number(event.day.slice(0, 4)) }}>
          {say("project.deeds.stands", {
            ...{ deed: stands.deed.deed, state: say(`deeds.state.${stands.deed.state}`) },
          })}
        </Link>
      )}
      {stands?.isProposed && (
        <ActButton
          label={say("deeds.proposal.take")}
          about={`${say("deeds.proposal.take")}${say("lost.colon")}${said}`}
          changes={["deeds", "projects", "todos"]}
          run={() => ask("enterOwnDeed", { body: bodyOfEvent(reached, said) })}
        />
      )}
    </li>
  );
}
