import type { BurdenRequest } from "@biaochi/contract";
import { day, quantity } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";

type Props = { readonly programme: string; readonly requests: readonly BurdenRequest[] };

/** Requests with who asks and why. */
export function RequestTable({ programme, requests }: Props) {
  const say = useSay();
  return (
    <Scroll label={say("burden.requests.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("burden.request")}</th>
            <th scope="col">{say("burden.kind")}</th>
            <th scope="col">{say("burden.asker")}</th>
            <th scope="col">{say("burden.reason")}</th>
            <th scope="col">{say("burden.document")}</th>
            <th scope="col">{say("burden.asked-on")}</th>
            <th scope="col" className="number">
              {say("burden.units")}
            </th>
            <th scope="col" className="number">
              {say("burden.minutes.each")}
            </th>
          </tr>
        </thead>
        <tbody>
          {requests.map((each) => (
            <tr key={each.request}>
              <th scope="row" className="below">
                <Link
                  to="/programmes/$programme/burden/requests/$request"
                  params={{ programme, request: String(each.request) }}
                >
                  {each.title}
                </Link>{" "}
                <RequestTags of={each} />
              </th>
              <td>{say(`burden.kind.${each.kind}`)}</td>
              <td>{say.named(each.asker.name)}</td>
              <td className="below">{each.reason}</td>
              <td>{each.document}</td>
              <td data-label={say("burden.asked-on")}>{day(say.language, each.askedOn)}</td>
              <td className="number" data-label={say("burden.units")}>
                {quantity(each.units)}
              </td>
              <td className="number" data-label={say("burden.minutes.each")}>
                {quantity(each.minutes)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** What is to be known of a request at once. */
export function RequestTags({ of }: { readonly of: BurdenRequest }) {
  const say = useSay();
  return (
    <>
      {of.withdrawn !== null && <span className="tag">{say("burden.withdrawn")}</span>}
      {of.statute !== null && <span className="tag">{say("burden.statutory")}</span>}
      {of.approval !== null && <span className="tag amber">{say("burden.approved")}</span>}
      {of.isSynthetic && <span className="tag">{say("burden.invented")}</span>}
    </>
  );
}
