import type { LiveStanding } from "@biaochi/contract";
import { exactOf, minus, show } from "@biaochi/engine/exact";
import { day, moment, periodName, score, signed } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { WhichChoice } from "../../frame/choices.tsx";
import { Personal } from "../../frame/personal.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { live } from "./live-questions.ts";
import { LiveFacts, LiveMoves } from "./live-tables.tsx";

const route = "/inside/programmes/$programme/live/$subject";

/** The provisional score of the period in progress while figures arrive: what it is, what moved it, and which figures came. */
export function LivePage() {
  const say = useSay();
  const { programme, subject } = useParams({ from: route });
  const { since } = useSearch({ from: route });
  const { data, error, refetch } = useQuery(live({ programme, subject, since }));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { scheme, now, before } = data;
  const by = before?.score && now.score ? show(minus(exactOf(now.score), exactOf(before.score))) : null;
  return (
    <Personal run={now.run} subject={subject}>
      <PageTitle>
        {say("live.title", { name: say.named(data.subject.name), period: periodName(say.language, data.period) })}
      </PageTitle>
      <p className="lead">{say("live.lead")}</p>
      <p className="score" aria-live="polite">
        <strong>{now.score === null ? say("score.not-formed") : score(now.score)}</strong>{" "}
        <span className="quiet">{say("live.as-of", { at: moment(say.language, now.asOf) })}</span>
      </p>
      <p>
        {before === null && say("live.first")}
        {before !== null && by === "0" && say("live.same", { at: moment(say.language, before.asOf) })}
        {before !== null && by === null && say("live.unscored", { at: moment(say.language, before.asOf) })}
        {before !== null &&
          by !== null &&
          by !== "0" &&
          say("live.changed", { at: moment(say.language, before.asOf), by: signed(by) })}
      </p>
      <p className="quiet small">
        {say("live.by", { title: say.named(scheme.title), version: scheme.version })}
        {" · "}
        {data.place === null
          ? !data.isOver && say("live.no-place", { day: day(say.language, data.lastDay) })
          : say("live.place", { rank: data.place.rank, of: data.place.of })}
      </p>
      <Since page={data} />
      <LiveMoves page={data} />
      <LiveFacts page={data} programme={programme} />
    </Personal>
  );
}

/** Which earlier score the page compares with; the scores themselves stand in the choice. */
function Since({ page }: { readonly page: LiveStanding }) {
  const say = useSay();
  const navigate = useNavigate({ from: "/programmes/$programme/live/$subject" });
  const earlier = page.history.slice(0, -1).reverse();
  if (earlier.length === 0) return null;
  return (
    <div className="choices no-print">
      <WhichChoice
        id="since"
        label={say("live.since")}
        value={String(page.before?.run ?? "")}
        onValue={(run) => void navigate({ search: { since: Number(run) }, replace: true })}
        options={earlier.map(({ run, asOf, score: was }) => ({
          value: String(run),
          label: `${moment(say.language, asOf)} · ${was === null ? say("score.none") : score(was)}`,
        }))}
      />
    </div>
  );
}
