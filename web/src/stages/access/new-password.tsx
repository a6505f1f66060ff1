import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { Refused } from "../../exchange/ask.ts";
import { TextField } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";

/** What is wrong with a password, each as a sentence. */
function passwordFaults(say: Say, error: unknown): readonly string[] {
  if (!(error instanceof Refused)) return [];
  const { code, findings = [], params } = error.problem;
  if (code === "password-used-before") return [say.composed(code, params)];
  if (code !== "password-weak") return [];
  return findings.map((finding) => say.composed(`password-weak.${finding.code}`, finding.params ?? {}));
}

type Props<T> = {
  /** What the password is called, and what the button does. */
  readonly name: string;
  readonly submit: string;
  readonly send: (password: string) => Promise<T>;
  readonly onDone: (answer: T) => void;
  /** What is asked before it. */
  readonly children?: ReactNode;
};

/** Wherever a new password is chosen: at the first start, by a link, at a sign-in, on the own page. */
export function NewPassword<T>({ name, submit, send, onDone, children }: Props<T>) {
  const say = useSay();
  const [password, setPassword] = useState("");
  const set = useMutation({
    mutationFn: () => send(password),
    onSuccess: (answer) => {
      setPassword("");
      onDone(answer);
    },
  });
  const faults = passwordFaults(say, set.error);
  const found = faults.length === 0 ? {} : { "new-password": faults };
  return (
    <Form error={set.error} found={found} onSubmit={() => set.mutate()}>
      {children}
      <TextField
        id="new-password"
        name={name}
        hint={say("new-password.rule")}
        type="password"
        required
        autoComplete="new-password"
        maxLength={1024}
        value={password}
        onValue={setPassword}
      />
      <Button type="primary" htmlType="submit" loading={set.isPending}>
        {submit}
      </Button>
    </Form>
  );
}
