import type { OwnSecurity } from "@biaochi/contract";
import { day, moment } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { ownSecurity } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { OwnFactors } from "./own-factors.tsx";
import { OwnMail } from "./own-mail.tsx";
import { OwnSessions } from "./own-sessions.tsx";
import { passwordFaults, RefusedEntry } from "./refused.tsx";
import { TextField } from "./text-field.tsx";

/** My password, my second factors, where I am signed in. */
export function SecurityPage() {
  const say = useSay();
  const questions = useQueryClient();
  const { data, error, refetch } = useQuery(ownSecurity);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const onChanged = (now: OwnSecurity) => questions.setQueryData(ownSecurity.queryKey, now);
  const names = [data.signInName, data.staffNumber].filter((each) => each !== null);
  return (
    <>
      <PageTitle>{say("security.title")}</PageTitle>
      {names.length > 0 && <p className="quiet">{say("security.names", { name: names.join(" · ") })}</p>}
      <section aria-labelledby="own-password">
        <h2 id="own-password">{say("security.password")}</h2>
        {data.password ? (
          <ChangePassword password={data.password} onChanged={onChanged} />
        ) : (
          <p className="quiet">{say("security.password.none")}</p>
        )}
      </section>
      <OwnFactors security={data} onChanged={onChanged} />
      <OwnMail />
      <OwnSessions sessions={data.sessions} onChanged={onChanged} />
    </>
  );
}

type ChangeProps = {
  readonly password: NonNullable<OwnSecurity["password"]>;
  readonly onChanged: (now: OwnSecurity) => void;
};

function ChangePassword({ password: { madeAt, dueOn }, onChanged }: ChangeProps) {
  const say = useSay();
  const [given, setGiven] = useState({ present: "", password: "" });
  const change = useMutation({
    mutationFn: () => ask("changePassword", { body: given }),
    onSuccess: (now) => {
      setGiven({ present: "", password: "" });
      onChanged(now);
    },
  });
  const faults = passwordFaults(say, change.error);
  return (
    <>
      <p className="quiet">
        {say("security.password.made", { when: moment(say.language, madeAt) })}{" "}
        {dueOn && say("security.password.due", { day: day(say.language, dueOn) })}
      </p>
      {change.isSuccess && <p role="status">{say("security.password.changed")}</p>}
      {faults.length === 0 && <RefusedEntry error={change.error} />}
      <details className="entry">
        <summary>{say("security.password.change")}</summary>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate();
          }}
        >
          <TextField
            name="present"
            type="password"
            label={say("security.password.present")}
            autoComplete="current-password"
            value={given.present}
            onValue={(present) => setGiven({ ...given, present })}
          />
          <TextField
            name="new-password"
            type="password"
            label={say("new-password.new")}
            hint={say("new-password.rule")}
            faults={faults}
            autoComplete="new-password"
            value={given.password}
            onValue={(password) => setGiven({ ...given, password })}
          />
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {say("new-password.do")}
          </Button>
        </form>
      </details>
    </>
  );
}
