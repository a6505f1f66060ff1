import type { MailStatus } from "@biaochi/contract";
import { day, moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { mailStatus } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { MailAddresses } from "./mail-addresses.tsx";

/** Whether mail leaves the house, and where accounts are written to. Of what a message said nothing is here. */
export function MailPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(mailStatus);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("mail.page")}</PageTitle>
      <p className="lead">{say("mail.page.lead")}</p>
      <State status={data} />
      <Days days={data.days} />
      <MailAddresses isOn={data.isOn} />
    </>
  );
}

function State({ status }: { readonly status: MailStatus }) {
  const say = useSay();
  const { server, answeredAt, failedAt, failure, retryAt, waiting } = status;
  const when = (at: string | null) => (at === null ? say("mail.page.never") : moment(say.language, at));
  const lines = [
    ["mail.page.server", `${server.host}:${server.port} · ${server.security}`],
    ["mail.page.from", server.from || say("score.none")],
    ["mail.page.at", server.at],
    ["mail.page.answered", when(answeredAt)],
    ["mail.page.failed", failedAt === null ? when(null) : `${when(failedAt)} · ${failure ?? ""}`],
    ...(retryAt === null ? [] : [["mail.page.retry", when(retryAt)] as const]),
    ["mail.page.waiting", String(waiting)],
  ] as const;
  return (
    <section aria-labelledby="mail-state">
      <h2 id="mail-state">{say("mail.page.state")}</h2>
      {status.isOn ? (
        <dl className="sheet">
          {lines.map(([name, value]) => (
            <div key={name}>
              <dt>{say(name)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="nothing">{say("mail.page.off")}</p>
      )}
    </section>
  );
}

function Days({ days }: Pick<MailStatus, "days">) {
  const say = useSay();
  return (
    <section aria-labelledby="mail-days">
      <h2 id="mail-days">{say("mail.page.days")}</h2>
      {days.length === 0 ? (
        <p className="nothing">{say("mail.page.days.none")}</p>
      ) : (
        <Scroll label={say("mail.page.days")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("mail.page.day")}</th>
                <th scope="col">{say("mail.page.outcome")}</th>
                <th scope="col" className="number">
                  {say("mail.page.messages")}
                </th>
              </tr>
            </thead>
            <tbody>
              {days.map(({ day: on, state, messages }) => (
                <tr key={`${on} ${state}`}>
                  <th scope="row">{day(say.language, on)}</th>
                  <td>{say(`mail-state.${state}`)}</td>
                  <td className="number">{messages}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
