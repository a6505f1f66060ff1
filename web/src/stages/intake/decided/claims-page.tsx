import type { Claim } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { claimsOf } from "../../../exchange/decided-questions.ts";
import { WhichChoice } from "../../../frame/choices.tsx";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { claimStates } from "./claim-choice.ts";
import { ClaimForm } from "./claim-form.tsx";
import { levelSaid, pointsSaid, StateTag } from "./claim-said.tsx";

/** Deductions and bonuses in reach, and every bonus that is or was open to all units. */
export function ClaimsPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/claims" });
  const { state } = useSearch({ from: "/inside/programmes/$programme/claims" });
  const navigate = useNavigate({ from: "/programmes/$programme/claims" });
  const asked = useInfiniteQuery(claimsOf(programme, state));
  const mayEnter = useMay("see-claim-choices");
  const { data, error, refetch } = asked;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const claims = data.pages.flatMap((page) => page.claims);
  const options = [
    { value: "all" as const, label: say("claims.filter.all") },
    ...claimStates.map((value) => ({ value, label: say(`claims.state.${value}`) })),
  ];
  return (
    <>
      <PageTitle>{say("claims.title")}</PageTitle>
      <p className="lead">{say("claims.lead")}</p>
      <div className="choices no-print">
        <WhichChoice
          id="claims-state"
          label={say("claims.filter")}
          value={state ?? "all"}
          options={options}
          onValue={(chosen) => void navigate({ search: chosen === "all" ? {} : { state: chosen } })}
        />
      </div>
      {claims.length === 0 ? (
        <Empty title={say("claims.none")} todo={say("claims.none.todo")} />
      ) : (
        <ClaimTable claims={claims} />
      )}
      {asked.hasNextPage && (
        <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {say("claims.more")}
        </Button>
      )}
      {mayEnter && <ClaimForm programme={programme} />}
    </>
  );
}

function ClaimTable({ claims }: { readonly claims: readonly Claim[] }) {
  const say = useSay();
  return (
    <Scroll label={say("claims.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("claims.no")}</th>
            <th scope="col">{say("claims.unit")}</th>
            <th scope="col">{say("claims.item")}</th>
            <th scope="col">{say("claims.matter")}</th>
            <th scope="col" className="number">
              {say("claims.points")}
            </th>
            <th scope="col">{say("claims.state")}</th>
          </tr>
        </thead>
        <tbody>
          {claims.map((each) => (
            <tr key={each.claim}>
              <th scope="row">
                <Link to="/claims/$claim" params={{ claim: String(each.claim) }}>
                  {say("claims.open", { claim: each.claim })}
                </Link>
                <span className="quiet small block">{say(`claims.kind.${each.kind}`)}</span>
              </th>
              <td>{say.named(each.unit.name)}</td>
              <td>
                {say.named(each.item.name)}
                {each.level !== null && <span className="quiet small block">{levelSaid(say, each.level)}</span>}
              </td>
              <td>
                {each.matter}
                <span className="quiet small block">{day(say.language, each.day)}</span>
              </td>
              <td className="number" data-label={say("claims.points")}>
                {pointsSaid(each)}
              </td>
              <td>
                <StateTag state={each.state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
