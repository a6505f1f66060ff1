import { periodName } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../../exchange/doors.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";

type Props = { readonly programme: string; readonly doubtful: Answer<"readQuality">["doubtful"] };

/** Which figures cannot be relied upon, by period and indicator; each row leads to its findings. */
export function DoubtfulTable({ programme, doubtful }: Props) {
  const say = useSay();
  return (
    <Scroll label={say("quality.doubtful")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("quality.indicator")}</th>
            <th scope="col">{say("quality.period")}</th>
            <th scope="col">{say("quality.kinds")}</th>
            <th scope="col" className="number">
              {say("quality.findings")}
            </th>
            <th scope="col" className="number">
              {say("quality.figures")}
            </th>
          </tr>
        </thead>
        <tbody>
          {doubtful.map(({ indicator, period, kinds, findings, figures }) => (
            <tr key={`${indicator.id} ${period}`}>
              <th scope="row">
                <Link
                  to="/programmes/$programme/quality/findings"
                  params={{ programme }}
                  search={{ indicator: indicator.id, period }}
                >
                  {say.named(indicator.name)}
                </Link>
              </th>
              <td>{periodName(say.language, period)}</td>
              <td className="below">
                {kinds.map((kind) => (
                  <span key={kind} className="tag amber">
                    {say(`finding.kind.${kind}`)}
                  </span>
                ))}
              </td>
              <td className="number" data-label={say("quality.findings")}>
                {findings}
              </td>
              <td className="number" data-label={say("quality.figures")}>
                {figures}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
