import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { WhichChoice } from "../../../frame/choices.tsx";
import { useMay } from "../../../frame/current.ts";
import { Pages, usePages } from "../../../frame/pages.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { LeaveRows } from "./leave-rows.tsx";
import { QuarantineTable } from "./quarantine-table.tsx";
import { oneStream, quarantineOf } from "./questions.ts";
import { reasonSaid } from "./reason-list.tsx";
import { RetryRows } from "./retry-rows.tsx";

const states = ["open", "mended", "left"] as const;
type State = (typeof states)[number];

/** Rows that could not count: why, row by row; tried again after something was mended, or left out with a reason. */
export function QuarantinePage() {
  const say = useSay();
  const mayKeep = useMay("keep-streams");
  const { programme = "", stream = "" } = useParams({ strict: false });
  const params = { programme, stream };
  const pages = usePages();
  const [state, setState] = useState<State>("open");
  const [reason, setReason] = useState("");
  const [marked, mark] = useState<ReadonlySet<number>>(new Set());
  const head = useQuery(oneStream(params)).data;
  const asked = { state, ...(reason === "" ? {} : { reason }), ...pages.at };
  const { data, error, refetch } = useQuery(quarantineOf(params, asked));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data || !head) return <Loading />;
  const codes = [...new Set(data.counts.map(({ reason: { code } }) => code))];
  const narrow = (change: () => void) => {
    change();
    mark(new Set());
    pages.restart();
  };
  const here = data.rows.filter(({ row }) => marked.has(row)).map(({ row }) => row);
  const isOpen = state === "open" && mayKeep;
  return (
    <>
      <p className="small">
        <Link to="/programmes/$programme/streams/$stream" params={params}>
          {say.named(head.name)}
        </Link>
      </p>
      <PageTitle>{say("quarantine.title")}</PageTitle>
      <p className="lead">{say("quarantine.lead", { n: data.open })}</p>
      {data.counts.length > 0 && (
        <ul>
          {data.counts.map((each) => (
            <li key={`${each.reason.code} ${each.reason.field ?? ""} ${each.reason.check?.["zh-CN"] ?? ""}`}>
              {say("quarantine.count", { n: each.rows, reason: reasonSaid(say, each.reason) })}
            </li>
          ))}
        </ul>
      )}
      <div className="choices">
        <WhichChoice
          id="quarantine-state"
          label={say("quarantine.state")}
          value={state}
          options={states.map((value) => ({ value, label: say(`quarantine.state.${value}`) }))}
          onValue={(value) => narrow(() => setState(value))}
        />
        <WhichChoice
          id="quarantine-reason"
          label={say("quarantine.reason")}
          value={reason}
          options={[
            { value: "", label: say("quarantine.reason.any") },
            ...codes.map((value) => ({ value, label: say.composed(`arrival.reason.${value}`) })),
          ]}
          onValue={(value) => narrow(() => setReason(value))}
        />
      </div>
      {isOpen && data.open > 0 && (
        <>
          <RetryRows of={params} rows={here} open={data.open} />
          {here.length > 0 && <LeaveRows of={params} rows={here} />}
        </>
      )}
      {data.rows.length === 0 ? (
        <p className="quiet">{say(state === "open" ? "quarantine.none" : "quarantine.none-such")}</p>
      ) : (
        <QuarantineTable rows={data.rows} marked={marked} onMark={isOpen ? mark : undefined} />
      )}
      <Pages pages={pages} next={data.next} />
    </>
  );
}
