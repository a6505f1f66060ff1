import type { DraftPage } from "@biaochi/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { addressOf } from "../../../exchange/doors.ts";
import { draftEffects } from "../../../exchange/draft-questions.ts";
import { WhichChoice } from "../../../frame/choices.tsx";
import { RefusedHere } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Loading } from "../../../frame/states.tsx";
import { EffectsView } from "../effects/effects-view.tsx";

/** What the draft, as it was saved, changes for whom, against a version of one's choice. */
export function EffectsTab({ page }: { readonly page: DraftPage }) {
  const say = useSay();
  const navigate = useNavigate({ from: "/drafts/$draft" });
  const { against = "" } = useSearch({ from: "/inside/drafts/$draft" });
  const chosen = page.versions.find(({ scheme, version }) => `${scheme}/${version}` === against);
  const query = chosen ? { scheme: chosen.scheme, version: chosen.version } : {};
  const { data, error } = useQuery(draftEffects(page.draft, page.revision, query));
  const options = [
    { value: "", label: say("effects.usual") },
    ...page.versions.map(({ scheme, version, title, standing }) => ({
      value: `${scheme}/${version}`,
      label: say("drafts.version-option", {
        title: say.named(title),
        version,
        standing: say(`standing-of-version.${standing}`),
      }),
    })),
  ];
  return (
    <>
      <div className="choices no-print">
        <WhichChoice
          id="effects-against"
          label={say("effects.compare-with")}
          value={chosen ? against : ""}
          options={options}
          onValue={(value) =>
            void navigate({
              search: ({ against: _, ...kept }) => (value === "" ? kept : { ...kept, against: value }),
              resetScroll: false,
            })
          }
        />
        <a
          href={addressOf("exportDraftEffects", {
            params: { draft: page.draft },
            query: { ...query, lang: say.language },
          })}
        >
          {say("effects.export")}
        </a>
      </div>
      {error ? <RefusedHere error={error} /> : data ? <EffectsView effects={data} /> : <Loading />}
    </>
  );
}
