import { day } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { schemeVersions } from "../../../exchange/draft-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";

type Props = { readonly scheme: string; readonly version: number; readonly programme: string };

/** How a version stands today, and by whose decision it is one. */
export function Standing({ scheme, version, programme }: Props) {
  const say = useSay();
  const { data } = useQuery(schemeVersions(programme));
  const found = data?.versions.find((each) => each.scheme === scheme && each.version === version);
  if (found === undefined) return null;
  const { standing, supersededFrom, decision } = found;
  return (
    <>
      <div>
        <dt>{say("scheme.standing")}</dt>
        <dd>
          {say(`standing-of-version.${standing}`)}
          {supersededFrom && ` · ${say("drafts.superseded-from", { day: day(say.language, supersededFrom) })}`}
        </dd>
      </div>
      {decision && (
        <div>
          <dt>{say("scheme.approved")}</dt>
          <dd>
            {say("draft.decided", {
              ...{ body: say.named(decision.body), meeting: decision.meeting, minutes: decision.minutes },
              day: day(say.language, decision.day),
            })}
          </dd>
        </div>
      )}
    </>
  );
}
