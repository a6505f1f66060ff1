import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { burdenRules } from "../../../exchange/burden-questions.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { BudgetTable } from "./budget-table.tsx";
import { BurdenLinks } from "./burden-links.tsx";
import { ModelTable } from "./model-table.tsx";
import { SetBudget } from "./set-budget.tsx";
import { SetModel } from "./set-model.tsx";

/** What may be asked of a unit in a month, and how many minutes a request is. */
export function BurdenRulesPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/burden/rules" });
  const maySet = useMay("set-burden");
  const { data, error, refetch } = useQuery(burdenRules(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const [newest] = data.models;
  return (
    <>
      <PageTitle>{say("burden.rules.title")}</PageTitle>
      <BurdenLinks programme={programme} />
      <p className="lead">{say("burden.rules.lead")}</p>
      <section aria-labelledby="burden-budgets">
        <h2 id="burden-budgets">{say("burden.budgets")}</h2>
        {data.budgets.length === 0 ? (
          <p className="nothing">{say("burden.budgets.none")}</p>
        ) : (
          <BudgetTable budgets={data.budgets} />
        )}
        {maySet && <SetBudget programme={programme} units={data.units} />}
      </section>
      <section aria-labelledby="burden-model">
        <h2 id="burden-model">{say("burden.model")}</h2>
        {data.models.map((model) => (
          <ModelTable key={model.version} model={model} />
        ))}
        {maySet && newest && <SetModel key={newest.version} programme={programme} costs={newest.costs} />}
      </section>
    </>
  );
}
