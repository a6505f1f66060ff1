import type { KeptAccount } from "@biaochi/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { accounts } from "../../exchange/questions.ts";
import { useMay } from "../../frame/current.ts";
import { Field, RefusedHere } from "../../frame/field.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";

type Kept = z.output<typeof KeptAccount>;
type State = Kept["state"];

/** Who has an account, and in what state. Of what anybody scored nothing is here. */
export function AccountsPage() {
  const say = useSay();
  const [q, setQ] = useState("");
  const [after, setAfter] = useState<readonly string[]>([]);
  const cursor = after.at(-1);
  const { data, error, refetch } = useQuery(accounts({ q, limit: 100, ...(cursor === undefined ? {} : { cursor }) }));
  const mayKeep = useMay("keep-accounts");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("accounts.title")}</PageTitle>
      <p className="lead">{say("accounts.lead")}</p>
      <div className="choices">
        <label htmlFor="accounts-q">{say("accounts.search")}</label>{" "}
        <input
          id="accounts-q"
          type="search"
          value={q}
          onChange={(event) => {
            setQ(event.target.value);
            setAfter([]);
          }}
        />
      </div>
      {data.accounts.length === 0 ? (
        <p className="nothing">{say("accounts.none")}</p>
      ) : (
        <Scroll label={say("accounts.title")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("account.name")}</th>
                <th scope="col">{say("account.id")}</th>
                <th scope="col">{say("account.staff-number")}</th>
                <th scope="col">{say("account.roles")}</th>
                <th scope="col">{say("account.state")}</th>
              </tr>
            </thead>
            <tbody>
              {data.accounts.map((account) => (
                <tr key={account.id}>
                  <th scope="row">
                    {say.named(account.name)}
                    {account.isDemo && <span className="quiet small"> {say("account.demo")}</span>}
                  </th>
                  <td>{account.id}</td>
                  <td>{account.staffNumber ?? say("score.none")}</td>
                  <td>
                    {account.roles.length === 0
                      ? say("account.no-role")
                      : account.roles.map((role) => say(`role.${role}`)).join(say.language === "en" ? ", " : "、")}
                  </td>
                  <td>
                    {say(`account-state.${account.state}`)}
                    {mayKeep && account.state !== "closed" && <ChangeState account={account} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <p className="doors">
        {after.length > 0 && <Button onClick={() => setAfter(after.slice(0, -1))}>{say("accounts.back")}</Button>}
        {data.next !== null && (
          <Button onClick={() => setAfter([...after, data.next ?? ""])}>{say("accounts.further")}</Button>
        )}
      </p>
      {mayKeep && <MakeAccount />}
    </>
  );
}

/** What it does is said before it is done, and why stands on record. */
function ChangeState({ account }: { readonly account: Kept }) {
  const say = useSay();
  const questions = useQueryClient();
  const [to, setTo] = useState<State>();
  const [reason, setReason] = useState("");
  const change = useMutation({
    mutationFn: (state: State) =>
      ask("changeAccountState", { params: { account: account.id }, body: { to: state, reason } }),
    onSuccess: async () => {
      setTo(undefined);
      setReason("");
      await questions.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  const states: readonly State[] = account.state === "active" ? ["suspended", "closed"] : ["active", "closed"];
  const name = say.named(account.name);
  if (to === undefined)
    return (
      <p className="doors">
        {states.map((state) => (
          <Button key={state} size="small" onClick={() => setTo(state)}>
            {say(`account-to.${state}`)}
          </Button>
        ))}
      </p>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") change.mutate(to);
      }}
    >
      <p className="small">{say(`account-to.${to}.what`, { name })}</p>
      <Field id={`reason-${account.id}`} name={say("release.reason")}>
        <input
          id={`reason-${account.id}`}
          type="text"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <RefusedHere error={change.error} />
      <Button size="small" danger htmlType="submit" disabled={reason.trim() === ""} loading={change.isPending}>
        {say("account-to.do", { name, to: say(`account-to.${to}`) })}
      </Button>{" "}
      <Button size="small" onClick={() => setTo(undefined)}>
        {say("account-to.not")}
      </Button>
    </form>
  );
}

function MakeAccount() {
  const say = useSay();
  const questions = useQueryClient();
  const [draft, setDraft] = useState({ id: "", zh: "", en: "", staffNumber: "" });
  const make = useMutation({
    mutationFn: () => {
      const { id, zh, en, staffNumber } = draft;
      const name = { "zh-CN": zh, en: en.trim() === "" ? zh : en };
      return ask("makeAccount", { body: { id, name, ...(staffNumber === "" ? {} : { staffNumber }) } });
    },
    onSuccess: async () => {
      setDraft({ id: "", zh: "", en: "", staffNumber: "" });
      await questions.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  const isComplete = /^[a-z0-9][a-z0-9._-]{1,63}$/.test(draft.id) && draft.zh.trim() !== "";
  const fields = [
    ["zh", "make.name", undefined],
    ["en", "make.name-en", "make.name-en.what"],
    ["id", "account.id", "make.id.what"],
    ["staffNumber", "account.staff-number", "make.staff-number.what"],
  ] as const;
  return (
    <section aria-labelledby="make">
      <h2 id="make">{say("make.title")}</h2>
      <p className="quiet">{say("make.what")}</p>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete) make.mutate();
        }}
      >
        {fields.map(([key, name, hint]) => (
          <Field key={key} id={`make-${key}`} name={say(name)} {...(hint === undefined ? {} : { hint: say(hint) })}>
            <input
              id={`make-${key}`}
              type="text"
              autoComplete="off"
              maxLength={100}
              {...(hint === undefined ? {} : { "aria-describedby": `make-${key}-hint` })}
              value={draft[key]}
              onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
            />
          </Field>
        ))}
        <RefusedHere error={make.error} />
        {make.data && <p role="status">{say("make.done", { name: say.named(make.data.name) })}</p>}
        <Button type="primary" htmlType="submit" disabled={!isComplete} loading={make.isPending}>
          {say("make.do")}
        </Button>
      </form>
    </section>
  );
}
