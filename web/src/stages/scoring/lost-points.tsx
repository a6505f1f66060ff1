import type { ExplainedLoss, ExplanationPage, Fact, SubjectPage } from "@biaochi/contract";
import { periodName, score } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { Fragment, useMemo } from "react";
import type { z } from "zod";
import { explanation, scheme } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed } from "../../frame/states.tsx";
import { FactTable } from "../intake/fact-table.tsx";
import { SubjectLink } from "../registry/subject-link.tsx";
import { RuleParts } from "../schemes/rule-parts.tsx";
import { regainInWords } from "./regain.ts";
import { partsOf, ruleInWords, rulesOf, toldValues, type WrittenRule, whyOf } from "./rule-sentence.ts";

type Page = z.output<typeof SubjectPage>;
type Loss = z.output<typeof ExplainedLoss>;
type Facts = ReadonlyMap<string, z.output<typeof Fact>>;

/**
 * Every place where points were lost, largest first. Each opens: the rule in words, the values it was told, the facts
 * with source and date, and what would have given the points back.
 */
export function LostPoints({ page }: { readonly page: Page }) {
  const say = useSay();
  const { data, error, refetch } = useQuery(explanation(page.run.run, page.subject.id));
  const written = useQuery(scheme(page.run.scheme.id, page.run.scheme.version, page.run.programme.id)).data;
  const ruleAt = useMemo(() => rulesOf(written, page.list), [written, page.list]);
  const facts: Facts = useMemo(() => new Map(data?.facts.map((each) => [each.id, each])), [data]);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Waiting losses={page.losses} />;
  const gains = data.lost.filter((loss) => loss.lost.startsWith("-"));
  const list = (some: readonly Loss[]) => (
    <ol className="losses">
      {some.map((loss) => (
        <li key={loss.path}>
          <OneLoss
            loss={loss}
            page={page}
            facts={facts}
            explained={data}
            rule={ruleAt.get(loss.path.split("[")[0] ?? "")}
          />
        </li>
      ))}
    </ol>
  );
  return (
    <>
      {page.losses.length === 0 ? <p>{say("lost.none")}</p> : <p className="quiet small">{say("lost.how")}</p>}
      {list(data.lost.filter((loss) => !loss.lost.startsWith("-")))}
      {gains.length > 0 && (
        <>
          <h3>{say("lost.gains", { n: gains.length })}</h3>
          {list(gains)}
        </>
      )}
      {data.withheldFacts > 0 && <p className="quiet small">{say("lost.withheld", { n: data.withheldFacts })}</p>}
    </>
  );
}

/** The names and the points are known before the reasons are. */
function Waiting({ losses }: { readonly losses: Page["losses"] }) {
  const say = useSay();
  return (
    <div role="status" aria-busy="true">
      <p className="quiet">{say("lost.explaining")}</p>
      <ol className="losses">
        {losses.map((loss) => (
          <li key={loss.path} className="closed">
            {say.named(loss.name)} <strong className="number">−{score(loss.lost)}</strong>
          </li>
        ))}
      </ol>
      <Skeleton active title={false} paragraph={{ rows: 2 }} />
    </div>
  );
}

type OneLossProps = {
  readonly loss: Loss;
  readonly page: Page;
  readonly facts: Facts;
  readonly explained: z.output<typeof ExplanationPage>;
  readonly rule: WrittenRule | undefined;
};

function OneLoss({ loss, page, facts, explained, rule }: OneLossProps) {
  const say = useSay();
  const [path = "", period] = loss.path.split(/[[\]]/);
  const trail = page.nodes.filter((node) => path.startsWith(`${node.path}/`)).map((node) => say.named(node.name));
  const told = toldValues(say, loss.inputs);
  const why = loss.absence ? undefined : whyOf(say, loss);
  const parts = why === undefined ? partsOf(say, path, explained.steps) : [];
  const isGain = loss.lost.startsWith("-");
  const used = loss.facts.flatMap((id) => facts.get(id) ?? []);
  const regain = isGain ? undefined : regainInWords(say, loss, used);
  return (
    <details className="loss">
      <summary>
        <span className="loss-name">
          {trail.length > 0 && <span className="quiet small">{trail.join(" › ")} › </span>}
          {say.named(loss.name)}
          {period && <span className="quiet small"> {periodName(say.language, period)}</span>}{" "}
          {loss.absence && <span className="tag">{say(`absence.${loss.absence}`)}</span>}
        </span>
        <span className="loss-points number">
          <strong>{isGain ? `+${score(loss.lost.slice(1))}` : `−${score(loss.lost)}`}</strong>
          {loss.full !== "0" && (
            <span className="quiet small">
              {" "}
              {say("lost.of", { points: score(loss.points), full: score(loss.full) })}
            </span>
          )}
        </span>
      </summary>
      <div className="loss-why">
        <h3>{say("lost.rule")}</h3>
        <p>{ruleInWords(say, loss.rule, rule)}</p>
        <RuleParts parts={rule?.parts ?? []} />
        {why !== undefined && (
          <>
            <h3>{say("lost.why")}</h3>
            <p>{why}</p>
          </>
        )}
        {parts.length > 0 && (
          <>
            <h3>{say("lost.parts")}</h3>
            <ul>
              {parts.map(([key, name, sentence]) => (
                <li key={key}>
                  <span className="quiet">{name}</span> {sentence}
                </li>
              ))}
            </ul>
          </>
        )}
        {why === undefined && told.length > 0 && (
          <>
            <h3>{say("lost.told")}</h3>
            <dl className="told">
              {told.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="number">{value}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
        {loss.carried.length > 0 && (
          <>
            <h3>{say("lost.carried")}</h3>
            <p>
              {loss.carried.map((subject, at) => (
                <Fragment key={subject.id}>
                  {at > 0 && say("list.separator")}
                  <SubjectLink run={explained.run} subject={subject} />
                </Fragment>
              ))}
            </p>
            <p className="quiet small">{say("lost.carried.what")}</p>
          </>
        )}
        {(used.length > 0 || loss.carried.length === 0) && <h3>{say("lost.facts")}</h3>}
        {used.length > 0 && <FactTable facts={used} programme={explained.programme} />}
        {used.length === 0 && loss.carried.length === 0 && <p className="quiet">{say("lost.no-facts")}</p>}
        {regain && (
          <>
            <h3>{say("lost.regain")}</h3>
            {regain.lead && <p>{regain.lead}</p>}
            {regain.lines.length === 1 && !regain.lead ? (
              <p>{regain.lines[0]}</p>
            ) : (
              <ul>
                {regain.lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
    </details>
  );
}
