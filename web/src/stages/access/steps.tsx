import type { SignInStep } from "@biaochi/contract";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { ask } from "../../exchange/ask.ts";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { AddFactor } from "./add-factor.tsx";
import { CodeForm } from "./code-form.tsx";
import { NewPassword } from "./new-password.tsx";
import { confirmByPasskey } from "./passkeys.ts";

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
      {step.next === "new-password" && (
        <>
          <PageTitle>{say("new-password.title")}</PageTitle>
          <p className="lead">{say("new-password.why")}</p>
          <NewPassword
            name={say("new-password.new")}
            submit={say("new-password.do")}
            send={(password) => ask("renewPassword", { body: { password } })}
            onDone={onStep}
          />
        </>
      )}
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
  const byPasskey = useMutation({ mutationFn: confirmByPasskey, onSuccess: onStep });
  return (
    <>
      <PageTitle>{say("factor.title")}</PageTitle>
      {step.factors.includes("code") && (
        <CodeForm send={(code) => ask("signInByCode", { body: { code } })} onStep={onStep} />
      )}
      {step.factors.includes("passkey") && (
        <>
          <RefusedHere error={byPasskey.error} />
          <p>
            <Button
              type={step.factors.includes("code") ? "default" : "primary"}
              loading={byPasskey.isPending}
              onClick={() => byPasskey.mutate()}
            >
              {say("factor.passkey")}
            </Button>
          </p>
        </>
      )}
      <p className="quiet small">{say("factor.lost")}</p>
    </>
  );
}
