import type { UnitTasks } from "@biaochi/contract";
import type { Say } from "../../../frame/preferences.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { closingSentence } from "./figures.ts";

type Finding = UnitTasks["findings"][number];

/** Everything that stands against a confirmation of what was saved, each leading to its task. */
export function Findings({ of }: { readonly of: UnitTasks }) {
  const say = useSay();
  if (of.version === 0 || of.findings.length === 0) return null;
  return (
    <section aria-labelledby="findings" className="card wide">
      <h2 id="findings">{say("cascade.findings", { n: of.findings.length })}</h2>
      <ul>
        {of.findings.map((finding) => {
          const { code, goal, duty, official } = finding;
          return (
            <li key={[code, goal, duty, official].join(" ")}>
              <a href={`#task-${goal}`}>{placeOf(say, of, finding)}</a> {findingInWords(say, of, finding)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function placeOf(say: Say, { tasks }: UnitTasks, { goal, duty }: Finding): string {
  const task = tasks.find((each) => each.goal.id === goal);
  const name = task === undefined ? goal : say.named(task.goal.name);
  return duty === null ? name : `${name} · ${say("cascade.row", { n: duty + 1 })}`;
}

function findingInWords(say: Say, { tasks, people }: UnitTasks, { code, goal, official, closing }: Finding): string {
  const measure = tasks.find((each) => each.goal.id === goal)?.measure ?? "";
  if (closing !== null) return closingSentence(say, closing, measure);
  if (code !== "person-gone") return say.composed(`cascade-finding.${code}`);
  const person = people.find((each) => each.official.id === official)?.official.name;
  return say("cascade-finding.person-gone", { person: person === undefined ? (official ?? "") : say.named(person) });
}
