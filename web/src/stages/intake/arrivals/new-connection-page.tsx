import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { WhichChoice } from "../../../frame/choices.tsx";
import { useAccount } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { connections } from "./questions.ts";

/** A new connection: what kind, where, under which agreement; tried before it is saved. */
export function NewConnectionPage() {
  const say = useSay();
  const go = useNavigate();
  const own = useAccount()?.programme;
  const { data, error, refetch } = useQuery(connections);
  const [chosen, choose] = useState<string>();
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { programmes, units } = data;
  const programme = programmes.find(({ id }) => id === (chosen ?? own)) ?? programmes[0];
  return (
    <>
      <p className="small">
        <Link to="/connections">{say("connections.title")}</Link>
      </p>
      <PageTitle>{say("connections.new")}</PageTitle>
      <p className="lead">{say("connections.new.lead")}</p>
      {programme === undefined ? (
        <Empty title={say("connections.no-programme")} todo={say("connections.no-programme.todo")} />
      ) : (
        <>
          {programmes.length > 1 && (
            <div className="choices">
              <WhichChoice
                id="connection-programme"
                label={say("connections.programme")}
                value={programme.id}
                options={programmes.map(({ id, title }) => ({ value: id, label: say.named(title) }))}
                onValue={choose}
              />
            </div>
          )}
          <h2>{say("connections.new.form")}</h2>
          <ConnectionForm
            key={programme.id}
            programme={programme.id}
            units={units.filter((unit) => unit.programme === programme.id)}
            onSaved={(connection) =>
              void go({
                to: "/programmes/$programme/connections/$connection",
                params: { programme: programme.id, connection },
              })
            }
          />
        </>
      )}
    </>
  );
}
