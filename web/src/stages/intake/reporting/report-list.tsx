import type { Report } from "@biaochi/contract";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { AskedFor, figureInWords, Held } from "./report-said.tsx";

type Props = { readonly label: string; readonly reports: readonly Report[] };

/** Reports that are somewhere else, or done with: who holds each, and since when. */
export function ReportList({ label, reports }: Props) {
  const say = useSay();
  return (
    <Scroll label={label}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("reports.indicator")}</th>
            <th scope="col">{say("reports.value")}</th>
            <th scope="col">{say("reports.stands")}</th>
          </tr>
        </thead>
        <tbody>
          {reports.map((each) => (
            <tr key={each.report}>
              <th scope="row" className="below">
                <AskedFor report={each} isUnitNamed />
              </th>
              <td data-label={say("reports.value")}>
                {each.value === null ? say("reports.value.none") : figureInWords(each, each.value)}
              </td>
              <td className="below">
                <Held report={each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
