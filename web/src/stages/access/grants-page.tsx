import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { grants } from "../../exchange/questions.ts";
import { SearchChoice, WhichChoice } from "../../frame/choices.tsx";
import { useMay } from "../../frame/current.ts";
import { Pages, useSearchedPages } from "../../frame/pages.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { GiveGrant } from "./give-grant.tsx";
import { GrantTable } from "./grant-table.tsx";

const kinds = ["open", "holding", "all"] as const;
type Kind = (typeof kinds)[number];

/** What was granted to whom, by whom, confirmed by whom; what waits for a second person comes first. */
export function GrantsPage() {
  const say = useSay();
  const [which, setWhich] = useState<Kind>("open");
  const { pages, at, search } = useSearchedPages();
  const { data, error, refetch } = useQuery(grants({ which, limit: 50, ...at }));
  const mayGive = useMay("give-grant");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("grants.title")}</PageTitle>
      <p className="lead">{say("grants.lead")}</p>
      <div className="choices">
        <WhichChoice
          id="grants-which"
          label={say("grants.which")}
          value={which}
          options={kinds.map((value) => ({ value, label: say(`grants.which.${value}`) }))}
          onValue={(chosen) => {
            setWhich(chosen);
            pages.restart();
          }}
        />
        <SearchChoice id="grants-q" label={say("grants.search")} {...search} />
      </div>
      {data.grants.length === 0 ? (
        <p className="nothing">{say(`grants.none.${which}`)}</p>
      ) : (
        <GrantTable grants={data.grants} />
      )}
      <Pages pages={pages} next={data.next} />
      {mayGive && <GiveGrant />}
    </>
  );
}
