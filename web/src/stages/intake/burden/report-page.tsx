import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { burden } from "../../../exchange/burden-questions.ts";
import { WhichChoice } from "../../../frame/choices.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { readReportChoice } from "./burden-choice.ts";
import { BurdenLinks, useOwnUnit, useYear, YearChoice } from "./burden-links.tsx";
import { Definitions } from "./definitions.tsx";
import { MonthsChart } from "./months-chart.tsx";
import { OfProduct } from "./of-product.tsx";
import { SumTable } from "./sum-table.tsx";

const from = "/inside/programmes/$programme/burden";
const axes = ["month", "asker", "kind", "unit"] as const;

/** What was asked of units in a year, beside the same days of the year before. */
export function BurdenPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { programme } = useParams({ from });
  const choice = useSearch({ from });
  const year = useYear(choice.year);
  const isOfUnit = useOwnUnit() !== undefined;
  const { by = "month", side = "asked" } = choice;
  const months = useQuery(burden(programme, { year, side }));
  const asked = useQuery(burden(programme, { year, side, by }));
  const failed = months.error ?? asked.error;
  if (failed) return <Failed error={failed} again={() => void asked.refetch()} />;
  if (!months.data || !asked.data) return <Loading />;
  const choose = (next: Readonly<Record<string, unknown>>) =>
    void navigate({
      ...{ to: "/programmes/$programme/burden", params: { programme } },
      search: readReportChoice({ ...choice, ...next }),
    });
  const { total } = months.data;
  const isEmpty = total.now.requests === 0 && total.before.requests === 0;
  return (
    <>
      <PageTitle>{say("burden.title")}</PageTitle>
      <BurdenLinks programme={programme} />
      <p className="lead">{say("burden.lead")}</p>
      {months.data.isSynthetic && <p className="small">{say("burden.synthetic")}</p>}
      <div className="choices no-print">
        <YearChoice year={year} onYear={(value) => choose({ year: value })} />
        {isOfUnit && (
          <WhichChoice
            id="burden-side"
            label={say("burden.side")}
            value={side}
            options={(["asked", "asking"] as const).map((value) => ({ value, label: say(`burden.side.${value}`) }))}
            onValue={(value) => choose({ side: value })}
          />
        )}
      </div>
      {isEmpty ? (
        <Empty title={say("burden.none")} todo={say("burden.none.todo")} />
      ) : (
        <>
          <MonthsChart report={months.data} />
          <div className="choices no-print">
            <WhichChoice
              id="burden-by"
              label={say("burden.by")}
              value={by}
              options={axes.map((value) => ({ value, label: say(`burden.by.${value}`) }))}
              onValue={(value) => choose({ by: value })}
            />
          </div>
          <SumTable programme={programme} report={asked.data} />
          <Definitions report={months.data} />
        </>
      )}
      <OfProduct programme={programme} year={year} />
    </>
  );
}
