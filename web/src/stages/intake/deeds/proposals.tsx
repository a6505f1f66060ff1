import type { DeedProposal, NewDeed } from "@biaochi/contract";
import { day, measured, periodName } from "@biaochi/words";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { ActButton } from "./act-button.tsx";
import { bodyOfProposal } from "./deed-draft.ts";

const sentenceOf = (say: Say, { task, figure, target, measure }: DeedProposal): string =>
  say("deeds.proposal.what", {
    ...{ task: say.named(task.name), period: periodName(say.language, figure.period) },
    ...{ value: measured(figure.value, measure), target: measured(target, measure) },
  });

type Props = {
  readonly proposals: readonly DeedProposal[];
  readonly enter: (body: NewDeed) => Promise<unknown>;
};

/** What facts say could be put on record, each with one press; left alone, nothing comes of it. */
export function Proposals({ proposals, enter }: Props) {
  const say = useSay();
  if (proposals.length === 0) return null;
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
    </section>
  );
}
