import { periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { ownReaders } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";

/** Who looked at my file: kind of reader and month, no more and no less. */
export function ReadersPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(ownReaders);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("readers.title")}</PageTitle>
      <p className="lead">{say("readers.lead", { days: data.days })}</p>
      {data.months.length === 0 ? (
        <Empty title={say("readers.none")} todo={say("readers.none.todo")} />
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("readers.month")}</th>
              <th scope="col">{say("readers.who")}</th>
            </tr>
          </thead>
          <tbody>
            {data.months.map(({ month, readers }) => (
              <tr key={month}>
                <th scope="row">{periodName(say.language, month)}</th>
                <td>
                  {readers.map((group) => say(`reader-group.${group}`)).join(say.language === "en" ? "; " : "；")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
