import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { libraryIndicator, libraryTakeOver } from "../../exchange/library-questions.ts";
import { useAccount, useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { draftOf, emptyDraft } from "./library-draft.ts";
import { LibraryForm } from "./library-form.tsx";

const writing = { title: "library.form.title", change: "library.form.change", lead: "library.form.minutes" } as const;
const proposing = {
  title: "proposals.form.title",
  change: "proposals.form.change",
  lead: "proposals.form.lead",
} as const;

/** Adds an indicator, or a version of one, with what is found on it told while it is being written. An owner proposes
 * the same for own indicators. */
export function LibraryWritePage() {
  const say = useSay();
  const programme = useAccount()?.programme ?? "";
  const [mayKeep, mayPropose] = [useMay("keep-library"), useMay("propose-indicator")];
  const mayWrite = mayKeep || mayPropose;
  const words = mayKeep ? writing : proposing;
  const { change } = useSearch({ from: "/inside/library/write" });
  const known = useQuery({ ...libraryIndicator(change ?? "", programme), enabled: change !== undefined && mayWrite });
  // Whoever may not keep the library is refused by the server, in its words.
  const refused = useQuery({ ...libraryTakeOver(programme), enabled: !mayWrite });
  const error = known.error ?? refused.error;
  if (error) return <Failed error={error} />;
  if (!mayWrite || (change !== undefined && !known.data)) return <Loading />;
  const { data } = known;
  return (
    <>
      <PageTitle>{data ? say(words.change, { name: say.named(data.indicator.name) }) : say(words.title)}</PageTitle>
      <p className="lead">{say(words.lead)}</p>
      <p>
        <Link to="/library">{say("library.back")}</Link>
      </p>
      <LibraryForm
        key={`${change ?? ""} ${data?.version ?? 0}`}
        programme={programme}
        isProposal={!mayKeep}
        initial={data ? draftOf(data.indicator) : emptyDraft}
        known={data}
      />
    </>
  );
}
