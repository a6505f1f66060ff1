import { warningStates } from "@biaochi/contract/choices";
import { day, periodName } from "@biaochi/words";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { warningRecord, warnings as warningsQuestion } from "../../../exchange/warning-questions.ts";
import { WhichChoice } from "../../../frame/choices.tsx";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import type { WarningChoice } from "./warning-choice.ts";
import { WarningTable } from "./warning-table.tsx";

const from = "/inside/programmes/$programme/warnings";
const to = "/programmes/$programme/warnings";

/** Where red lines and targets will stand: of every unit for the office, of the own one for its people. */
export function WarningsPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { programme } = useParams({ from });
  const choice = useSearch({ from });
  const maySeeRecord = useMay("see-warning-record");
  const asked = useInfiniteQuery(warningsQuestion(programme, choice));
  const { data, error, refetch } = asked;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const [head] = data.pages;
  const found = data.pages.flatMap((page) => page.warnings);
  const set = (key: keyof WarningChoice, value: string) => {
    const { [key]: _old, ...rest } = choice;
    void navigate({ to, params: { programme }, search: value === "" ? rest : { ...rest, [key]: value } });
  };
  return (
    <>
      <PageTitle>{say("warnings.title")}</PageTitle>
      <p className="lead">{say("warnings.lead")}</p>
      {maySeeRecord && <HowTheyDid programme={programme} />}
      {head && head.lookedOn !== null && (
        <p className="small">{say("warnings.counts", { ...head.counts, day: day(say.language, head.lookedOn) })}</p>
      )}
      <div className="choices no-print">
        <WhichChoice
          id="warning-state"
          label={say("warnings.state")}
          value={choice.state ?? ""}
          options={[
            { value: "", label: say("warnings.state.open") },
            ...warningStates.map((value) => ({ value, label: say(`warnings.state.${value}`) })),
          ]}
          onValue={(value) => set("state", value)}
        />
        <WhichChoice
          id="warning-kind"
          label={say("warnings.kind")}
          value={choice.kind ?? ""}
          options={[
            { value: "", label: say("warnings.all") },
            ...(["red-line", "target"] as const).map((value) => ({ value, label: say(`warnings.kind.${value}`) })),
          ]}
          onValue={(value) => set("kind", value)}
        />
        <WhichChoice
          id="warning-period"
          label={say("warnings.period")}
          value={choice.period ?? ""}
          options={[
            { value: "", label: say("warnings.period.now") },
            ...(head?.periods ?? []).map((value) => ({ value, label: periodName(say.language, value) })),
          ]}
          onValue={(value) => set("period", value)}
        />
        <WhichChoice
          id="warning-answer"
          label={say("warnings.answer")}
          value={choice.answer ?? ""}
          options={[
            { value: "", label: say("warnings.all") },
            { value: "due", label: say("warnings.asked") },
          ]}
          onValue={(value) => set("answer", value)}
        />
      </div>
      {found.length === 0 ? (
        <Empty title={say("warnings.none")} todo={say("warnings.none.todo")} />
      ) : (
        <WarningTable programme={programme} warnings={found} />
      )}
      {asked.hasNextPage && (
        <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {say("warnings.more")}
        </Button>
      )}
    </>
  );
}

/** What came of the warnings of periods that are over, in one sentence, and where it stands rule by rule. */
function HowTheyDid({ programme }: { readonly programme: string }) {
  const say = useSay();
  const rows = useQuery(warningRecord(programme)).data?.rows ?? [];
  const count = (outcome: keyof (typeof rows)[number]["outcomes"]) =>
    rows.reduce((sum, { outcomes }) => sum + outcomes[outcome], 0);
  const [right, averted, wrong] = [count("came-true"), count("averted"), count("false-alarm")];
  return (
    <p>
      {rows.length > 0 &&
        say("warnings.did", { ...{ n: right + averted + wrong, right, averted, wrong }, missed: count("missed") })}{" "}
      <Link className="no-print" to="/programmes/$programme/warning-record" params={{ programme }}>
        {say("warnings.record.title")}
      </Link>
    </p>
  );
}
