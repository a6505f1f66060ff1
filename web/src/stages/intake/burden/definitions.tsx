import { day, quantity } from "@biaochi/words";
import type { Answer } from "../../../exchange/doors.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { changeOf } from "./burden-words.ts";

/** What each figure is, so that a claim about two years can be checked. */
export function Definitions({ report }: { readonly report: Answer<"readBurden"> }) {
  const say = useSay();
  const { year, until, units, models, oneModel } = report;
  const versions = (all: readonly number[]) => all.join(say("list.separator")) || say("score.none");
  return (
    <section aria-labelledby="burden-definitions">
      <h2 id="burden-definitions">{say("burden.definitions")}</h2>
      <ul className="small">
        <li>{say("burden.definition.request")}</li>
        <li>{say("burden.definition.ask")}</li>
        <li>{say("burden.definition.minutes")}</li>
        <li>{say("burden.definition.days", { year: String(year), until: day(say.language, until) })}</li>
        <li>{say("burden.definition.units", { now: units.now, before: units.before })}</li>
        <li>{say("burden.definition.models", { now: versions(models.now), before: versions(models.before) })}</li>
        <li>
          {say("burden.definition.one-model", {
            version: String(oneModel.version),
            now: quantity(oneModel.now),
            before: quantity(oneModel.before),
            change: changeOf(oneModel.now, oneModel.before) ?? say("score.none"),
          })}
        </li>
        <li>{say("burden.definition.not")}</li>
      </ul>
    </section>
  );
}
