import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { grants } from "../../exchange/questions.ts";
import { useMay } from "../../frame/current.ts";
import { Pages, usePages } from "../../frame/pages.tsx";
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
  const [q, setQ] = useState("");
  const pages = usePages();
  const { data, error, refetch } = useQuery(grants({ which, q, limit: 50, ...pages.at }));
  const mayGive = useMay("give-grant");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("grants.title")}</PageTitle>
      <p className="lead">{say("grants.lead")}</p>
      <div className="choices">
        <label htmlFor="grants-which">
          {say("grants.which")}{" "}
          <select
            id="grants-which"
            value={which}
            onChange={(event) => {
              setWhich(kinds.find((each) => each === event.target.value) ?? "open");
              pages.restart();
            }}
          >
            {kinds.map((each) => (
              <option key={each} value={each}>
                {say(`grants.which.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label htmlFor="grants-q">
          {say("grants.search")}{" "}
          <input
            id="grants-q"
            type="search"
            value={q}
            onChange={(event) => {
              setQ(event.target.value);
              pages.restart();
            }}
          />
        </label>
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
