import type { UpperPage as Page, UpperItem } from "@biaochi/contract";
import { quantity } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { upperScheme } from "../../../exchange/draft-questions.ts";
import { useMay } from "../../../frame/current.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { LeadItem } from "./lead-item.tsx";

type Opened = z.output<typeof Page>;
type Item = z.output<typeof UpperItem>;

/** The items of the level above: who leads each, and what it weighs there and here. */
export function UpperPage() {
  const say = useSay();
  const { upper } = useParams({ from: "/inside/upper-schemes/$upper" });
  const { data, error, refetch } = useQuery(upperScheme(Number(upper)));
  const mayForesee = useMay("see-upper-forecast");
  const [changed, setChanged] = useState<string>();
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const open = data.rows.filter(({ lead }) => lead === null);
  return (
    <>
      <p className="trail quiet no-print">
        <Link to="/upper-schemes">{say("upper.title")}</Link>
      </p>
      <PageTitle>{say.named(data.title)}</PageTitle>
      <p className="quiet">
        {data.name} · {say("upper.items", { n: data.items })} · {say("scheme.digest")}{" "}
        <code className="digest">{data.digest.slice(0, 16)}</code>
      </p>
      {open.length > 0 ? (
        <p className="notice-line">
          {say("upper.open", {
            n: open.length,
            items: open.map(({ name }) => say.named(name)).join(say("list.separator")),
          })}
        </p>
      ) : (
        <p className="finding">{say("upper.all-led", { n: data.items })}</p>
      )}
      {mayForesee && (
        <p className="no-print">
          <Link to="/upper-schemes/$upper/forecast" params={{ upper }}>
            {say("forecast.open")}
          </Link>
        </p>
      )}
      {data.against && <p className="quiet small">{say("upper.against", { version: data.against.version })}</p>}
      <Scroll label={say("upper.table")}>
        <table className="plain upper stacked">
          <thead>
            <tr>
              <th scope="col">{say("upper.item")}</th>
              <th scope="col" className="number">
                {say("upper.share")}
              </th>
              <th scope="col">{say("upper.leads")}</th>
              <th scope="col">{say("upper.helps")}</th>
              <th scope="col">{say("upper.ours")}</th>
              <th scope="col" className="number">
                {say("upper.here")}
              </th>
              <th scope="col">{say("upper.gap")}</th>
              {data.mayWrite && (
                <th scope="col" className="no-print">
                  {say("goals.do")}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {data.rows.map((item) => (
              <Row key={item.item} page={data} item={item} onChange={() => setChanged(item.item)} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {data.rows
        .filter(({ item }) => item === changed)
        .map((item) => (
          <LeadItem key={item.item} page={data} item={item} onDone={() => setChanged(undefined)} />
        ))}
    </>
  );
}

const percent = (text: string): string => `${quantity(text.replace(/\.?0+$/, ""))} %`;

function gapOf(say: Say, gap: string | null): string {
  if (gap === null) return say("score.none");
  const bare = gap.replace(/^-/, "").replace(/\.?0+$/, "");
  if (bare === "" || bare === "0") return say("upper.gap.same");
  return say(gap.startsWith("-") ? "upper.gap.less" : "upper.gap.more", { n: bare });
}

type RowProps = { readonly page: Opened; readonly item: Item; readonly onChange: () => void };

function Row({ page, item, onChange }: RowProps) {
  const say = useSay();
  const { name, indicator, share, lead, helping, indicators, here, gap } = item;
  return (
    <tr>
      <th scope="row">
        {say.named(name)}
        {indicator !== null && <span className="quiet small block">{indicator}</span>}
      </th>
      <td className="number" data-label={say("upper.share")}>
        {share === null ? say("upper.no-weight") : percent(share)}
      </td>
      <td className="below" data-label={say("upper.leads")}>
        {lead === null ? <span className="tag amber">{say("upper.nobody")}</span> : say.named(lead.name)}
      </td>
      <td className="below" data-label={say("upper.helps")}>
        {helping.map((each) => say.named(each.name)).join(say("list.separator")) || say("score.none")}
      </td>
      <td className="below" data-label={say("upper.ours")}>
        {indicators.map((each) => say.named(each.name)).join(say("list.separator")) || say("score.none")}
      </td>
      <td className="number" data-label={say("upper.here")}>
        {here === null ? say("score.none") : percent(here)}
      </td>
      <td data-label={say("upper.gap")}>{gapOf(say, gap)}</td>
      {page.mayWrite && (
        <td className="no-print below">
          <Button size="small" aria-label={`${say("upper.change")} ${say.named(name)}`} onClick={onChange}>
            {say("upper.change")}
          </Button>
        </td>
      )}
    </tr>
  );
}
