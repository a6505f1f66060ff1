import type { QualityFinding } from "@biaochi/contract";
import { mostFindings } from "@biaochi/contract/choices";
import { periodName } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask, Refused } from "../../../exchange/ask.ts";
import type { Asked } from "../../../exchange/doors.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { staleByActs } from "./finding-acts.tsx";

type Act = NonNullable<Asked<"actOnFindings">["body"]>["act"];
const acts = ["explain", "open-again"] as const satisfies readonly Act[];
/** Asking somebody to mend stays one by one. */
export const canBeSettled = ({ mayAct }: QualityFinding): boolean => acts.some((act) => mayAct.includes(act));

type NotDone = { readonly finding: QualityFinding; readonly why: string };
type Props = {
  readonly programme: string;
  readonly findings: readonly QualityFinding[];
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (chosen: ReadonlySet<number>) => void;
};

/** Which are chosen, and what can be done with all of them for one reason. */
export function SettleTogether({ programme, findings, chosen, onChoose }: Props) {
  const say = useSay();
  const [notDone, setNotDone] = useState<readonly NotDone[]>([]);
  const [done, setDone] = useState(0);
  const able = findings.filter(canBeSettled).slice(0, mostFindings);
  const those = able.filter(({ finding }) => chosen.has(finding));
  const n = those.length;
  const fitting = n === 0 ? [] : acts.filter((act) => those.every(({ mayAct }) => mayAct.includes(act)));
  const choose = (next: readonly QualityFinding[]) => {
    setNotDone([]);
    setDone(0);
    onChoose(new Set(next.map(({ finding }) => finding)));
  };
  const settle = async (act: Act, reason: string) => {
    const seen = those.map(({ finding, last }) => ({ finding, last: last?.at ?? null }));
    try {
      await ask("actOnFindings", { params: { programme }, body: { act, findings: seen, reason } });
      choose([]);
      setDone(n);
    } catch (error) {
      setNotDone(notDoneOf(say, error, those));
      throw error;
    }
  };
  if (able.length === 0) return null;
  return (
    <section className="no-print" aria-label={say("found.together", { n })}>
      <p>
        <label>
          <input
            type="checkbox"
            checked={n === able.length}
            onChange={(event) => choose(event.target.checked ? able : [])}
          />{" "}
          {say("found.all-here", { n: able.length })}
        </label>
      </p>
      {done > 0 && <p role="status">{say("found.done", { n: done })}</p>}
      {n > 0 && (
        <p>
          {say("found.together", { n })}
          {fitting.length === 0 && <span className="quiet small block">{say("found.together.differ")}</span>}
        </p>
      )}
      {fitting.map((act) => (
        <WithReason
          key={act}
          id={`together-${act}`}
          label={say(`found.together.${act}`, { n })}
          what={`${say(`finding.act.${act}.what`)}${say("found.together.what", { n })}`}
          submit={say(`found.together.${act}`, { n })}
          longest={1000}
          changes={staleByActs}
          run={(reason) => settle(act, reason)}
        />
      ))}
      {notDone.length > 0 && (
        <NotDoneList
          programme={programme}
          those={notDone}
          onLeave={() => choose(those.filter((each) => !notDone.some(({ finding }) => finding === each)))}
        />
      )}
    </section>
  );
}

/** Of those that were sent the ones that the server names, each with its reason. */
function notDoneOf(say: Say, error: unknown, sent: readonly QualityFinding[]): readonly NotDone[] {
  if (!(error instanceof Refused)) return [];
  return (error.problem.findings ?? []).flatMap(({ path, code }) => {
    const finding = sent[Number(path.split("/").at(-1))];
    return finding === undefined ? [] : [{ finding, why: say.composed(code) }];
  });
}

type ListProps = { readonly programme: string; readonly those: readonly NotDone[]; readonly onLeave: () => void };

function NotDoneList({ programme, those, onLeave }: ListProps) {
  const say = useSay();
  return (
    <>
      <h2>{say("found.not-done")}</h2>
      <ul>
        {those.map(({ finding: { finding, indicator, subject, period }, why }) => (
          <li key={finding}>
            <Link
              to="/programmes/$programme/quality/findings/$finding"
              params={{ programme, finding: String(finding) }}
            >
              {[indicator.name, ...(subject === null ? [] : [subject.name])].map(say.named).join(" · ")} ·{" "}
              {periodName(say.language, period)}
            </Link>
            {say("lost.colon")}
            {why}
          </li>
        ))}
      </ul>
      <Button onClick={onLeave}>{say("found.not-done.leave", { n: those.length })}</Button>
    </>
  );
}
