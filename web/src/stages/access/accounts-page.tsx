import type { KeptAccount } from "@biaochi/contract";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { accounts } from "../../exchange/questions.ts";
import { SearchChoice } from "../../frame/choices.tsx";
import { useAccount, useMay } from "../../frame/current.ts";
import { Pages, useSearchedPages } from "../../frame/pages.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { WithReason } from "../../frame/with-reason.tsx";
import { AccountActs } from "./account-acts.tsx";
import { MakeAccount } from "./make-account.tsx";
import { AskPasswordLink, PasswordLinks } from "./password-links.tsx";

type Kept = z.output<typeof KeptAccount>;
type State = Kept["state"];

/** Who has an account, and in what state. Of what anybody scored nothing is here. */
export function AccountsPage() {
  const say = useSay();
  const { pages, at, search } = useSearchedPages();
  const { data, error, refetch } = useQuery(accounts({ limit: 100, ...at }));
  const mayKeep = useMay("keep-accounts");
  const seesLinks = useMay("see-password-links");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("accounts.title")}</PageTitle>
      <p className="lead">{say("accounts.lead")}</p>
      {seesLinks && <PasswordLinks />}
      <div className="choices">
        <SearchChoice id="accounts-q" label={say("accounts.search")} {...search} />
      </div>
      {data.accounts.length === 0 ? (
        <p className="nothing">{say("accounts.none")}</p>
      ) : (
        <Scroll label={say("accounts.title")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("account.name")}</th>
                <th scope="col">{say("account.id")}</th>
                <th scope="col">{say("account.staff-number")}</th>
                <th scope="col">{say("account.roles")}</th>
                <th scope="col">{say("account.state")}</th>
              </tr>
            </thead>
            <tbody>
              {data.accounts.map((account) => (
                <tr key={account.id}>
                  <th scope="row">
                    {say.named(account.name)}
                    {account.isDemo && <span className="quiet small"> {say("account.demo")}</span>}
                  </th>
                  <td>{account.id}</td>
                  <td>{account.staffNumber ?? say("score.none")}</td>
                  <td>
                    {account.roles.length === 0
                      ? say("account.no-role")
                      : account.roles.map((role) => say(`role.${role}`)).join(say.language === "en" ? ", " : "、")}
                  </td>
                  <td>
                    {say(`account-state.${account.state}`)}
                    {mayKeep && <Deeds account={account} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Pages pages={pages} next={data.next} />
      {mayKeep && <MakeAccount />}
      <AccountActs />
    </>
  );
}

/** What it does is said before it is done, and why stands on record. Nobody does it to themselves. */
function Deeds({ account }: { readonly account: Kept }) {
  const say = useSay();
  const own = useAccount()?.id;
  if (account.state === "closed" || account.id === own) return null;
  const states: readonly State[] = account.state === "active" ? ["suspended", "closed"] : ["active", "closed"];
  const name = say.named(account.name);
  return (
    <div className="doors">
      {account.state === "active" && !account.isDemo && <AskPasswordLink account={account} />}
      {states.map((to) => (
        <WithReason
          key={to}
          id={`to-${to}-${account.id}`}
          label={say(`account-to.${to}`)}
          about={name}
          what={say(`account-to.${to}.what`, { name })}
          submit={say("account-to.do", { name, to: say(`account-to.${to}`) })}
          isDanger={to !== "active"}
          changes={["accounts", "account-acts"]}
          run={(reason) => ask("changeAccountState", { params: { account: account.id }, body: { to, reason } })}
        />
      ))}
    </div>
  );
}
