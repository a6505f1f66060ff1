import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { session } from "../../exchange/questions.ts";
import { useProgramme } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Empty } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { Tried } from "./tried.tsx";
import { TryDocument } from "./try-document.tsx";

/** What was tried so far, how often and by whom; and, for the appraisal office, the way to try another. */
export function TrialsPage() {
  const say = useSay();
  const chosen = useSearch({ from: "/inside/trials" });
  const may = useQuery(session).data?.may ?? [];
  const own = useQuery(session).data?.account?.programme;
  const { run } = useProgramme();
  const programme = run?.programme.id ?? own ?? undefined;
  return (
    <>
      <PageTitle>{say("trials.title")}</PageTitle>
      <p className="lead">{say("trials.lead")}</p>
      {programme && may.includes("try-scheme") && (
        <section className="card wide no-print" aria-labelledby="try">
          <h2 id="try">{say("try-document.title")}</h2>
          <TryDocument programme={programme} chosen={chosen} />
        </section>
      )}
      {programme ? (
        <Tried programme={programme} chosen={chosen} />
      ) : (
        <Empty title={say("trials.none")} why={say("trials.none.why")} />
      )}
    </>
  );
}
