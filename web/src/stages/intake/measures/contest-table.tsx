import type { RecordContest } from "@biaochi/contract";
import { day, moment, periodName } from "@biaochi/words";
import { ask } from "../../../exchange/ask.ts";
import { called } from "../../../frame/called.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { figureInWords } from "./measure-preview.tsx";

const colours = { open: "amber", accepted: "blue", refused: "" } as const;
const stale = ["contests", "fact-records", "measure", "todos"];

export function ContestTable({ contests }: { readonly contests: readonly RecordContest[] }) {
  const say = useSay();
  return (
    <Scroll label={say("contests.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("contests.record")}</th>
            <th scope="col">{say("contests.wish")}</th>
            <th scope="col">{say("contests.rates")}</th>
            <th scope="col">{say("contests.state")}</th>
          </tr>
        </thead>
        <tbody>
          {contests.map((each) => (
            <tr key={each.contest}>
              <th scope="row" className="below">
                {each.key}
                <span className="quiet small block">
                  {say.named(each.stream.name)} · {say.named(each.unit.name)}
                </span>
              </th>
              <td className="below">
                {each.to === null
                  ? say("contests.exclude")
                  : say("contests.reassign", { unit: say.named(each.to.name) })}
                <span className="block">{each.reason}</span>
                {each.evidence !== null && <span className="quiet small block">{each.evidence}</span>}
                <span className="quiet small block">
                  {say("contests.raised", { by: called(say, each.by), at: moment(say.language, each.at) })}
                </span>
              </td>
              <td className="below">
                {each.rates.map(({ measure, name, period, before, after }) => (
                  <span key={measure} className="block">
                    {say("contests.rate", {
                      ...{ measure: say.named(name), period: periodName(say.language, period) },
                      ...{ before: figureInWords(say, before), after: figureInWords(say, after) },
                    })}
                  </span>
                ))}
              </td>
              <td className="below">
                <State of={each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function State({ of }: { readonly of: RecordContest }) {
  const say = useSay();
  const { contest, decided, due } = of;
  const about = of.key;
  const decide = (accept: boolean) => (reason: string) =>
    ask("decideContest", { params: { contest }, body: { accept, reason } });
  return (
    <>
      <span className={`tag ${colours[of.state]}`}>{say(`contests.state.${of.state}`)}</span>
      {decided === null ? (
        <span className="quiet small block">
          {say(of.isDueProvisional ? "contests.due.provisional" : "contests.due", { day: day(say.language, due) })}
        </span>
      ) : (
        <span className="quiet small block">
          {say("contests.decided", {
            ...{ by: called(say, decided.by), at: moment(say.language, decided.at), reason: decided.reason },
          })}
        </span>
      )}
      {of.mayDecide && (
        <>
          <WithReason
            id={`accept-${contest}`}
            label={say("contests.accept")}
            about={about}
            what={say("contests.accept.what")}
            submit={say("contests.accept")}
            changes={stale}
            run={decide(true)}
          />{" "}
          <WithReason
            id={`refuse-${contest}`}
            label={say("contests.refuse")}
            about={about}
            what={say("contests.refuse.what")}
            submit={say("contests.refuse")}
            changes={stale}
            run={decide(false)}
          />
        </>
      )}
    </>
  );
}
