import { moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { Answer } from "../../../exchange/doors.ts";
import { proposal } from "../../../exchange/library-questions.ts";
import { called } from "../../../frame/called.ts";
import { useAccount } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { LibraryFindings } from "../library-findings.tsx";
import { meaning } from "../library-meaning.ts";
import { ProposalDecision, WithdrawProposal } from "./proposal-decision.tsx";
import { ProposalState } from "./proposal-state.tsx";

type Page = Answer<"readProposal">;

/** One proposal: who wants what and why, what the indicator says now and would say, what stands against it, and the decision. */
export function ProposalPage() {
  const say = useSay();
  const { proposal: number } = useParams({ from: "/inside/library/proposals/$proposal" });
  const programme = useAccount()?.programme ?? "";
  const { data, error, refetch } = useQuery(proposal(number, programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const isWaiting = data.state === "waiting";
  return (
    <>
      <PageTitle>{`${say(`proposals.kind.${data.kind}`)}${say("lost.colon")}${say.named(data.name)}`}</PageTitle>
      <p>
        <ProposalState state={data.state} />{" "}
        {data.now === null && data.version === null ? (
          <span className="quiet small">{data.indicator}</span>
        ) : (
          <Link className="small" to="/library/indicators/$indicator" params={{ indicator: data.indicator }}>
            {data.indicator}
          </Link>
        )}
      </p>
      <p className="no-print">
        <Link to="/library/proposals">{say("proposals.back")}</Link>
      </p>
      <About page={data} />
      <section aria-labelledby="content">
        <h2 id="content">{say("proposals.content")}</h2>
        {data.proposed === null ? <p>{say("proposals.ends")}</p> : <Content now={data.now} proposed={data.proposed} />}
      </section>
      {isWaiting && data.isStale && <p className="notice">{say("proposals.stale")}</p>}
      {isWaiting && data.proposed !== null && (
        <section aria-labelledby="checks">
          <h2 id="checks">{say("proposals.findings", { n: data.findings.length })}</h2>
          <LibraryFindings findings={data.findings} />
        </section>
      )}
      {data.mayDecide && <ProposalDecision proposal={data} />}
      {data.mayWithdraw && <WithdrawProposal proposal={data} />}
    </>
  );
}

function About({ page }: { readonly page: Page }) {
  const say = useSay();
  const who = ({ by, at }: Page["asked"]) =>
    say("proposals.who", { name: called(say, by), at: moment(say.language, at) });
  const { reason, document, instead, asked, decided, version } = page;
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    [say("proposals.asked"), who(asked)],
    [say("proposals.reason"), reason],
    [say("proposals.document"), document],
    [say("proposals.instead"), instead],
    [say("proposals.decided"), decided && who(decided)],
    [say("proposals.decision"), decided?.reason],
    [say("proposals.state"), version === null ? null : say("proposals.version", { version })],
  ];
  return (
    <dl className="sheet">
      {rows.flatMap(([term, value]) =>
        value
          ? [
              <div key={term}>
                <dt>{term}</dt>
                <dd>{value}</dd>
              </div>,
            ]
          : [],
      )}
    </dl>
  );
}

/** Term by term; of a change only what would differ, with what it says now. */
function Content({ now, proposed }: { readonly now: Page["now"]; readonly proposed: NonNullable<Page["proposed"]> }) {
  const say = useSay();
  const told = (side: NonNullable<Page["proposed"]>): ReadonlyMap<string, string> =>
    new Map<string, string>([
      [say("proposals.indicator"), say.named(side.indicator.name)],
      ...(side.indicator.definition
        ? [[say("library.definition"), say.named(side.indicator.definition)] as const]
        : []),
      ...meaning(say, side),
    ]);
  const [before, after] = [now === null ? undefined : told(now), told(proposed)];
  const terms = [...new Set([...after.keys(), ...(before?.keys() ?? [])])];
  const shown = before === undefined ? terms : terms.filter((term) => before.get(term) !== after.get(term));
  return (
    <Scroll label={say("proposals.content")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("proposals.field")}</th>
            {before && <th scope="col">{say("proposals.now")}</th>}
            <th scope="col">{say("proposals.proposed")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((term) => (
            <tr key={term}>
              <th scope="row">{term}</th>
              {before && <td>{before.get(term) ?? say("score.none")}</td>}
              <td>{after.get(term) ?? say("score.none")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
