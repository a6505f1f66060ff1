import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { ask } from "../../../exchange/ask.ts";
import { schemeEffects } from "../../../exchange/draft-questions.ts";
import { todos } from "../../../exchange/questions.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { EffectsView } from "./effects-view.tsx";

type Props = { readonly scheme: string; readonly version: number; readonly programme: string };

/** What a version changed for those whom the reader may see, with the to-do that told them so. */
export function OwnEffects({ scheme, version, programme }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const { data } = useQuery(schemeEffects({ scheme, version }, { programme }));
  const waiting = useQuery(todos).data?.todos ?? [];
  const isWaiting = waiting.some(
    ({ kind, path }) => kind === "scheme-in-force" && path === `/schemes/${encodeURIComponent(scheme)}/${version}`,
  );
  const isOffice = useMay("see-drafts");
  const note = useMutation({
    mutationFn: () => ask("noteScheme", { params: { scheme, version }, body: { programme } }),
    onSuccess: () => questions.invalidateQueries(todos),
  });
  // Without a version before it everything is new, and the lists above say it.
  if (data?.before == null) return null;
  // Whoever sees nobody's list is told nothing about lists.
  if (data.subjects === 0) return null;
  return (
    <section aria-labelledby="own-effects">
      <h2 id="own-effects">
        {isOffice ? say("effects.mine.title", { version: data.before.version }) : say("effects.mine")}
      </h2>
      {data.groups.length === 0 && !isOffice ? (
        <p>{say("effects.mine.none", { version: data.before.version })}</p>
      ) : (
        <EffectsView effects={data} />
      )}
      {isWaiting && (
        <p>
          <Button loading={note.isPending} onClick={() => note.mutate()}>
            {say("effects.noted")}
          </Button>
        </p>
      )}
    </section>
  );
}
