import type { SignInStep } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { TextField } from "../../frame/field.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { useEntered } from "./entered.ts";
import { NewPassword } from "./new-password.tsx";
import { Steps } from "./steps.tsx";

type Purpose = Answer<"readSetUpLink">;

/** Where a set-up link leads. What stands behind the # is a secret that only this page reads. */
export function SetUpPage() {
  const say = useSay();
  const [token] = useState(() => window.location.hash.slice(1));
  const { data, error } = useQuery({
    queryKey: ["set-up-link", token],
    queryFn: () => ask("readSetUpLink", { body: { token } }),
    enabled: token.length >= 20,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token.length < 20)
    return (
      <>
        <PageTitle>{say("set-up.title")}</PageTitle>
        <Empty title={say("set-up.no-link")} todo={say("set-up.no-link.todo")} />
      </>
    );
  if (error) return <Failed error={error} />;
  if (!data) return <Loading />;
  return data.role === null ? (
    <SetPassword token={token} purpose={data} />
  ) : (
    <MakeAccount token={token} purpose={data} />
  );
}

type Props = { readonly token: string; readonly purpose: Purpose };

function MakeAccount({ token, purpose }: Props) {
  const say = useSay();
  const navigate = useNavigate();
  const entered = useEntered();
  const [step, setStep] = useState<SignInStep>();
  const [given, setGiven] = useState({ name: "", signInName: "" });
  const onStep = (next: SignInStep) => (next.session ? void entered(next.session, undefined) : setStep(next));
  if (step)
    return <Steps key={step.next} step={step} onStep={onStep} onAgain={() => void navigate({ to: "/sign-in" })} />;
  const until = moment(say.language, purpose.expiresAt);
  return (
    <div className="entry">
      <PageTitle>{say("set-up.title")}</PageTitle>
      <p className="lead">{purpose.role && say("set-up.lead", { role: say(`role.${purpose.role}`), until })}</p>
      <NewPassword
        name={say("sign-in.password")}
        submit={say("set-up.do")}
        send={(password) => ask("setUpAccount", { body: { token, ...given, password } })}
        onDone={onStep}
      >
        <TextField
          id="name"
          name={say("set-up.name")}
          autoComplete="name"
          required
          maxLength={60}
          value={given.name}
          onValue={(name) => setGiven({ ...given, name })}
        />
        <TextField
          id="sign-in-name"
          name={say("set-up.sign-in-name")}
          hint={say("sign-in-name-unfit")}
          autoComplete="username"
          required
          maxLength={40}
          value={given.signInName}
          onValue={(signInName) => setGiven({ ...given, signInName })}
        />
      </NewPassword>
    </div>
  );
}

function SetPassword({ token, purpose }: Props) {
  const say = useSay();
  const [name, setName] = useState<string>();
  const until = moment(say.language, purpose.expiresAt);
  return (
    <div className="entry">
      <PageTitle>{say("set-up.password.title")}</PageTitle>
      {name === undefined ? (
        <>
          <p className="lead">{say("set-up.password.lead", { name: purpose.signInName ?? "", until })}</p>
          <NewPassword
            name={say("new-password.new")}
            submit={say("new-password.do")}
            send={(password) => ask("setUpPassword", { body: { token, password } })}
            onDone={({ signInName }) => setName(signInName)}
          />
        </>
      ) : (
        <>
          <p role="status">{say("set-up.password.done", { name })}</p>
          <p>
            <Link to="/sign-in">{say("sign-in.local")}</Link>
          </p>
        </>
      )}
    </div>
  );
}
