import type { AuditEvent } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { outcomeInWords, thingsInWords } from "./told-line.ts";

/** Lines of the trail, newest first; who and whom lead to the other lines about them. */
export function AuditTable({ events }: { readonly events: readonly AuditEvent[] }) {
  const say = useSay();
  return (
    <Scroll label={say("audit.title")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("audit.when")}</th>
            <th scope="col">{say("audit.who")}</th>
            <th scope="col">{say("audit.right")}</th>
            <th scope="col">{say("audit.what")}</th>
            <th scope="col">{say("audit.about")}</th>
            <th scope="col">{say("audit.outcome")}</th>
            <th scope="col" className="number">
              {say("audit.place")}
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.event}>
              <td title={event.at}>{moment(say.language, event.at)}</td>
              <td>
                <Who event={event} />
              </td>
              <td>
                <Right event={event} />
              </td>
              <td>
                {say.composed(`audit-action.${event.action}`)}
                <div className="quiet small">{say(`audit-kind.${event.kind}`)}</div>
              </td>
              <td>
                <About event={event} />
              </td>
              <td>
                {event.outcome === "done" ? (
                  say("audit.outcome.done")
                ) : (
                  <>
                    <span className="tag amber">{say("audit.outcome.refused")}</span>
                    <div className="quiet small">{outcomeInWords(say, event.outcome)}</div>
                  </>
                )}
              </td>
              <td className="number">{event.sequence ?? <span className="quiet">{say("audit.not-sealed")}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

type Of = { readonly event: AuditEvent };

function Who({ event: { account, kind, address } }: Of) {
  const say = useSay();
  if (account === null)
    return <span className="quiet">{say(kind === "upkeep" ? "audit.system" : "audit.nobody")}</span>;
  return (
    <>
      <Link to="/audit" search={{ account: account.id }}>
        {account.name ? say.named(account.name) : account.id}
      </Link>
      <div className="quiet small">
        {account.id}
        {address && ` · ${address.slice(0, 8)}`}
      </div>
    </>
  );
}

function Right({ event: { roles, reach } }: Of) {
  const say = useSay();
  const separator = say.language === "en" ? ", " : "、";
  return (
    <>
      {roles.map((role) => say(`role.${role}`)).join(separator)}
      <div className="quiet small">{reach.map((each) => say(`audit-reach.${each}`)).join(separator)}</div>
    </>
  );
}

function About({ event }: Of) {
  const { subject, run, fact, programme } = event;
  const say = useSay();
  const others: readonly ReactNode[] = [
    programme,
    run === null ? null : say("audit.about-run", { run }),
    fact === null ? null : say("audit.about-fact", { fact }),
    ...thingsInWords(say, event),
  ].filter((each) => each !== null);
  return (
    <>
      {subject && (
        <Link to="/audit" search={{ subject: subject.id }}>
          {subject.name ? `${say.named(subject.name)} ` : ""}
          {subject.id}
        </Link>
      )}
      <div className="quiet small">{others.join(" · ")}</div>
    </>
  );
}
