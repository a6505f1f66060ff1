import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { libraryExceptions } from "../../exchange/library-questions.ts";
import { useAccount } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { OneException } from "./library-exception.tsx";

/** Every exception from a block of the library, those that wait first: shown to everybody, decided by a second person. */
export function LibraryExceptionsPage() {
  const say = useSay();
  const programme = useAccount()?.programme ?? "";
  const { data, error, refetch } = useQuery(libraryExceptions(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("library.exceptions.title")}</PageTitle>
      <p className="lead">{say("library.exceptions.lead")}</p>
      <p>
        <Link to="/library">{say("library.back")}</Link>
      </p>
      {data.exceptions.length === 0 && <p className="nothing">{say("library.exceptions.none")}</p>}
      {data.exceptions.map((each) => (
        <OneException key={each.exception} exception={each} />
      ))}
    </>
  );
}
