import type { Name, SchemeVersionHeading } from "@biaochi/contract";
import { day, periodName } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { useSay } from "../../../frame/preferences.tsx";

type Version = z.output<typeof SchemeVersionHeading>;
type Props = { readonly programme: string; readonly title: Name; readonly versions: readonly Version[] };

const colours = { "in-force": "blue", "not-yet": "amber", superseded: "", over: "" } as const;

/** The versions of a programme's schemes, the newest first, each as it stands today. */
export function VersionTable({ programme, title, versions }: Props) {
  const say = useSay();
  return (
    <section aria-labelledby={`versions-${programme}`}>
      <h2 id={`versions-${programme}`}>{say("drafts.versions", { title: say.named(title) })}</h2>
      <ul className="bare versions">
        {[...versions].reverse().map((each) => (
          <li key={`${each.scheme}/${each.version}`}>
            <p>
              <Link to="/schemes/$scheme/$version" params={{ scheme: each.scheme, version: String(each.version) }}>
                {say.named(each.title)} {say("scheme.other-version", { version: each.version })}
              </Link>{" "}
              <span className={`tag ${colours[each.standing]}`}>{say(`standing-of-version.${each.standing}`)}</span>
            </p>
            <p className="quiet small">
              {periodName(say.language, each.cycle)} ·{" "}
              {each.effective.until
                ? say("scheme.from-until", {
                    from: day(say.language, each.effective.from),
                    until: day(say.language, each.effective.until),
                  })
                : say("scheme.from", { from: day(say.language, each.effective.from) })}
              {each.supersededFrom &&
                ` · ${say("drafts.superseded-from", { day: day(say.language, each.supersededFrom) })}`}
              {each.decision &&
                ` · ${say("draft.decided", {
                  ...{ body: say.named(each.decision.body), meeting: each.decision.meeting },
                  ...{ minutes: each.decision.minutes, day: day(say.language, each.decision.day) },
                })}`}{" "}
              · <code className="digest">{each.digest.slice(0, 12)}</code>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
