import type { SignInStep } from "@biaochi/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { demoAccounts, signInWays } from "../../exchange/questions.ts";
import { TextField } from "../../frame/field.tsx";
import { Form, RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { DemoCards } from "./demo-cards.tsx";
import { useEntered } from "./entered.ts";
import { confirmByPasskey, hasPasskeys } from "./passkeys.ts";
import { Steps } from "./steps.tsx";
import { keepWayBack } from "./way-back.ts";

/** The door: the single sign-on where there is one, a password, a passkey; in a demo one click for each kind of person. */
export function SignInPage() {
  const say = useSay();
  const { back } = useSearch({ from: "/sign-in" });
  const ways = useQuery(signInWays);
  const demo = useQuery(demoAccounts);
  const entered = useEntered();
  const [step, setStep] = useState<SignInStep>();
  const onStep = (next: SignInStep) => (next.session ? void entered(next.session, back) : setStep(next));
  const error = ways.error ?? demo.error;
  if (error) return <Failed error={error} again={() => void Promise.all([ways.refetch(), demo.refetch()])} />;
  if (!ways.data || !demo.data) return <Loading />;
  if (step) return <Steps key={step.next} step={step} onStep={onStep} onAgain={() => setStep(undefined)} />;
  const { accounts } = demo.data;
  const isDemo = accounts.length > 0;
  return (
    <>
      <PageTitle>{say("sign-in.title")}</PageTitle>
      {isDemo && <p className="lead">{say("sign-in.lead")}</p>}
      {isDemo && <DemoCards accounts={accounts} back={back} />}
      {!isDemo && (
        <div className="entry">
          {ways.data.sso !== null && <SingleSignOn name={ways.data.sso} back={back} />}
          <Local isForAdministrators={ways.data.isForAdministrators} onStep={onStep} />
        </div>
      )}
      {isDemo && (
        <details className="entry">
          <summary>{say("sign-in.other")}</summary>
          {ways.data.sso !== null && <SingleSignOn name={ways.data.sso} back={back} />}
          <Local isForAdministrators={ways.data.isForAdministrators} onStep={onStep} />
        </details>
      )}
    </>
  );
}

function SingleSignOn({ name, back }: { readonly name: string; readonly back: string | undefined }) {
  const say = useSay();
  const begin = useMutation({
    mutationFn: () => ask("beginSso"),
    onSuccess: ({ address }) => {
      keepWayBack(back);
      window.location.assign(address);
    },
  });
  return (
    <>
      <RefusedHere error={begin.error} />
      <p>
        <Button type="primary" size="large" loading={begin.isPending || begin.isSuccess} onClick={() => begin.mutate()}>
          {say("sign-in.sso", { name: name || say("sign-in.sso.unnamed") })}
        </Button>
      </p>
    </>
  );
}

type LocalProps = { readonly isForAdministrators: boolean; readonly onStep: (next: SignInStep) => void };

function Local({ isForAdministrators, onStep }: LocalProps) {
  const say = useSay();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({
    mutationFn: () => ask("signInByPassword", { body: { name, password } }),
    onSuccess: onStep,
    onError: () => setPassword(""),
  });
  const byPasskey = useMutation({ mutationFn: confirmByPasskey, onSuccess: onStep });
  return (
    <>
      {isForAdministrators && <p className="quiet">{say("sign-in.local.administrators")}</p>}
      <Form
        error={enter.error ?? byPasskey.error}
        label={say("sign-in.local")}
        onSubmit={() => {
          byPasskey.reset();
          enter.mutate();
        }}
      >
        <TextField
          id="name"
          name={say("sign-in.name")}
          required
          autoComplete="username"
          maxLength={200}
          value={name}
          onValue={setName}
        />
        <TextField
          id="password"
          name={say("sign-in.password")}
          type="password"
          required
          autoComplete="current-password"
          maxLength={1000}
          value={password}
          onValue={setPassword}
        />
        <Button type="primary" htmlType="submit" loading={enter.isPending}>
          {say("sign-in.enter")}
        </Button>
      </Form>
      {hasPasskeys() && (
        <p>
          <Button
            loading={byPasskey.isPending}
            onClick={() => {
              enter.reset();
              byPasskey.mutate();
            }}
          >
            {say("sign-in.passkey")}
          </Button>
        </p>
      )}
    </>
  );
}
