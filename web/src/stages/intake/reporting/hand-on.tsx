import type { Report } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { RefusedHere } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { AskedFor, figureInWords, Held, previousInWords } from "./report-said.tsx";

const changes = ["reports", "todos"] as const;
type Props = { readonly reports: readonly Report[]; readonly as: "confirm" | "accept" };

/** Figures that wait for somebody's word: one press for all that are chosen, a reason for one that goes back. */
export function HandOn({ reports, as }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const chosen = reports.filter(({ report }) => !left.has(report));
  const seen = chosen.map(({ report, act }) => ({ report, act: act ?? 0 }));
  const hand = useMutation({
    mutationFn: () => ask(as === "confirm" ? "confirmReports" : "acceptReports", { body: { reports: seen } }),
    onSuccess: () => Promise.all(changes.map((key) => questions.invalidateQueries({ queryKey: [key] }))),
  });
  const choose = (report: number, isChosen: boolean) =>
    setLeft((now) => new Set(isChosen ? [...now].filter((each) => each !== report) : [...now, report]));
  return (
    <>
      {hand.error && <RefusedHere error={hand.error} />}
      <Scroll label={say(`reports.${as}.title`)}>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("reports.choose")}</th>
              <th scope="col">{say("reports.indicator")}</th>
              <th scope="col">{say("reports.value")}</th>
              <th scope="col">{say("reports.previous")}</th>
              <th scope="col">{say("reports.stands")}</th>
              <th scope="col">{say("reports.back")}</th>
            </tr>
          </thead>
          <tbody>
            {reports.map((each) => (
              <tr key={each.report}>
                <td className="below">
                  <input
                    type="checkbox"
                    aria-label={say("reports.choose.one", { name: say.named(each.indicator.name) })}
                    checked={!left.has(each.report)}
                    onChange={(event) => choose(each.report, event.target.checked)}
                  />
                </td>
                <th scope="row" className="below">
                  <AskedFor report={each} isUnitNamed />
                  {each.note !== null && <span className="block small">{each.note}</span>}
                  {each.evidence.length > 0 && (
                    <span className="block quiet small">{say("reports.files", { n: each.evidence.length })}</span>
                  )}
                </th>
                <td data-label={say("reports.value")}>
                  <strong>{figureInWords(each, each.value ?? "")}</strong>
                </td>
                <td data-label={say("reports.previous")}>{previousInWords(say, each)}</td>
                <td className="below">
                  <Held report={each} />
                </td>
                <td className="below">
                  <ReturnReport report={each} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="doors no-print">
        <Button
          type="primary"
          autoInsertSpace={false}
          disabled={chosen.length === 0}
          loading={hand.isPending}
          onClick={() => hand.mutate()}
        >
          {say(`reports.${as}`, { n: chosen.length })}
        </Button>
      </p>
    </>
  );
}

export function ReturnReport({ report: { report, act, indicator, unit } }: { readonly report: Report }) {
  const say = useSay();
  return (
    <WithReason
      id={`return-${report}`}
      label={say("reports.return")}
      about={`${say.named(indicator.name)} · ${say.named(unit.name)}`}
      what={say("reports.return.what")}
      submit={say("reports.return")}
      longest={300}
      changes={changes}
      run={(reason) => ask("returnReport", { params: { report }, body: { act: act ?? 0, reason } })}
    />
  );
}
