import type { ProjectSeen } from "@biaochi/contract";
import { Link } from "@tanstack/react-router";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";

type Props = { readonly of: ProjectSeen /** null: the acceptance. */; readonly milestone: number | null };

/** The key under which an event of a project counts once, and the bonuses that were applied for with it. */
export function EventKey({ of, milestone }: Props) {
  const say = useSay();
  const mayOpen = useMay("see-claims");
  const event = of.events.find((each) => each.milestone === milestone);
  if (event === undefined) return null;
  return (
    <span className="quiet small block">
      {say("project.matter", { matter: event.matter })}
      {event.claims.map((claim) => (
        <span key={claim}>
          {" · "}
          {mayOpen ? (
            <Link to="/claims/$claim" params={{ claim: String(claim) }}>
              {say("project.claimed", { claim })}
            </Link>
          ) : (
            say("project.claimed", { claim })
          )}
        </span>
      ))}
    </span>
  );
}
