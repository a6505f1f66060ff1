import { burdenKinds } from "@biaochi/contract/choices";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { burdenRequests, burdenRules } from "../../../exchange/burden-questions.ts";
import { WhichChoice } from "../../../frame/choices.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import type { RequestChoice } from "./burden-choice.ts";
import { BurdenLinks, useYear, YearChoice } from "./burden-links.tsx";
import { RequestTable } from "./request-table.tsx";

const from = "/inside/programmes/$programme/burden/requests";
const to = "/programmes/$programme/burden/requests";

/** Every registered request, narrowed down by what the address says. */
export function BurdenRequestsPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { programme } = useParams({ from });
  const choice = useSearch({ from });
  const year = useYear(choice.year);
  const kind = burdenKinds.find((each) => each === choice.kind);
  const { data, error, refetch } = useQuery(burdenRequests(programme, { ...choice, year, kind }));
  const units = useQuery(burdenRules(programme)).data?.units ?? [];
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const set = (key: keyof RequestChoice, value: string | number) => {
    const { before: _, [key]: _old, ...rest } = choice;
    void navigate({ to, params: { programme }, search: value === "" ? rest : { ...rest, [key]: value } });
  };
  const all = { value: "", label: say("burden.requests.all") };
  const named = [all, ...units.map(({ id, name }) => ({ value: id, label: say.named(name) }))];
  const months = Array.from({ length: 12 }, (_, n) => ({
    value: String(n + 1),
    label: say("burden.month", { n: n + 1 }),
  }));
  return (
    <>
      <PageTitle>{say("burden.requests.title")}</PageTitle>
      <BurdenLinks programme={programme} />
      <p className="lead">{say("burden.requests.lead")}</p>
      <div className="choices no-print">
        <YearChoice year={year} onYear={(value) => set("year", value)} />
        <WhichChoice
          id="burden-month"
          label={say("burden.by.month")}
          value={choice.month === undefined ? "" : String(choice.month)}
          options={[all, ...months]}
          onValue={(value) => set("month", value)}
        />
        <WhichChoice
          id="burden-kind"
          label={say("burden.kind")}
          value={kind ?? ""}
          options={[all, ...burdenKinds.map((value) => ({ value, label: say(`burden.kind.${value}`) }))]}
          onValue={(value) => set("kind", value)}
        />
        <WhichChoice
          id="burden-asker"
          label={say("burden.asker")}
          value={choice.asker ?? ""}
          options={named}
          onValue={(value) => set("asker", value)}
        />
        <WhichChoice
          id="burden-unit"
          label={say("burden.by.unit")}
          value={choice.unit ?? ""}
          options={named}
          onValue={(value) => set("unit", value)}
        />
      </div>
      {data.requests.length === 0 ? (
        <Empty title={say("burden.none")} todo={say("burden.none.todo")} />
      ) : (
        <RequestTable programme={programme} requests={data.requests} />
      )}
      {data.next !== null && (
        <p>
          <Link to={to} params={{ programme }} search={{ ...choice, before: data.next }}>
            {say("burden.requests.more")}
          </Link>
        </p>
      )}
    </>
  );
}
