import { budgetReaches } from "@biaochi/contract/choices";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { unitTypeInWords } from "./burden-words.ts";

type Props = { readonly programme: string; readonly units: Answer<"readBurdenRules">["units"] };
type Reach = (typeof budgetReaches)[number];
const empty = { reach: "all" as Reach, of: "", from: "", minutes: "", asks: "", reason: "" };
const limitOf = (text: string) => (text.trim() === "" ? null : Number(text));

/** What may be asked of a unit in a month, from a month on. */
export function SetBudget({ programme, units }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [draft, setDraft] = useState(empty);
  const { reach, of, from, minutes, asks, reason } = draft;
  const save = useMutation({
    mutationFn: () =>
      ask("setBurdenBudget", {
        params: { programme },
        body: {
          ...{ reach, from, reason, minutes: limitOf(minutes), asks: limitOf(asks) },
          ...(reach === "all" ? {} : { of }),
        },
      }),
    onSuccess: async () => {
      setDraft(empty);
      await questions.invalidateQueries({ queryKey: ["burden"] });
    },
  });
  const types = [...new Set(units.flatMap(({ type }) => type ?? []))];
  const things =
    reach === "type"
      ? types.map((value) => ({ value, label: unitTypeInWords(say, value) }))
      : units.map(({ id, name }) => ({ value: id, label: say.named(name) }));
  const text = (field: "minutes" | "asks") => (
    <TextField
      id={`burden-budget-${field}`}
      name={say(`burden.budget.${field}`)}
      type="number"
      min={0}
      max={1_000_000}
      value={draft[field]}
      onValue={(value) => setDraft({ ...draft, [field]: value })}
    />
  );
  return (
    <details className="behind no-print">
      <summary>{say("burden.budget.set")}</summary>
      <Form error={save.error} onSubmit={() => save.mutate()}>
        <SelectField
          id="burden-budget-reach"
          name={say("burden.budget.reach")}
          value={reach}
          options={budgetReaches.map((value) => ({ value, label: say(`burden.budget.reach.${value}`) }))}
          onValue={(value) => setDraft({ ...draft, reach: value, of: "" })}
        />
        {reach !== "all" && (
          <SelectField
            id="burden-budget-of"
            name={say(reach === "type" ? "burden.budget.type" : "burden.budget.unit")}
            required
            value={of}
            options={[{ value: "", label: "" }, ...things]}
            onValue={(value) => setDraft({ ...draft, of: value })}
          />
        )}
        <TextField
          id="burden-budget-from"
          name={say("burden.budget.from")}
          hint={say("burden.budget.from.hint")}
          pattern="\d{4}-(0[1-9]|1[0-2])"
          required
          autoComplete="off"
          value={from}
          onValue={(value) => setDraft({ ...draft, from: value })}
        />
        {text("minutes")}
        {text("asks")}
        <TextField
          id="burden-budget-reason"
          name={say("burden.reason")}
          required
          autoComplete="off"
          maxLength={500}
          value={reason}
          onValue={(value) => setDraft({ ...draft, reason: value })}
        />
        <p>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {say("burden.budget.set")}
          </Button>
        </p>
      </Form>
    </details>
  );
}
