import { moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { accountActs } from "../../exchange/questions.ts";
import { called } from "../../frame/called.ts";
import { Pages, usePages } from "../../frame/pages.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";

/** What administrators did to accounts and sessions, and why. */
export function AccountActs() {
  const say = useSay();
  const pages = usePages();
  const { data } = useQuery(accountActs({ limit: 20, ...pages.at }));
  if (!data || data.acts.length === 0) return null;
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">{say("acts.title")}</h2>
      <Scroll label={say("acts.title")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("account.name")}</th>
              <th scope="col">{say("acts.what")}</th>
              <th scope="col">{say("form.reason")}</th>
              <th scope="col">{say("acts.by")}</th>
              <th scope="col">{say("audit.when")}</th>
            </tr>
          </thead>
          <tbody>
            {data.acts.map(({ id, account, act, reason, by, at }) => (
              <tr key={id}>
                <th scope="row">{called(say, account)}</th>
                <td>{say(`account-act.${act}`)}</td>
                <td>{reason === by.id ? say("score.none") : reason}</td>
                <td>{called(say, by)}</td>
                <td>{moment(say.language, at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <Pages pages={pages} next={data.next} />
    </section>
  );
}
