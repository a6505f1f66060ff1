import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { qualityRules } from "../../../exchange/quality-questions.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { QualityLinks } from "./quality-links.tsx";
import { RuleForm } from "./rule-form.tsx";
import { RuleTable } from "./rule-table.tsx";

const judged = ["due", "jump", "outlier", "heaping", "spike", "cases"] as const;

/** By what figures are judged: the rules of their owners, and the thresholds that hold for all. */
export function QualityRulesPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/quality/rules" });
  const { data, error, refetch } = useQuery(qualityRules(programme));
  const mayKeep = useMay("keep-quality-rules");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const names = new Map([...data.named, ...data.indicators].map(({ id, name }) => [id, say.named(name)]));
  return (
    <>
      <PageTitle>{say("quality.rules.title")}</PageTitle>
      <QualityLinks programme={programme} />
      <p className="lead">{say("quality.rules.lead")}</p>
      <section aria-labelledby="quality-rules">
        <h2 id="quality-rules">{say("quality.rules")}</h2>
        {data.rules.length === 0 ? (
          <p className="nothing">{say("quality.rules.none")}</p>
        ) : (
          <RuleTable programme={programme} rules={data.rules} nameOf={(id) => names.get(id) ?? id} />
        )}
        {mayKeep && data.indicators.length > 0 && (
          <details className="entry no-print">
            <summary>{say("quality.new")}</summary>
            <RuleForm programme={programme} rules={data} />
          </details>
        )}
      </section>
      <section aria-labelledby="quality-thresholds">
        <h2 id="quality-thresholds">{say("quality.thresholds")}</h2>
        <ul>
          {judged.map((each) => (
            <li key={each}>{say(`quality.threshold.${each}`, data.thresholds)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
