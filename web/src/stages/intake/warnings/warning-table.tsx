import type { Warning } from "@biaochi/contract";
import { day, periodName } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { answerSaid, figureSaid, lineSaid, projectionSaid, StateTag } from "./warning-said.tsx";

type Props = { readonly programme: string; readonly warnings: readonly Warning[] };

/** Red lines and targets of units, each with where it will stand. */
export function WarningTable({ programme, warnings }: Props) {
  const say = useSay();
  return (
    <Scroll label={say("warnings.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("warnings.what")}</th>
            <th scope="col">{say("warnings.unit")}</th>
            <th scope="col">{say("warnings.state")}</th>
            <th scope="col">{say("warnings.projection")}</th>
            <th scope="col">{say("warnings.line")}</th>
            <th scope="col">{say("warnings.answer")}</th>
          </tr>
        </thead>
        <tbody>
          {warnings.map((each) => (
            <tr key={each.warning}>
              <th scope="row" className="below">
                <Link
                  to="/programmes/$programme/warnings/$warning"
                  params={{ programme, warning: String(each.warning) }}
                >
                  {say.named(each.basis.name)}
                </Link>
                <span className="quiet small block">
                  {say(`warnings.kind.${each.kind}`)} · {periodName(say.language, each.period)}
                </span>
              </th>
              <td data-label={say("warnings.unit")}>{say.named(each.unit.name)}</td>
              <td data-label={say("warnings.state")}>
                <StateTag state={each.state} />
              </td>
              <td data-label={say("warnings.projection")}>
                {projectionSaid(say, each.basis)}
                {each.outcome !== null && (
                  <span className="quiet small block">
                    {say(`warnings.outcome.${each.outcome.outcome}`)} ·{" "}
                    {figureSaid(say, each.basis, each.outcome.value)}
                  </span>
                )}
              </td>
              <td data-label={say("warnings.line")}>{lineSaid(say, each.basis)}</td>
              <td data-label={say("warnings.answer")}>
                {answerSaid(say, each)}
                {each.due !== null && each.remedies === 0 && (
                  <span className="quiet small block">{say("warnings.due", { day: day(say.language, each.due) })}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
