import type { SignInStep } from "@biaochi/contract";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { useSay } from "../../frame/preferences.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { AddFactor } from "./add-factor.tsx";
import { confirmByPasskey } from "./passkeys.ts";
import { passwordFaults, RefusedEntry } from "./refused.tsx";
import { TextField } from "./text-field.tsx";

type Props = { readonly step: SignInStep; readonly onStep: (next: SignInStep) => void; readonly onAgain: () => void };

/** What comes after the first proof: a second factor, adding one, or a new password. */
export function Steps({ step, onStep, onAgain }: Props) {
  const say = useSay();
  return (
    <div className="entry">
      {step.next === "second-factor" && <SecondFactor step={step} onStep={onStep} />}
      {step.next === "enrol" && (
        <>
          <PageTitle>{say("factor.add.title")}</PageTitle>
          <p className="lead">{say("factor.add.why")}</p>
          <AddFactor onStep={onStep} />
        </>
      )}
      {step.next === "new-password" && <NewPassword onStep={onStep} />}
      <p>
        <Button type="link" onClick={onAgain}>
          {say("sign-in.again")}
        </Button>
      </p>
    </div>
  );
}

function SecondFactor({ step, onStep }: Pick<Props, "step" | "onStep">) {
  const say = useSay();
  const [code, setCode] = useState("");
  const byCode = useMutation({ mutationFn: () => ask("signInByCode", { body: { code } }), onSuccess: onStep });
  const byPasskey = useMutation({ mutationFn: confirmByPasskey, onSuccess: onStep });
  return (
    <>
      <PageTitle>{say("factor.title")}</PageTitle>
      <RefusedEntry error={byCode.error ?? byPasskey.error} />
      {step.factors.includes("code") && (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            byPasskey.reset();
            byCode.mutate();
          }}
        >
          <TextField
            name="code"
            label={say("factor.code")}
            inputMode="numeric"
            autoComplete="one-time-code"
            className="short"
            maxLength={6}
            value={code}
            onValue={setCode}
          />
          <Button type="primary" htmlType="submit" loading={byCode.isPending}>
            {say("factor.confirm")}
          </Button>
        </form>
      )}
      {step.factors.includes("passkey") && (
        <p>
          <Button
            type={step.factors.includes("code") ? "default" : "primary"}
            loading={byPasskey.isPending}
            onClick={() => {
              byCode.reset();
              byPasskey.mutate();
            }}
          >
            {say("factor.passkey")}
          </Button>
        </p>
      )}
      <p className="quiet small">{say("factor.lost")}</p>
    </>
  );
}

function NewPassword({ onStep }: Pick<Props, "onStep">) {
  const say = useSay();
  const [password, setPassword] = useState("");
  const renew = useMutation({ mutationFn: () => ask("renewPassword", { body: { password } }), onSuccess: onStep });
  const faults = passwordFaults(say, renew.error);
  return (
    <>
      <PageTitle>{say("new-password.title")}</PageTitle>
      <p className="lead">{say("new-password.why")}</p>
      {faults.length === 0 && <RefusedEntry error={renew.error} />}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          renew.mutate();
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
        <Button type="primary" htmlType="submit" loading={renew.isPending}>
          {say("new-password.do")}
        </Button>
      </form>
    </>
  );
}
