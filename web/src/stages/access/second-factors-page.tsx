import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { factorRecoveries, factorStates } from "../../exchange/questions.ts";
import { called } from "../../frame/called.ts";
import { SearchChoice, WhichChoice } from "../../frame/choices.tsx";
import { useAccount, useMay } from "../../frame/current.ts";
import { Pages, useSearchedPages } from "../../frame/pages.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { WithReason } from "../../frame/with-reason.tsx";
import { FactorRoles } from "./factor-roles.tsx";
import { SecondPerson } from "./second-person.tsx";

/** Which roles need a second factor, who has one, and what was lost. */
export function SecondFactorsPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(factorRecoveries);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("second-factors.title")}</PageTitle>
      <p className="lead">{say("second-factors.lead")}</p>
      {data.recoveries.length > 0 && (
        <section aria-labelledby="recoveries">
          <h2 id="recoveries">{say("recoveries.title")}</h2>
          {data.recoveries.map((recovery) => (
            <Recovery key={recovery.id} recovery={recovery} />
          ))}
        </section>
      )}
      <FactorRoles />
      <States />
    </>
  );
}

/** One person asked; another one takes the factors away, or refuses. */
function Recovery({ recovery }: { readonly recovery: Answer<"listFactorRecoveries">["recoveries"][number] }) {
  const say = useSay();
  const params = { recovery: recovery.id };
  const name = called(say, recovery.account);
  const confirm = {
    label: say("recoveries.confirm", { name }),
    run: () => ask("confirmFactorRecovery", { params }),
  };
  return (
    <SecondPerson
      title={
        <>
          {name} <span className="quiet small">{recovery.account.id}</span>
        </>
      }
      asked={recovery.asked}
      reason={recovery.reason}
      confirm={recovery.mayConfirm ? confirm : undefined}
      end={() => ask("endFactorRecovery", { params })}
      changes={["factor-recoveries", "factor-states", "todos"]}
    >
      <p className="quiet small">{say("recoveries.what", { name })}</p>
      {!recovery.mayConfirm && <p>{say("password-link.waiting")}</p>}
    </SecondPerson>
  );
}

const kinds = ["missing", "having", "all"] as const;
type Kind = (typeof kinds)[number];

/** Who has one, of what kind; and, where it was lost, the first of two steps. */
function States() {
  const say = useSay();
  const [which, setWhich] = useState<Kind>("missing");
  const { pages, at, search } = useSearchedPages();
  const own = useAccount()?.id;
  const mayAsk = useMay("ask-factor-recovery");
  const { data, error, refetch } = useQuery(factorStates({ which, limit: 50, ...at }));
  const separator = say.language === "en" ? ", " : "、";
  return (
    <section aria-labelledby="factor-states">
      <h2 id="factor-states">{say("factor-states.title")}</h2>
      <div className="choices">
        <WhichChoice
          id="factors-which"
          label={say("grants.which")}
          value={which}
          options={kinds.map((value) => ({ value, label: say(`factor-states.${value}`) }))}
          onValue={(chosen) => {
            setWhich(chosen);
            pages.restart();
          }}
        />
        <SearchChoice id="factors-q" label={say("accounts.search")} {...search} />
      </div>
      {error && <Failed error={error} again={() => void refetch()} />}
      {data?.accounts.length === 0 && <p className="nothing">{say(`factor-states.none.${which}`)}</p>}
      {data && data.accounts.length > 0 && (
        <Scroll label={say("factor-states.title")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("account.name")}</th>
                <th scope="col">{say("account.roles")}</th>
                <th scope="col">{say("factor-states.needed")}</th>
                <th scope="col">{say("factor-states.has")}</th>
                <th scope="col">{say("security.sessions.action")}</th>
              </tr>
            </thead>
            <tbody>
              {data.accounts.map(({ account, roles, factors, isNeeded, isRecovering }) => (
                <tr key={account.id}>
                  <th scope="row">
                    {say.named(account.name)} <span className="quiet small">{account.id}</span>
                  </th>
                  <td>{roles.map((role) => say(`role.${role}`)).join(separator) || say("account.no-role")}</td>
                  <td>{say(isNeeded ? "factor-states.yes" : "factor-states.no")}</td>
                  <td>
                    {factors.map((factor) => say(`factor-kind.${factor}`)).join(separator) ||
                      say(isNeeded ? "factor-states.next-time" : "factor-states.has-none")}
                  </td>
                  <td>
                    {isRecovering && say("factor-states.recovering")}
                    {mayAsk && !isRecovering && factors.length > 0 && account.id !== own && (
                      <WithReason
                        id={`lost-${account.id}`}
                        label={say("recoveries.ask")}
                        about={say.named(account.name)}
                        what={say("recoveries.ask.what", { name: say.named(account.name) })}
                        submit={say("recoveries.ask.do")}
                        changes={["factor-recoveries", "factor-states"]}
                        run={(reason) => ask("askFactorRecovery", { body: { account: account.id, reason } })}
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {data && <Pages pages={pages} next={data.next} />}
    </section>
  );
}
