import { periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { burdenOfUnit } from "../../../exchange/burden-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { BurdenLinks, useYear, YearChoice } from "./burden-links.tsx";
import { limitInWords } from "./burden-words.ts";

const from = "/inside/programmes/$programme/burden/units/$unit";

/** What was asked of one unit, month by month, beside its budget. */
export function BurdenUnitPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { programme, unit } = useParams({ from });
  const year = useYear(useSearch({ from }).year);
  const { data, error, refetch } = useQuery(burdenOfUnit(programme, unit, year));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const params = { programme, unit };
  const title = say("burden.unit.title", { name: say.named(data.unit.name) });
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <BurdenLinks programme={programme} />
      <p className="lead">{say("burden.unit.lead")}</p>
      <div className="choices no-print">
        <YearChoice
          year={year}
          onYear={(value) =>
            void navigate({ to: "/programmes/$programme/burden/units/$unit", params, search: { year: value } })
          }
        />
      </div>
      <Scroll label={title}>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("burden.by.month")}</th>
              <th scope="col">{say("burden.unit.used")}</th>
              <th scope="col">{say("burden.budget.limit")}</th>
            </tr>
          </thead>
          <tbody>
            {data.months.map(({ month, used, limit }) => (
              <tr key={month}>
                <th scope="row">
                  <Link
                    to="/programmes/$programme/burden/requests"
                    params={{ programme }}
                    search={{ year, month: Number(month.slice(5)), unit }}
                  >
                    {periodName(say.language, month)}
                  </Link>
                </th>
                <td data-label={say("burden.unit.used")}>{limitInWords(say, used)}</td>
                <td className="below" data-label={say("burden.budget.limit")}>
                  {limitInWords(say, limit)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
