import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { checkOf, emptyRule, type RuleDraft } from "./rule-draft.ts";

const kinds = ["at-most", "sum", "shares", "due"] as const;
const decimal = "\\d+(\\.\\d+)?";

type Props = { readonly programme: string; readonly rules: Answer<"listQualityRules"> };

/** A rule of an owner. One that is there already gets another version under its identifier. */
export function RuleForm({ programme, rules }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [draft, setDraft] = useState(emptyRule);
  const change = (more: Partial<RuleDraft>) => setDraft({ ...draft, ...more });
  const save = useMutation({
    mutationFn: () => {
      const { rule, reason } = draft;
      const basedOn = rules.rules.find((each) => each.rule === rule)?.version ?? 0;
      return ask("saveQualityRule", {
        params: { programme, rule },
        body: { check: checkOf(draft), reason, basedOn },
      });
    },
    onSuccess: async () => {
      setDraft(emptyRule);
      await questions.invalidateQueries({ queryKey: ["quality-rules"] });
    },
  });
  return (
    <Form error={save.error} onSubmit={() => save.mutate()}>
      <TextField
        id="quality-rule"
        name={say("quality.new.id")}
        hint={say("quality.new.id.hint")}
        required
        pattern="[a-z][a-z0-9\-]{1,39}"
        misfit={say("quality.new.id.hint")}
        autoComplete="off"
        value={draft.rule}
        onValue={(rule) => change({ rule })}
      />
      <SelectField
        id="quality-kind"
        name={say("quality.new.kind")}
        value={draft.kind}
        options={kinds.map((value) => ({ value, label: say(`quality.new.kind.${value}`) }))}
        onValue={(kind) => change({ kind })}
      />
      <Indicators draft={draft} change={change} indicators={rules.indicators} />
      <Limits draft={draft} change={change} />
      <TextField
        id="quality-reason"
        name={say("quality.new.why")}
        required
        maxLength={1000}
        autoComplete="off"
        value={draft.reason}
        onValue={(reason) => change({ reason })}
      />
      <p>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {say("quality.new.save")}
        </Button>
      </p>
      {save.isSuccess && <p role="status">{say("quality.new.saved")}</p>}
    </Form>
  );
}

type Part = { readonly draft: RuleDraft; readonly change: (more: Partial<RuleDraft>) => void };

function Indicators({ draft, change, indicators }: Part & Pick<Answer<"listQualityRules">, "indicators">) {
  const say = useSay();
  const options = [
    { value: "", label: "" },
    ...indicators.map(({ id, name }) => ({ value: id, label: say.named(name) })),
  ];
  const choice = (id: string, name: string, value: string, onValue: (value: string) => void) => (
    <SelectField key={id} id={`quality-${id}`} name={name} required value={value} options={options} onValue={onValue} />
  );
  const { kind, indicator, other, parts } = draft;
  return (
    <>
      {kind !== "shares" &&
        choice("indicator", say("quality.new.indicator"), indicator, (value) => change({ indicator: value }))}
      {kind === "at-most" && choice("other", say("quality.new.other"), other, (value) => change({ other: value }))}
      {(kind === "sum" || kind === "shares") && (
        <>
          {parts.map((part, n) =>
            choice(`part-${n + 1}`, say("quality.new.part", { n: n + 1 }), part, (value) =>
              change({ parts: parts.with(n, value) }),
            ),
          )}
          {parts.length < 20 && (
            <p>
              <Button size="small" onClick={() => change({ parts: [...parts, ""] })}>
                {say("quality.new.add-part")}
              </Button>
            </p>
          )}
        </>
      )}
    </>
  );
}

function Limits({ draft, change }: Part) {
  const say = useSay();
  const { kind, total, tolerance, days } = draft;
  if (kind === "due")
    return (
      <TextField
        id="quality-days"
        name={say("quality.new.days")}
        type="number"
        min={0}
        max={120}
        required
        value={days}
        onValue={(value) => change({ days: value })}
      />
    );
  return (
    <>
      {kind === "shares" && (
        <TextField
          id="quality-total"
          name={say("quality.new.total")}
          pattern={decimal}
          required
          value={total}
          onValue={(value) => change({ total: value })}
        />
      )}
      <TextField
        id="quality-tolerance"
        name={say("quality.new.tolerance")}
        hint={say("quality.new.tolerance.hint")}
        misfit={say("quality.new.tolerance.hint")}
        pattern={decimal}
        required
        value={tolerance}
        onValue={(value) => change({ tolerance: value })}
      />
    </>
  );
}
