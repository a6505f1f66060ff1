import { day, moment, periodName } from "@biaochi/words";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { useMay } from "../../frame/current.ts";
import { Field } from "../../frame/field.tsx";
import { RefusedHere } from "../../frame/form.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";

type Page = Answer<"listDeferrals">;
type One = Page["deferrals"][number];

/** Not offered to be taken along: causes leave the system on paper, by those who are named to read them. */
export function DeferralTable({ deferrals, causes }: Pick<Page, "causes"> & { readonly deferrals: readonly One[] }) {
  const say = useSay();
  const sources = new Map(causes.map(({ cause, source }) => [cause, source]));
  return (
    <Scroll label={say("deferrals.title")} text>
      <table className="plain">
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
  const questions = useQueryClient();
  const mayEnd = useMay("end-deferral");
  const [isOpen, setOpen] = useState(false);
  const [document, setDocument] = useState("");
  const [reason, setReason] = useState("");
  const end = useMutation({
    mutationFn: () => ask("endDeferral", { params: { deferral: of.deferral }, body: { document, reason } }),
    onSuccess: () => questions.invalidateQueries(),
  });
  if (of.ended)
    return (
      <>
        {doneBy(say, of.ended)}
        <span className="quiet small block">{`${of.ended.document} · ${of.ended.reason}`}</span>
      </>
    );
  if (!mayEnd) return say("deferrals.stands");
  if (!isOpen)
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        {say("undefer.do")}
      </Button>
    );
  const isComplete = document.trim() !== "" && reason.trim() !== "";
  const id = `end-${of.deferral}`;
  return (
    <form
      aria-label={say("undefer.title", { name: say.named(of.subject.name) })}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) end.mutate();
      }}
    >
      <p className="small">{say("undefer.effect")}</p>
      <Field id={`${id}-document`} name={say("deferrals.document")}>
        <input
          id={`${id}-document`}
          type="text"
          autoComplete="off"
          maxLength={200}
          value={document}
          onChange={(event) => setDocument(event.target.value)}
        />
      </Field>
      <Field id={`${id}-reason`} name={say("defer.reason")}>
        <input
          id={`${id}-reason`}
          type="text"
          autoComplete="off"
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <RefusedHere error={end.error} />
      <p className="doors">
        <Button size="small" type="primary" htmlType="submit" disabled={!isComplete} loading={end.isPending}>
          {say("undefer.confirm")}
        </Button>{" "}
        <Button size="small" onClick={() => setOpen(false)}>
          {say("undefer.cancel")}
        </Button>
      </p>
    </form>
  );
}
