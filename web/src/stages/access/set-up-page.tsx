import type { SignInStep } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { useEntered } from "./entered.ts";
import { passwordFaults, RefusedEntry } from "./refused.tsx";
import { Steps } from "./steps.tsx";
import { TextField } from "./text-field.tsx";

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
  const [given, setGiven] = useState({ name: "", signInName: "", password: "" });
  const onStep = (next: SignInStep) => (next.session ? void entered(next.session, undefined) : setStep(next));
  const make = useMutation({ mutationFn: () => ask("setUpAccount", { body: { token, ...given } }), onSuccess: onStep });
  if (step)
    return <Steps key={step.next} step={step} onStep={onStep} onAgain={() => void navigate({ to: "/sign-in" })} />;
  const faults = passwordFaults(say, make.error);
  const until = moment(say.language, purpose.expiresAt);
  return (
    <div className="entry">
      <PageTitle>{say("set-up.title")}</PageTitle>
      <p className="lead">{purpose.role && say("set-up.lead", { role: say(`role.${purpose.role}`), until })}</p>
      {faults.length === 0 && <RefusedEntry error={make.error} />}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextField
          name="name"
          label={say("set-up.name")}
          autoComplete="name"
          maxLength={60}
          value={given.name}
          onValue={(name) => setGiven({ ...given, name })}
        />
        <TextField
          name="sign-in-name"
          label={say("set-up.sign-in-name")}
          hint={say("sign-in-name-unfit")}
          autoComplete="username"
          maxLength={40}
          value={given.signInName}
          onValue={(signInName) => setGiven({ ...given, signInName })}
        />
        <TextField
          name="new-password"
          type="password"
          label={say("sign-in.password")}
          hint={say("new-password.rule")}
          faults={faults}
          autoComplete="new-password"
          value={given.password}
          onValue={(password) => setGiven({ ...given, password })}
        />
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {say("set-up.do")}
        </Button>
      </form>
    </div>
  );
}

function SetPassword({ token, purpose }: Props) {
  const say = useSay();
  const [password, setPassword] = useState("");
  const set = useMutation({ mutationFn: () => ask("setUpPassword", { body: { token, password } }) });
  const faults = passwordFaults(say, set.error);
  const until = moment(say.language, purpose.expiresAt);
  return (
    <div className="entry">
      <PageTitle>{say("set-up.password.title")}</PageTitle>
      {set.data ? (
        <>
          <p role="status">{say("set-up.password.done", { name: set.data.signInName })}</p>
          <p>
            <Link to="/sign-in">{say("sign-in.local")}</Link>
          </p>
        </>
      ) : (
        <>
          <p className="lead">{say("set-up.password.lead", { name: purpose.signInName ?? "", until })}</p>
          {faults.length === 0 && <RefusedEntry error={set.error} />}
          <form
            className="form"
            onSubmit={(event) => {
              event.preventDefault();
              set.mutate();
            }}
          >
            <TextField
              name="new-password"
              type="password"
              label={say("new-password.new")}
              hint={say("new-password.rule")}
              faults={faults}
              autoComplete="new-password"
              value={password}
              onValue={setPassword}
            />
            <Button type="primary" htmlType="submit" loading={set.isPending}>
              {say("new-password.do")}
            </Button>
          </form>
        </>
      )}
    </div>
  );
}
