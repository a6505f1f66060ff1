import { moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { proposals } from "../../../exchange/library-questions.ts";
import { called } from "../../../frame/called.ts";
import { useAccount, useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { ProposalState } from "./proposal-state.tsx";

/** What owners propose for the library: for the office all of it, for an owner what concerns own indicators. */
export function ProposalsPage() {
  const say = useSay();
  const programme = useAccount()?.programme ?? "";
  const mayPropose = useMay("propose-indicator");
  const { data, error, refetch } = useQuery(proposals(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("proposals.title")}</PageTitle>
      <p className="lead">{say("proposals.lead")}</p>
      <p className="doors no-print">
        <Link to="/library">{say("library.back")}</Link>
        {mayPropose && <Link to="/library/write">{say("proposals.add")}</Link>}
      </p>
      {data.proposals.length === 0 ? (
        <p className="nothing">{say("proposals.none")}</p>
      ) : (
        <Scroll label={say("proposals.title")}>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("proposals.indicator")}</th>
                <th scope="col">{say("proposals.kind")}</th>
                <th scope="col">{say("proposals.reason")}</th>
                <th scope="col">{say("proposals.asked")}</th>
                <th scope="col">{say("proposals.state")}</th>
              </tr>
            </thead>
            <tbody>
              {data.proposals.map((each) => (
                <tr key={each.proposal}>
                  <th scope="row">
                    <Link to="/library/proposals/$proposal" params={{ proposal: String(each.proposal) }}>
                      {say.named(each.name)}
                    </Link>
                  </th>
                  <td>{say(`proposals.kind.${each.kind}`)}</td>
                  <td className="below">{each.reason}</td>
                  <td className="below quiet">
                    {say("proposals.who", {
                      name: called(say, each.asked.by),
                      at: moment(say.language, each.asked.at),
                    })}
                  </td>
                  <td className="below">
                    <ProposalState state={each.state} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}
