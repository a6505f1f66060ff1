import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { libraryIndicator, libraryTakeOver } from "../../exchange/library-questions.ts";
import { useAccount, useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { draftOf, emptyDraft } from "./library-draft.ts";
import { LibraryForm } from "./library-form.tsx";

/** Adds an indicator, or a version of one, with what is found on it told while it is being written. */
export function LibraryWritePage() {
  const say = useSay();
  const programme = useAccount()?.programme ?? "";
  const mayKeep = useMay("keep-library");
  const { change } = useSearch({ from: "/inside/library/write" });
  const known = useQuery({ ...libraryIndicator(change ?? "", programme), enabled: change !== undefined && mayKeep });
  // Whoever may not keep the library is refused by the server, in its words.
  const refused = useQuery({ ...libraryTakeOver(programme), enabled: !mayKeep });
  const error = known.error ?? refused.error;
  if (error) return <Failed error={error} />;
  if (!mayKeep || (change !== undefined && !known.data)) return <Loading />;
  const { data } = known;
  return (
    <>
      <PageTitle>
        {data ? say("library.form.change", { name: say.named(data.indicator.name) }) : say("library.form.title")}
      </PageTitle>
      <p className="lead">{say("library.form.minutes")}</p>
      <p>
        <Link to="/library">{say("library.back")}</Link>
      </p>
      <LibraryForm
        key={`${change ?? ""} ${data?.version ?? 0}`}
        programme={programme}
        initial={data ? draftOf(data.indicator) : emptyDraft}
        known={data}
      />
    </>
  );
}
