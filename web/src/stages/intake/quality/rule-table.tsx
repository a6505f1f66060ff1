import type { QualityRule } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { ask } from "../../../exchange/ask.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { checkInWords } from "./said.ts";

type Props = {
  readonly programme: string;
  readonly rules: readonly QualityRule[];
  readonly nameOf: (indicator: string) => string;
};

/** What owners say must hold, and when figures are due. */
export function RuleTable({ programme, rules, nameOf }: Props) {
  const say = useSay();
  return (
    <Scroll label={say("quality.rules")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("quality.rule")}</th>
            <th scope="col">{say("quality.rule.says")}</th>
            <th scope="col">{say("quality.rule.why")}</th>
            <th scope="col">{say("quality.rule.state")}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((each) => (
            <tr key={each.rule}>
              <th scope="row">{each.rule}</th>
              <td className="below">{checkInWords(say, each.check, nameOf)}</td>
              <td className="below">{each.reason}</td>
              <td className="below">
                <State of={each} />{" "}
                {each.mayKeep && !each.isEnded && (
                  <WithReason
                    id={`end-${each.rule}`}
                    label={say("quality.rule.end")}
                    about={each.rule}
                    what={say("quality.rule.end.what")}
                    submit={say("quality.rule.end")}
                    changes={["quality-rules"]}
                    run={(reason) =>
                      ask("endQualityRule", {
                        params: { programme, rule: each.rule },
                        body: { reason, basedOn: each.version },
                      })
                    }
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function State({ of: { isEnded, version, by, at } }: { readonly of: QualityRule }) {
  const say = useSay();
  if (isEnded) return <span className="tag">{say("quality.rule.ended")}</span>;
  const who = by.id === "biaochi" ? say("quality.by.system") : by.name === null ? by.id : say.named(by.name);
  return say("quality.rule.in-force", { version, by: who, at: moment(say.language, at) });
}
