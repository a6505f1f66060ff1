import type { LiveSession } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { liveSessions } from "../../exchange/questions.ts";
import { called } from "../../frame/called.ts";
import { SearchChoice } from "../../frame/choices.tsx";
import { useMay } from "../../frame/current.ts";
import { Pages, useSearchedPages } from "../../frame/pages.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { WithReason } from "../../frame/with-reason.tsx";
import { AccountActs } from "./account-acts.tsx";

type Live = z.output<typeof LiveSession>;

/** Who is signed in now, by what proof, from where and since when. What they look at is not here. */
export function SessionsPage() {
  const say = useSay();
  const { pages, at, search } = useSearchedPages();
  const { data, error, refetch } = useQuery(liveSessions({ limit: 50, ...at }));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("sessions.title")}</PageTitle>
      <p className="lead">{say("sessions.lead", { accounts: data.accounts, n: data.total })}</p>
      <p className="quiet small">{say("sessions.what")}</p>
      <div className="choices">
        <SearchChoice id="sessions-q" label={say("accounts.search")} {...search} />
      </div>
      {data.sessions.length === 0 ? (
        <p className="nothing">{say("sessions.none")}</p>
      ) : (
        <Scroll label={say("sessions.title")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("account.name")}</th>
                <th scope="col">{say("security.sessions.way")}</th>
                <th scope="col">{say("sessions.where")}</th>
                <th scope="col">{say("security.sessions.began")}</th>
                <th scope="col">{say("security.sessions.seen")}</th>
                <th scope="col">{say("security.sessions.action")}</th>
              </tr>
            </thead>
            <tbody>
              {data.sessions.map((session) => (
                <Row key={session.session} session={session} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Pages pages={pages} next={data.next} />
      <AccountActs />
    </>
  );
}

function Row({ session }: { readonly session: Live }) {
  const say = useSay();
  const mayEnd = useMay("end-sessions");
  const { account, roles, way, device, place, beganAt, seenAt, endsAt, isOwn } = session;
  const name = called(say, account);
  const changes = ["live-sessions", "account-acts"];
  return (
    <tr>
      <th scope="row">
        {name} <span className="quiet small">{account.id}</span>
        <span className="quiet small block">
          {roles.map((role) => say(`role.${role}`)).join(say.language === "en" ? ", " : "、")}
        </span>
      </th>
      <td>{say.composed(`security.way.${way}`)}</td>
      <td>
        {device || say("security.sessions.unknown")}
        {place && <span className="quiet small block">{place.slice(0, 8)}</span>}
      </td>
      <td>
        {moment(say.language, beganAt)}
        <span className="quiet small block">{say("sessions.ends", { at: moment(say.language, endsAt) })}</span>
      </td>
      <td>{moment(say.language, seenAt)}</td>
      <td>
        {isOwn && <Link to="/security">{say("sessions.own")}</Link>}
        {!isOwn && mayEnd && (
          <div className="doors">
            <WithReason
              id={`end-${session.session}`}
              label={say("security.sessions.end")}
              about={`${name} · ${device}`}
              what={say("sessions.end.what", { name })}
              submit={say("sessions.end.do", { name })}
              isDanger
              changes={changes}
              run={(reason) => ask("endLiveSession", { params: { session: session.session }, body: { reason } })}
            />
            <WithReason
              id={`end-all-${session.session}`}
              label={say("sessions.end-all")}
              about={name}
              what={say("sessions.end-all.what", { name })}
              submit={say("sessions.end-all.do", { name })}
              isDanger
              changes={changes}
              run={(reason) => ask("endSessionsOfAccount", { params: { account: account.id }, body: { reason } })}
            />
          </div>
        )}
      </td>
    </tr>
  );
}
