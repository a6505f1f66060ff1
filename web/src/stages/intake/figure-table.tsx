import type { Figure } from "@biaochi/contract";
import { day, periodName, quantity } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { ProvisionalMark } from "./provisional-mark.tsx";

const isMissing = ({ fact, absence }: Figure): boolean => fact === null || absence === "missing";

function valueInWords(say: Say, figure: Figure): string {
  if (figure.fact === null) return say("figures.unrecorded");
  const measure = figure.indicator.measure ?? "";
  const value =
    figure.value === null ? "" : `${quantity(figure.value, 9)}${measure && measure !== "%" ? ` ${measure}` : measure}`;
  const absence = figure.absence === null ? "" : say(`absence.${figure.absence}`);
  return `${isMissing(figure) ? "■ " : ""}${[value, absence].filter(Boolean).join(" · ")}` || say("score.none");
}

/** Figures as they count now, each leading to its page with source, history and correction. */
export function FigureTable({
  programme,
  figures,
}: {
  readonly programme: string;
  readonly figures: readonly Figure[];
}) {
  const say = useSay();
  return (
    <Scroll label={say("figures.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("figures.subject")}</th>
            <th scope="col">{say("figures.indicator")}</th>
            <th scope="col">{say("figures.period")}</th>
            <th scope="col" className="number">
              {say("figures.value")}
            </th>
            <th scope="col">{say("figures.source")}</th>
            <th scope="col">{say("figures.recorded")}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={`${figure.subject.id} ${figure.indicator.id} ${figure.period} ${figure.fact ?? ""}`}>
              <th scope="row">{say.named(figure.subject.name)}</th>
              <td className="below">{say.named(figure.indicator.name)}</td>
              <td>{periodName(say.language, figure.period)}</td>
              <td className={isMissing(figure) ? "number fault" : "number"}>
                {figure.fact === null ? (
                  valueInWords(say, figure)
                ) : (
                  <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact: figure.fact }}>
                    {valueInWords(say, figure)}
                  </Link>
                )}{" "}
                <ProvisionalMark of={figure.provisional} />
              </td>
              <td>{figure.source ?? say("score.none")}</td>
              <td>
                {figure.recordedAt === null ? say("score.none") : day(say.language, figure.recordedAt.slice(0, 10))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
