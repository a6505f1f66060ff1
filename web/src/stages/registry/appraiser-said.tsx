import type { AppraiserSeen } from "@biaochi/contract";
import { day, periodName } from "@biaochi/words";
import type { z } from "zod";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { RuleCited } from "./rule-cited.tsx";

type Props = { readonly appraiser: z.output<typeof AppraiserSeen>; readonly cycle: string };

/** Who appraises somebody, in words: the sentence, the rule and whether its text was read, and the days it was counted from. */
export function AppraiserSaid({ appraiser, cycle }: Props) {
  const say = useSay();
  const { code, values, by, hears, days, daysOfCycle, cutOff, cutOffRule, rule } = appraiser;
  return (
    <section className="card wide" aria-labelledby="appraiser">
      <h2 id="appraiser">{say("registry-person.appraiser", { cycle: periodName(say.language, cycle) })}</h2>
      {by && (
        <p>
          <strong>{say.named(by.name)}</strong>
        </p>
      )}
      <p>{say.composed(`appraiser.${code}`, values)}</p>
      {hears.length > 0 && (
        <p>
          {say("registry-person.hears", {
            units: hears.map(({ name }) => say.named(name)).join(say.language === "en" ? ", " : "、"),
          })}
        </p>
      )}
      <p className="quiet small">
        <RuleCited rule={rule} />
      </p>
      {cutOffRule && (
        <p className="quiet small">
          {say("registry-person.cut-off", { day: day(say.language, cutOff) })} <RuleCited rule={cutOffRule} />
        </p>
      )}
      {days.length > 0 && (
        <Scroll label={say("registry-person.days", { of: daysOfCycle, day: day(say.language, cutOff) })} text>
          <table className="plain">
            <caption className="quiet small">
              {say("registry-person.days", { of: daysOfCycle, day: day(say.language, cutOff) })}
            </caption>
            <thead>
              <tr>
                <th scope="col">{say("registry.unit")}</th>
                <th scope="col">{say("registry-person.kind")}</th>
                <th scope="col" className="number">
                  {say("registry-person.day-count")}
                </th>
              </tr>
            </thead>
            <tbody>
              {days.map((each) => (
                <tr key={`${each.unit.id} ${each.kind}`}>
                  <th scope="row">{say.named(each.unit.name)}</th>
                  <td>{say(`registry-person.kind.${each.kind}`)}</td>
                  <td className="number">{each.days}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
