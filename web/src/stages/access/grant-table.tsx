import type { Grant } from "@biaochi/contract";
import { day, moment } from "@biaochi/words";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { useMay } from "../../frame/current.ts";
import { Field, RefusedHere } from "../../frame/field.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";

type One = z.output<typeof Grant>;

/** So many things are named; of more the number is said. */
const mostNamed = 5;

/** A reach in words: "本单位：市委办公室", "the indicators A, B and 14 more". */
export function reachInWords(say: Say, { reach, things }: Pick<One, "reach" | "things">): string {
  const named = things.slice(0, mostNamed).map(({ name }) => say.named(name));
  const list = named.join(say.language === "en" ? ", " : "、");
  const more = things.length > mostNamed ? say("grant.more", { n: things.length - mostNamed }) : "";
  return say(`reach.${reach}`, { things: list + more });
}

export function GrantTable({ grants }: { readonly grants: readonly One[] }) {
  const say = useSay();
  return (
    <Scroll label={say("grants.title")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("grant.account")}</th>
            <th scope="col">{say("grant.role")}</th>
            <th scope="col">{say("grant.reach")}</th>
            <th scope="col">{say("grant.days")}</th>
            <th scope="col">{say("grant.why")}</th>
            <th scope="col">{say("grant.state")}</th>
          </tr>
        </thead>
        <tbody>
          {grants.map((grant) => (
            <tr key={grant.grant}>
              <th scope="row">
                {say.named(grant.account.name)} <span className="quiet small">{grant.account.id}</span>
              </th>
              <td>{say(`role.${grant.role}`)}</td>
              <td>{reachInWords(say, grant)}</td>
              <td>
                {grant.until === null
                  ? say("grant.from", { from: day(say.language, grant.from) })
                  : say("grant.from-until", {
                      from: day(say.language, grant.from),
                      until: day(say.language, grant.until),
                    })}
              </td>
              <td>
                {grant.reason}
                <span className="quiet small block">
                  {say("grant.given", { by: nameOf(say, grant.given), at: moment(say.language, grant.given.at) })}
                </span>
              </td>
              <td>
                <State grant={grant} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The name of whoever decided; what is no account, such as the command line, has none. */
export const nameOf = (say: Say, { by, byName }: One["given"]): string => (byName === null ? by : say.named(byName));

function State({ grant }: { readonly grant: One }) {
  const say = useSay();
  const mayEnd = useMay("end-grant");
  const questions = useQueryClient();
  const [isEnding, setEnding] = useState(false);
  const [reason, setReason] = useState("");
  const afterwards = { onSuccess: () => questions.invalidateQueries({ queryKey: ["grants"] }) };
  const confirm = useMutation({
    mutationFn: () => ask("confirmGrant", { params: { grant: grant.grant } }),
    ...afterwards,
  });
  const end = useMutation({
    mutationFn: () => ask("endGrant", { params: { grant: grant.grant }, body: { reason } }),
    ...afterwards,
  });
  const isOver = grant.state === "ended" || grant.state === "lapsed";
  return (
    <>
      {say(`grant-state.${grant.state}`)}
      {grant.confirmed && (
        <span className="quiet small block">
          {say("grant.confirmed", { by: nameOf(say, grant.confirmed), at: moment(say.language, grant.confirmed.at) })}
        </span>
      )}
      {grant.ended && (
        <span className="quiet small block">
          {say("grant.ended", { by: nameOf(say, grant.ended), at: moment(say.language, grant.ended.at) })}
          {grant.ended.reason && ` · ${grant.ended.reason}`}
        </span>
      )}
      <p className="doors">
        {grant.mayConfirm && (
          <Button size="small" type="primary" loading={confirm.isPending} onClick={() => confirm.mutate()}>
            {say("grant.confirm")}
          </Button>
        )}
        {mayEnd && !isOver && !isEnding && (
          <Button size="small" onClick={() => setEnding(true)}>
            {say(grant.state === "proposed" ? "grant.refuse" : "grant.end")}
          </Button>
        )}
      </p>
      {isEnding && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() !== "") end.mutate();
          }}
        >
          <Field id={`end-${grant.grant}`} name={say("grant.end.reason")}>
            <input
              id={`end-${grant.grant}`}
              type="text"
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
          <Button size="small" danger htmlType="submit" disabled={reason.trim() === ""} loading={end.isPending}>
            {say("grant.end.do", { name: say.named(grant.account.name), role: say(`role.${grant.role}`) })}
          </Button>
        </form>
      )}
      <RefusedHere error={confirm.error ?? end.error} />
    </>
  );
}
