import type { ExplainedLoss, ExplanationPage, Fact, SubjectPage } from "@biaochi/contract";
import { periodName, score } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { z } from "zod";
import { explanation, scheme } from "../../exchange/questions.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { recordedOn, sourceOf, valueInWords, whenOf } from "../intake/fact-table.tsx";
import { whenInWords, worthInWords } from "../schemes/rule-parts.tsx";
import { regainInWords } from "./regain.ts";
import { partsOf, ruleInWords, rulesOf, type WrittenRule, whyOf } from "./rule-sentence.ts";

type Page = z.output<typeof SubjectPage>;
type Loss = z.output<typeof ExplainedLoss>;
type One = z.output<typeof Fact>;

/** More facts than this are counted on paper, and opened on the screen. */
const mostFacts = 4;

/** Every lost point on paper: item, points, rule and working, facts with source and date, what would give it back. */
export function SheetLosses({ page }: { readonly page: Page }) {
  const say = useSay();
  const { data, error } = useQuery(explanation(page.run.run, page.subject.id));
  const written = useQuery(scheme(page.run.scheme.id, page.run.scheme.version, page.run.programme.id)).data;
  const ruleAt = useMemo(() => rulesOf(written, page.list), [written, page.list]);
  const facts = useMemo(() => new Map(data?.facts.map((each) => [each.id, each])), [data]);
  if (error) return <Failed error={error} />;
  if (!data) return <Loading />;
  const losses = data.lost.filter((loss) => !loss.lost.startsWith("-"));
  if (losses.length === 0) return null;
  return (
    <section aria-labelledby="lost">
      <h2 id="lost">{say("print.losses")}</h2>
      <table className="plain losses-on-paper">
        <thead>
          <tr>
            <th scope="col">{say("print.loss")}</th>
            <th scope="col" className="number">
              {say("parts.lost")}
            </th>
            <th scope="col">{say("print.why")}</th>
            <th scope="col">{say("print.regain")}</th>
          </tr>
        </thead>
        <tbody>
          {losses.map((loss) => (
            <LossRow
              key={loss.path}
              loss={loss}
              explained={data}
              rule={ruleAt.get(loss.path.split("[")[0] ?? "")}
              facts={loss.facts.flatMap((id) => facts.get(id) ?? [])}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type RowProps = {
  readonly loss: Loss;
  readonly explained: z.output<typeof ExplanationPage>;
  readonly rule: WrittenRule | undefined;
  readonly facts: readonly One[];
};

function LossRow({ loss, explained, rule, facts }: RowProps) {
  const say = useSay();
  const [path = "", period] = loss.path.split(/[[\]]/);
  const why = loss.absence ? undefined : whyOf(say, loss);
  const parts = why === undefined ? partsOf(say, path, explained.steps) : [];
  const regain = regainInWords(say, loss, facts);
  return (
    <tr>
      <th scope="row">
        {say.named(loss.name)}
        {period && <span className="quiet small"> {periodName(say.language, period)}</span>}{" "}
        {loss.absence && <span className="tag">{say(`absence.${loss.absence}`)}</span>}
      </th>
      <td className="number">
        <strong>−{score(loss.lost)}</strong>
        {loss.full !== "0" && <div className="quiet small">/ {score(loss.full)}</div>}
      </td>
      <td>
        <p>{ruleInWords(say, loss.rule, rule)}</p>
        {rule && rule.parts.length > 0 && (
          <p className="quiet small">
            {rule.parts
              .map((part) => `${whenInWords(say, part)} ${worthInWords(say, part)}`)
              .join(say("print.semicolon"))}
          </p>
        )}
        {why !== undefined && <p>{why}</p>}
        {parts.map(([key, name, sentence]) => (
          <p key={key}>
            <span className="quiet">{name}</span> {sentence}
          </p>
        ))}
        <Sources facts={facts} />
      </td>
      <td>
        {regain?.lead && <p>{regain.lead}</p>}
        {regain?.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </td>
    </tr>
  );
}

/** On paper a mark is a word. */
const figureOnPaper = (say: Say, fact: One): string =>
  fact.provisional.length === 0
    ? valueInWords(say, fact)
    : `${valueInWords(say, fact)} (${say("provisional.on-paper")})`;

/** "93.9 % · Q1 2025 · 项目调度系统 · 2025年4月5日" */
function Sources({ facts }: { readonly facts: readonly One[] }) {
  const say = useSay();
  if (facts.length === 0) return null;
  return (
    <p className="quiet small">
      {say("lost.facts")}
      {say("lost.colon")}
      {facts
        .slice(0, mostFacts)
        .map((fact) =>
          [
            figureOnPaper(say, fact),
            fact.period && whenOf(say, fact.period),
            sourceOf(say, fact),
            recordedOn(say, fact),
          ]
            .filter((part) => part && part !== say("score.none"))
            .join(" "),
        )
        .join(say("print.semicolon"))}
      {facts.length > mostFacts && say("print.more-facts", { n: facts.length - mostFacts })}
    </p>
  );
}
