import type { UnitTasks } from "@biaochi/contract";
import { percent } from "@biaochi/words";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";

/** How much each person of the unit has. */
export function Loads({ of }: { readonly of: UnitTasks }) {
  const say = useSay();
  if (of.people.length === 0) return null;
  const sections = new Map(of.sections.map(({ section, name }) => [section, say.named(name)]));
  return (
    <section aria-labelledby="loads">
      <h2 id="loads">{say("cascade.loads")}</h2>
      <p className="quiet small">{say("cascade.loads.what")}</p>
      <Scroll label={say("cascade.loads")}>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("coverage.person")}</th>
              <th scope="col">{say("cascade-paper.section")}</th>
              {(["leads", "owns", "carries", "weight"] as const).map((head) => (
                <th key={head} scope="col" className="number">
                  {say(head === "weight" ? "cascade.loads.weight" : `coverage.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {of.people.map(({ official, section, leads, owns, carries, weight }) => (
              <tr key={official.id}>
                <th scope="row">
                  {say.named(official.name)}{" "}
                  {leads + owns + carries === 0 && <span className="tag amber">■ {say("cascade.person.idle")}</span>}
                </th>
                <td className="below">{section === null ? say("score.none") : (sections.get(section) ?? section)}</td>
                <td className="number" data-label={say("coverage.leads")}>
                  {leads}
                </td>
                <td className="number" data-label={say("coverage.owns")}>
                  {owns}
                </td>
                <td className="number" data-label={say("coverage.carries")}>
                  {carries}
                </td>
                <td className="number" data-label={say("cascade.loads.weight")}>
                  {percent(weight)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
