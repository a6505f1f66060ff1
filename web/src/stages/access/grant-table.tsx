import type { Grant } from "@biaochi/contract";
import { day, moment } from "@biaochi/words";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { called } from "../../frame/called.ts";
import { useMay } from "../../frame/current.ts";
import { RefusedHere } from "../../frame/form.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { WithReason } from "../../frame/with-reason.tsx";

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
const nameOf = (say: Say, { by, byName }: One["given"]): string => called(say, { id: by, name: byName });

function State({ grant }: { readonly grant: One }) {
  const say = useSay();
  const mayEnd = useMay("end-grant");
  const questions = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => ask("confirmGrant", { params: { grant: grant.grant } }),
    onSuccess: () => questions.invalidateQueries({ queryKey: ["grants"] }),
  });
  const isOver = grant.state === "ended" || grant.state === "lapsed";
  const name = say.named(grant.account.name);
  const role = say(`role.${grant.role}`);
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
      <div className="doors">
        {grant.mayConfirm && (
          <Button size="small" type="primary" loading={confirm.isPending} onClick={() => confirm.mutate()}>
            {say("grant.confirm")}
          </Button>
        )}
        {mayEnd && !isOver && (
          <WithReason
            id={`end-${grant.grant}`}
            label={say(grant.state === "proposed" ? "grant.refuse" : "grant.end")}
            about={`${name} · ${role}`}
            what={say(grant.state === "proposed" ? "grant.refuse.what" : "grant.end.what", { name, role })}
            submit={say(grant.state === "proposed" ? "grant.refuse.do" : "grant.end.do", { name, role })}
            isDanger
            changes={["grants"]}
            run={(reason) => ask("endGrant", { params: { grant: grant.grant }, body: { reason } })}
          />
        )}
      </div>
      <RefusedHere error={confirm.error} />
    </>
  );
}
