import { day, moment, periodName } from "@biaochi/words";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { useMay } from "../../frame/current.ts";
import { TextField } from "../../frame/field.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { WithReason } from "../../frame/with-reason.tsx";

type Page = Answer<"listDeferrals">;
type One = Page["deferrals"][number];

/** Not offered to be taken along: causes leave the system on paper, by those who are named to read them. */
export function DeferralTable({ deferrals, causes }: Pick<Page, "causes"> & { readonly deferrals: readonly One[] }) {
  const say = useSay();
  const sources = new Map(causes.map(({ cause, source }) => [cause, source]));
  return (
    <Scroll label={say("deferrals.title")} text>
      <table className="plain deferrals">
        <thead>
          <tr>
            <th scope="col">{say("deferrals.person")}</th>
            <th scope="col">{say("deferrals.period")}</th>
            <th scope="col">{say("deferrals.cause")}</th>
            <th scope="col">{say("deferrals.document")}</th>
            <th scope="col">{say("deferrals.since")}</th>
            <th scope="col">{say("deferrals.set")}</th>
            <th scope="col">{say("deferrals.ended")}</th>
          </tr>
        </thead>
        <tbody>
          {deferrals.map((each) => (
            <tr key={each.deferral}>
              <th scope="row">
                {say.named(each.subject.name)}
                {each.unit && <span className="quiet small block">{say.named(each.unit.name)}</span>}
              </th>
              <td>{periodName(say.language, each.period)}</td>
              <td>
                {say(`deferral-cause.${each.cause}`)}
                <span className="quiet small block">
                  {say("deferrals.source", { source: sources.get(each.cause) ?? "" })}
                </span>
              </td>
              <td>
                {each.document}
                <span className="quiet small block">{each.reason}</span>
              </td>
              <td>{day(say.language, each.from)}</td>
              <td>{doneBy(say, each.set)}</td>
              <td>
                <End of={each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const doneBy = (say: Say, { by, byName, at }: One["set"]): string =>
  say("deferrals.by", { by: byName === null ? by : say.named(byName), at: moment(say.language, at) });

function End({ of }: { readonly of: One }) {
  const say = useSay();
  const mayEnd = useMay("end-deferral");
  const [document, setDocument] = useState("");
  if (of.ended)
    return (
      <>
        {doneBy(say, of.ended)}
        <span className="quiet small block">{`${of.ended.document} · ${of.ended.reason}`}</span>
      </>
    );
  if (!mayEnd) return say("deferrals.stands");
  return (
    <WithReason
      id={`end-${of.deferral}`}
      label={say("undefer.do")}
      about={say.named(of.subject.name)}
      what={say("undefer.effect")}
      submit={say("undefer.confirm")}
      changes="all"
      longest={200}
      run={(reason) => ask("endDeferral", { params: { deferral: of.deferral }, body: { document, reason } })}
    >
      <TextField
        id={`end-${of.deferral}-document`}
        name={say("deferrals.document")}
        required
        autoComplete="off"
        maxLength={200}
        value={document}
        onValue={setDocument}
      />
    </WithReason>
  );
}
