import type { DeedChoices, DeedProposal, NewDeed, ProjectProposal } from "@biaochi/contract";
import { day, measured, periodName } from "@biaochi/words";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { ActButton } from "./act-button.tsx";
import { bodyOfProposal } from "./deed-draft.ts";
import { bodyOfEvent, eventSaid } from "./event-said.ts";

const sentenceOf = (say: Say, { task, figure, target, measure }: DeedProposal): string =>
  say("deeds.proposal.what", {
    ...{ task: say.named(task.name), period: periodName(say.language, figure.period) },
    ...{ value: measured(figure.value, measure), target: measured(target, measure) },
  });

type Props = {
  readonly from: Pick<DeedChoices, "proposals" | "projects" | "quarters">;
  readonly enter: (body: NewDeed) => Promise<unknown>;
};

/** As many as a quarter takes; none more is offered. */
const mostPerQuarter = 3;

/** What facts and projects say could be put on record, each with one press; left alone, nothing comes of it. */
export function Proposals({ from: { proposals, projects, quarters }, enter }: Props) {
  const say = useSay();
  if (proposals.length + projects.length === 0) return null;
  const full = quarters.filter(({ entered }) => entered >= mostPerQuarter).map(({ quarter }) => quarter);
  return (
    <section aria-labelledby="deed-proposals">
      <h2 id="deed-proposals">{say("deeds.proposals")}</h2>
      <p className="quiet">{say("deeds.proposals.lead")}</p>
      {proposals.map((each) => {
        const said = sentenceOf(say, each);
        return (
          <article key={each.figure.fact} className="card wide">
            <p>{said}</p>
            <p className="quiet small">
              {day(say.language, each.day)} · {say(`deed.part.${each.part}`)} · {say.named(each.figure.name)}
              {each.records !== null && ` · ${say("deeds.proposal.records", { n: each.records })}`}
            </p>
            <Take said={said} day={each.day} full={full} run={() => enter(bodyOfProposal(each, said))} />
          </article>
        );
      })}
      {projects.map((each) => (
        <FromProject key={each.matter} proposal={each} full={full} enter={enter} />
      ))}
    </section>
  );
}

type FromProps = { readonly proposal: ProjectProposal; readonly full: readonly string[] } & Pick<Props, "enter">;

function FromProject({ proposal, full, enter }: FromProps) {
  const say = useSay();
  const said = eventSaid(say, proposal);
  const { day: on, part, matter, task } = proposal;
  const about = [day(say.language, on), say(`deed.part.${part}`), say("project.matter", { matter })];
  return (
    <article className="card wide">
      <p>{said}</p>
      <p className="quiet small">{[...about, ...(task === null ? [] : [say.named(task.name)])].join(" · ")}</p>
      <Take said={said} day={on} full={full} run={() => enter(bodyOfEvent(proposal, said))} />
    </article>
  );
}

type TakeProps = {
  readonly said: string;
  readonly day: string;
  readonly full: readonly string[];
  readonly run: () => Promise<unknown>;
};

function Take({ said, day: on, full, run }: TakeProps) {
  const say = useSay();
  const quarter = `${on.slice(0, 4)}Q${Math.ceil(Number(on.slice(5, 7)) / 3)}`;
  if (full.includes(quarter))
    return (
      <p className="quiet small">
        {say("deeds.proposal.full", { quarter: periodName(say.language, quarter), most: mostPerQuarter })}
      </p>
    );
  const label = say("deeds.proposal.take");
  return (
    <ActButton
      label={label}
      about={`${label}${say("lost.colon")}${said}`}
      changes={["deeds", "projects", "todos"]}
      run={run}
    />
  );
}
