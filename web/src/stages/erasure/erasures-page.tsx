import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { erasures } from "../../exchange/questions.ts";
import { useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { AskErasure } from "./ask-erasure.tsx";
import { OneErasure } from "./one-erasure.tsx";

/** What was erased of people's data, what waits for a second person, and asking for it. */
export function ErasuresPage() {
  const say = useSay();
  const mayAsk = useMay("ask-erasure");
  const { subject } = useSearch({ from: "/inside/erasures" });
  const { data, error, refetch } = useQuery(erasures);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("erasures.title")}</PageTitle>
      <p className="lead">{say("erasures.lead")}</p>
      <section aria-labelledby="erasures-list">
        <h2 id="erasures-list">{say("erasures.list")}</h2>
        {data.erasures.length === 0 && <p className="nothing">{say("erasures.none")}</p>}
        {data.erasures.map((erasure) => (
          <OneErasure key={erasure.erasure} erasure={erasure} />
        ))}
      </section>
      {mayAsk && <AskErasure key={subject} person={subject} />}
    </>
  );
}
