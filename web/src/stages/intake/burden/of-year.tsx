import { quantity } from "@biaochi/words";
import type { Answer } from "../../../exchange/doors.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { askInWords } from "./ask-in-words.ts";

type Product = Answer<"readBurdenOfProduct">;
type Props = { readonly calendar: NonNullable<Product["calendar"]>; readonly budget: number };

/** What the calendar makes this product ask in a year, of those of whom it asks most, and the sum for one person. */
export function OfYear({ calendar, budget }: Props) {
  const say = useSay();
  const { rows, official, post, events } = calendar;
  const named = [...new Set(events.map((kind) => askInWords(say, kind)))];
  return (
    <section aria-labelledby="burden-year">
      <h3 id="burden-year">{say("burden.calendar")}</h3>
      <p>
        {say("burden.calendar.lead", { official, post, budget })}
        {(official > budget || post > budget) && (
          <span className="fault"> {say("burden.calendar.beyond", { budget })}</span>
        )}
      </p>
      <Scroll label={say("burden.calendar")}>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("burden.product.kind")}</th>
              <th scope="col">{say("burden.product.of")}</th>
              <th scope="col" className="number">
                {say("burden.calendar.times")}
              </th>
              <th scope="col" className="number">
                {say("burden.calendar.minutes")}
              </th>
              <th scope="col">{say("burden.calendar.why")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, of, times, minutes, rhythm }) => (
              <tr key={kind}>
                <th scope="row">{askInWords(say, kind)}</th>
                <td data-label={say("burden.product.of")}>{say(`burden.calendar.of.${of}`)}</td>
                <td className="number" data-label={say("burden.calendar.times")}>
                  {quantity(times)}
                </td>
                <td className="number" data-label={say("burden.calendar.minutes")}>
                  {quantity(minutes)}
                </td>
                <td className="below">{say(`burden.calendar.rhythm.${rhythm}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <details className="behind">
        <summary>{say("burden.calendar.more", { n: events.length })}</summary>
        <p className="small">{say("burden.calendar.events", { kinds: named.join(say("list.separator")) })}</p>
      </details>
    </section>
  );
}
