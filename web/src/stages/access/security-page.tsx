import type { OwnSecurity } from "@biaochi/contract";
import { day, moment } from "@biaochi/words";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { ownSecurity } from "../../exchange/questions.ts";
import { TextField } from "../../frame/field.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { NewPassword } from "./new-password.tsx";
import { OwnFactors } from "./own-factors.tsx";
import { OwnMail } from "./own-mail.tsx";
import { OwnSessions } from "./own-sessions.tsx";

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
  const [present, setPresent] = useState("");
  const [isChanged, setChanged] = useState(false);
  return (
    <>
      <p className="quiet">
        {say("security.password.made", { when: moment(say.language, madeAt) })}{" "}
        {dueOn && say("security.password.due", { day: day(say.language, dueOn) })}
      </p>
      {isChanged && <p role="status">{say("security.password.changed")}</p>}
      <details className="entry">
        <summary>{say("security.password.change")}</summary>
        <NewPassword
          name={say("new-password.new")}
          submit={say("new-password.do")}
          send={(password) => ask("changePassword", { body: { present, password } })}
          onDone={(now) => {
            setPresent("");
            setChanged(true);
            onChanged(now);
          }}
        >
          <TextField
            id="present"
            name={say("security.password.present")}
            type="password"
            required
            autoComplete="current-password"
            value={present}
            onValue={setPresent}
          />
        </NewPassword>
      </details>
    </>
  );
}
