import { periodName, quantity } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../../exchange/doors.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import type { RequestChoice } from "./burden-choice.ts";
import { changeOf } from "./burden-words.ts";

type Report = Answer<"readBurden">;
type Sums = Pick<Report["rows"][number], "now" | "before">;

function nameOf(say: Say, { by, year }: Report, { key, name }: Report["rows"][number]): string {
  if (by === "month") return periodName(say.language, `${year}-${key}`);
  if (by === "kind") return say.composed(`burden.kind.${key}`);
  return name === null ? key : say.named(name);
}

/** The requests behind a row of this year. */
const behind = (by: Report["by"], key: string, year: number): RequestChoice =>
  by === "month" ? { year, month: Number(key) } : { year, [by]: key };

/** What was asked, row by row, with the year before; each row leads to its requests. */
export function SumTable({ programme, report }: { readonly programme: string; readonly report: Report }) {
  const say = useSay();
  const { by, rows, total, year } = report;
  const title = `${say("burden.title")} ${say("burden.in-year", { year: String(year) })} ${say(`burden.by.${by}`)}`;
  const heads = ["requests", "asks", "asks.before", "minutes", "before", "change"] as const;
  return (
    <Scroll label={title}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say(`burden.by.${by}`)}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="number">
                {say(`burden.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <Link
                  to="/programmes/$programme/burden/requests"
                  params={{ programme }}
                  search={behind(by, row.key, year)}
                >
                  {nameOf(say, report, row)}
                </Link>
              </th>
              <Figures of={row} />
            </tr>
          ))}
          <tr>
            <th scope="row">{say("burden.total")}</th>
            <Figures of={total} />
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
}

function Figures({ of: { now, before } }: { readonly of: Sums }) {
  const say = useSay();
  return (
    <>
      <td className="number" data-label={say("burden.requests")}>
        {quantity(now.requests)}
      </td>
      <td className="number" data-label={say("burden.asks")}>
        {quantity(now.asks)}
      </td>
      <td className="number" data-label={say("burden.asks.before")}>
        {quantity(before.asks)}
      </td>
      <td className="number" data-label={say("burden.minutes")}>
        {quantity(now.minutes)}
      </td>
      <td className="number" data-label={say("burden.before")}>
        {quantity(before.minutes)}
      </td>
      <td className="number" data-label={say("burden.change")}>
        {changeOf(now.minutes, before.minutes) ?? say("score.none")}
      </td>
    </>
  );
}
