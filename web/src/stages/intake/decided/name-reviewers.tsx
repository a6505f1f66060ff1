import type { Claim } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { SelectField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

type Props = { readonly claim: Claim; readonly units: Answer<"readClaim">["units"] };

/** The two units that review a bonus together; the one that applies is not among them. */
export function NameReviewers({ claim: { claim, unit }, units }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [named, setNamed] = useState<readonly [string, string]>(["", ""]);
  const [first, second] = named;
  const send = useMutation({
    mutationFn: () => ask("nameReviewers", { params: { claim }, body: { units: [first, second] } }),
    onSuccess: () => Promise.all(["claims", "todos"].map((key) => questions.invalidateQueries({ queryKey: [key] }))),
  });
  const optionsBut = (other: string) => [
    { value: "", label: say("claims.choose") },
    ...units
      .filter(({ id }) => id !== unit.id && id !== other)
      .map(({ id, name }) => ({ value: id, label: say.named(name) })),
  ];
  return (
    <Form label={say("claims.reviewers")} error={send.error} onSubmit={() => send.mutate()}>
      <SelectField
        id={`reviewer-first-${claim}`}
        name={say("claims.reviewer.first")}
        required
        value={first}
        options={optionsBut(second)}
        onValue={(chosen) => setNamed([chosen, second])}
      />
      <SelectField
        id={`reviewer-second-${claim}`}
        name={say("claims.reviewer.second")}
        required
        value={second}
        options={optionsBut(first)}
        onValue={(chosen) => setNamed([first, chosen])}
      />
      <p>
        <Button size="small" type="primary" htmlType="submit" autoInsertSpace={false} loading={send.isPending}>
          {say("claims.reviewers")}
        </Button>
      </p>
    </Form>
  );
}
