import type { QualityFinding } from "@biaochi/contract";
import { moment, periodName } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { FindingActs } from "./finding-acts.tsx";
import { findingInWords } from "./said.ts";
import { canBeSettled } from "./settle-together.tsx";

const colours = { open: "amber", mending: "blue", explained: "", mended: "", gone: "" } as const;

type Props = {
  readonly programme: string;
  readonly findings: readonly QualityFinding[];
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (chosen: ReadonlySet<number>) => void;
};

/** The queue: what was found where, how it stands, and what can be done about it. */
export function FindingTable({ programme, findings, chosen, onChoose }: Props) {
  const say = useSay();
  const toggle = (finding: number) => {
    const next = new Set(chosen);
    if (!next.delete(finding)) next.add(finding);
    onChoose(next);
  };
  return (
    <Scroll label={say("found.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("found.where")}</th>
            <th scope="col">{say("found.what")}</th>
            <th scope="col">{say("found.state")}</th>
          </tr>
        </thead>
        <tbody>
          {findings.map((each) => (
            <tr key={each.finding}>
              <th scope="row" className="below">
                {canBeSettled(each) && (
                  <input
                    type="checkbox"
                    className="no-print"
                    aria-label={say("found.choose", { what: whereOf(say, each) })}
                    checked={chosen.has(each.finding)}
                    onChange={() => toggle(each.finding)}
                  />
                )}{" "}
                <Link
                  to="/programmes/$programme/quality/findings/$finding"
                  params={{ programme, finding: String(each.finding) }}
                >
                  {say.named(each.indicator.name)}
                </Link>
                <span className="quiet small block">
                  {each.subject === null ? say("found.whole") : say.named(each.subject.name)} ·{" "}
                  {periodName(say.language, each.period)}
                  {each.source !== null && ` · ${each.source}`}
                </span>
              </th>
              <td className="below">
                <span className="tag">{say(`finding.kind.${each.kind}`)}</span>{" "}
                <span className="block">{findingInWords(say, each)}</span>
              </td>
              <td className="below">
                <FindingState of={each} /> <FindingActs programme={programme} of={each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const whereOf = (say: Say, { indicator, subject, period }: QualityFinding): string =>
  [
    say.named(indicator.name),
    subject === null ? say("found.whole") : say.named(subject.name),
    periodName(say.language, period),
  ].join(" · ");

/** How a finding stands, and who said why. */
export function FindingState({ of: { state, last } }: { readonly of: QualityFinding }) {
  const say = useSay();
  return (
    <>
      <span className={`tag ${colours[state]}`}>{say(`finding.state.${state}`)}</span>
      {last?.reason && (
        <span className="quiet small block">
          {last.reason} · {last.by.name === null ? last.by.id : say.named(last.by.name)} ·{" "}
          {moment(say.language, last.at)}
        </span>
      )}
    </>
  );
}
