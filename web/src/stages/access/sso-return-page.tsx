import type { SignInStep } from "@biaochi/contract";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { ask, Refused } from "../../exchange/ask.ts";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { useEntered } from "./entered.ts";
import { Steps } from "./steps.tsx";
import { keepWayBack, takeWayBack } from "./way-back.ts";

/** What the single sign-on wrote into the address, read before the router tidies it. */
const sent = typeof window === "undefined" ? "" : window.location.search;

/** Where the single sign-on sends people back to: what it wrote into the address goes on to the server, once. */
export function SsoReturnPage() {
  const say = useSay();
  const navigate = useNavigate();
  const entered = useEntered();
  const [step, setStep] = useState<SignInStep>();
  const isAsked = useRef(false);
  const back = useRef<string>(undefined);
  const onStep = (next: SignInStep) => (next.session ? void entered(next.session, back.current) : setStep(next));
  const finish = useMutation({
    mutationFn: () => ask("signInBySso", { body: { query: sent } }),
    onSuccess: onStep,
  });
  const { mutate } = finish;
  useEffect(() => {
    if (isAsked.current) return; // what was sent back counts once
    isAsked.current = true;
    back.current = takeWayBack();
    mutate();
  }, [mutate]);
  // Where a second factor is to be made, the single sign-on has to have asked just now.
  const askAgain = useMutation({
    mutationFn: () => ask("beginSso", { body: { again: true } }),
    onSuccess: ({ address }) => {
      keepWayBack(back.current);
      window.location.assign(address);
    },
  });
  const isAskedAgain = finish.error instanceof Refused && finish.error.problem.code === "proof-needed";
  const toDoor = () => void navigate({ to: "/sign-in", replace: true });
  if (step) return <Steps key={step.next} step={step} onStep={onStep} onAgain={toDoor} />;
  return (
    <>
      <PageTitle>{say(finish.error ? "sign-in.return.failed" : "sign-in.return")}</PageTitle>
      {finish.error ? (
        <div className="entry">
          <RefusedHere error={finish.error} />
          <Button type="primary" loading={askAgain.isPending} onClick={isAskedAgain ? () => askAgain.mutate() : toDoor}>
            {say("sign-in.again")}
          </Button>
        </div>
      ) : (
        <p role="status">{say("sign-in.returning")}</p>
      )}
    </>
  );
}
