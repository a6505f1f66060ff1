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
  readonly from: Pick<DeedChoices, "proposals" | "projects">;
  readonly enter: (body: NewDeed) => Promise<unknown>;
};

/** What facts and projects say could be put on record, each with one press; left alone, nothing comes of it. */
export function Proposals({ from: { proposals, projects }, enter }: Props) {
  const say = useSay();
  if (proposals.length + projects.length === 0) return null;
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
            <ActButton
              label={say("deeds.proposal.take")}
              about={`${say("deeds.proposal.take")}${say("lost.colon")}${said}`}
              run={() => enter(bodyOfProposal(each, said))}
            />
          </article>
        );
      })}
      {projects.map((each) => (
        <FromProject key={each.matter} proposal={each} enter={enter} />
      ))}
    </section>
  );
}

function FromProject({ proposal, enter }: { readonly proposal: ProjectProposal } & Pick<Props, "enter">) {
  const say = useSay();
  const said = eventSaid(say, proposal);
  const { day: on, part, matter, task } = proposal;
  const about = [day(say.language, on), say(`deed.part.${part}`), say("project.matter", { matter })];
  return (
    <article className="card wide">
      <p>{said}</p>
      <p className="quiet small">{[...about, ...(task === null ? [] : [say.named(task.name)])].join(" · ")}</p>
      <ActButton
        label={say("deeds.proposal.take")}
        about={`${say("deeds.proposal.take")}${say("lost.colon")}${said}`}
        changes={["deeds", "projects", "todos"]}
        run={() => enter(bodyOfEvent(proposal, said))}
      />
    </article>
  );
}
