import { useQuery } from "@tanstack/react-query";
import { ownBurden } from "../../../exchange/burden-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { askInWords } from "./ask-in-words.ts";

/** How often this product has asked something of the reader: of nobody else. */
export function OwnBurdenPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(ownBurden);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const n = data.rows.reduce((sum, { asks }) => sum + asks, 0);
  return (
    <>
      <PageTitle>{say("burden.own.title")}</PageTitle>
      <p className="lead">{say("burden.own.said", { year: String(data.year), n, budget: data.budget })}</p>
      {n > 0 && (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("burden.product.kind")}</th>
              <th scope="col" className="number">
                {say("burden.product.asks")}
              </th>
              <th scope="col" className="number">
                {say("burden.minutes")}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map(({ kind, asks, minutes }) => (
              <tr key={kind}>
                <th scope="row">{askInWords(say, kind)}</th>
                <td className="number">{asks}</td>
                <td className="number">{minutes}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
