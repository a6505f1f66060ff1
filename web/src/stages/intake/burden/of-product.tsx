import { quantity } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { burdenOfProduct } from "../../../exchange/burden-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { askInWords } from "./ask-in-words.ts";
import { OfYear } from "./of-year.tsx";

/** What this product itself asks, on the same meter. */
export function OfProduct({ programme, year }: { readonly programme: string; readonly year: number }) {
  const say = useSay();
  const { data, error } = useQuery(burdenOfProduct(programme, year));
  if (error) return <Failed error={error} />;
  if (!data) return <Loading />;
  return (
    <section aria-labelledby="burden-product">
      <h2 id="burden-product">{say("burden.product")}</h2>
      <p>{say("burden.product.lead", data.officials)}</p>
      {data.rows.length === 0 ? (
        <p className="nothing">{say("burden.product.none")}</p>
      ) : (
        <Scroll label={say("burden.product")}>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("burden.product.kind")}</th>
                <th scope="col">{say("burden.product.of")}</th>
                <th scope="col" className="number">
                  {say("burden.product.asks")}
                </th>
                <th scope="col" className="number">
                  {say("burden.minutes")}
                </th>
                <th scope="col" className="number">
                  {say("burden.product.before")}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map(({ kind, of, asks, minutes, before }) => (
                <tr key={`${kind} ${of}`}>
                  <th scope="row">{askInWords(say, kind)}</th>
                  <td>{say(`burden.product.of.${of}`)}</td>
                  <td className="number" data-label={say("burden.product.asks")}>
                    {quantity(asks)}
                  </td>
                  <td className="number" data-label={say("burden.minutes")}>
                    {quantity(minutes)}
                  </td>
                  <td className="number" data-label={say("burden.product.before")}>
                    {quantity(before)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {data.calendar !== null && <OfYear calendar={data.calendar} budget={data.officials.budget} />}
    </section>
  );
}
