import type { ProjectSeen } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { useSay } from "../../../frame/preferences.tsx";
import { EventKey } from "./event-key.tsx";

/** Whose it is, what it serves, from when to when; and, once it is accepted, the document that says so. */
export function Head({ of }: { readonly of: ProjectSeen }) {
  const say = useSay();
  const { unit, cooperating, official, goal, figures, starts, ends } = of;
  const lines: readonly (readonly [name: string, text: string])[] = [
    [say("projects.unit"), say.named(unit.name)],
    [say("projects.official"), say.named(official.name)],
    [say("projects.cooperating"), cooperating.map(({ name }) => say.named(name)).join(say("list.separator"))],
    [say("projects.goal"), goal === null ? "" : say.named(goal.name)],
    [say("project.days"), say("project.from-to", { from: day(say.language, starts), to: day(say.language, ends) })],
    ...figures.map((each) => [each.name, `${each.value} ${each.measure}`] as const),
  ];
  const accepted = of.events.find(({ milestone }) => milestone === null);
  return (
    <dl className="sheet">
      {lines
        .filter(([, text]) => text !== "")
        .map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      {accepted !== undefined && (
        <div>
          <dt>{say("project.stage.accepted")}</dt>
          <dd>
            {day(say.language, accepted.day)}
            <EventKey of={of} milestone={null} />
          </dd>
        </div>
      )}
    </dl>
  );
}
