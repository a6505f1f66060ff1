import type { SignInStep } from "@biaochi/contract";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { TextField } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";

type Props = {
  readonly send: (code: string) => Promise<SignInStep>;
  readonly onStep: (next: SignInStep) => void;
  /** What stands before it. */
  readonly children?: ReactNode;
};

/** The six digits of an authenticator: a new one, or the one that somebody has. */
export function CodeForm({ send, onStep, children }: Props) {
  const say = useSay();
  const [code, setCode] = useState("");
  const give = useMutation({ mutationFn: () => send(code), onSuccess: onStep });
  return (
    <Form error={give.error} onSubmit={() => give.mutate()}>
      {children}
      <TextField
        id="code"
        name={say("factor.code")}
        inputMode="numeric"
        autoComplete="one-time-code"
        className="short"
        maxLength={6}
        required
        value={code}
        onValue={setCode}
      />
      <Button type="primary" htmlType="submit" loading={give.isPending}>
        {say("factor.confirm")}
      </Button>
    </Form>
  );
}
