import type { Report } from "@biaochi/contract";
import { day, measured, moment, periodName } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { type Say, useSay } from "../../../frame/preferences.tsx";

const colours = {
  due: "amber",
  returned: "amber",
  submitted: "",
  confirmed: "",
  accepted: "blue",
  withdrawn: "",
} as const;

export const figureInWords = ({ indicator }: Pick<Report, "indicator">, value: string): string =>
  measured(value, indicator.measure ?? "");

/** The last figure that stands, with its period. */
export const previousInWords = (say: Say, report: Report): string =>
  report.previous === null
    ? say("reports.previous.none")
    : say("reports.previous.was", {
        value: figureInWords(report, report.previous.value),
        period: periodName(say.language, report.previous.period),
      });

/** Who holds it since when, until when, and whether it is late. */
export function Held({ report }: { readonly report: Report }) {
  const say = useSay();
  const { state, holder, since, due, late } = report;
  return (
    <>
      <span className={`tag ${colours[state]}`}>{say(`reports.state.${state}`)}</span>
      <span className="quiet small block">
        {holder === null
          ? say("reports.since", { at: moment(say.language, since) })
          : say("reports.held", { who: say(`reports.holder.${holder}`), at: moment(say.language, since) })}
      </span>
      {holder !== null && holder !== "owner" && (
        <span className={`small block ${late === null ? "quiet" : "fault"}`}>
          {say(late === null ? "reports.due" : `reports.late.${late}`, { day: day(say.language, due) })}
        </span>
      )}
    </>
  );
}

/** What is asked for, as the way to its own page. */
export function AskedFor({ report, isUnitNamed = false }: { readonly report: Report; readonly isUnitNamed?: boolean }) {
  const say = useSay();
  const { indicator, period, unit, why } = report;
  return (
    <>
      <Link to="/reports/$report" params={{ report: String(report.report) }}>
        {say.named(indicator.name)}
      </Link>
      <span className="quiet small block">
        {isUnitNamed && `${say.named(unit.name)} · `}
        {periodName(say.language, period)}
        {indicator.measure !== null && ` · ${indicator.measure}`}
      </span>
      {why !== null && !isUnitNamed && (
        <span className="quiet small block">{say("reports.why", { why: say.named(why) })}</span>
      )}
    </>
  );
}
