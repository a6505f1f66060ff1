import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { TextField } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";

const empty = { id: "", zh: "", en: "", staffNumber: "" };

/** An account for a person, who may do nothing yet. */
export function MakeAccount() {
  const say = useSay();
  const questions = useQueryClient();
  const [draft, setDraft] = useState(empty);
  const make = useMutation({
    mutationFn: () => {
      const { id, zh, en, staffNumber } = draft;
      const name = { "zh-CN": zh, en: en.trim() === "" ? zh : en };
      return ask("makeAccount", { body: { id, name, ...(staffNumber === "" ? {} : { staffNumber }) } });
    },
    onSuccess: async () => {
      setDraft(empty);
      await questions.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  const fields = [
    { key: "zh", name: "make.name", hint: undefined, isRequired: true },
    { key: "en", name: "make.name-en", hint: "make.name-en.what", isRequired: false },
    { key: "id", name: "account.id", hint: "make.id.what", isRequired: true },
    { key: "staffNumber", name: "account.staff-number", hint: "make.staff-number.what", isRequired: false },
  ] as const;
  return (
    <section aria-labelledby="make">
      <h2 id="make">{say("make.title")}</h2>
      <p className="quiet">{say("make.what")}</p>
      <Form error={make.error} onSubmit={() => make.mutate()}>
        {fields.map(({ key, name, hint, isRequired }) => (
          <TextField
            key={key}
            id={`make-${key}`}
            name={say(name)}
            hint={hint && say(hint)}
            required={isRequired}
            autoComplete="off"
            maxLength={100}
            {...(key === "id" ? { pattern: "[a-z0-9][a-z0-9._\\-]{1,63}", misfit: say("make.id.misfit") } : {})}
            value={draft[key]}
            onValue={(value) => setDraft({ ...draft, [key]: value })}
          />
        ))}
        {make.data && <p role="status">{say("make.done", { name: say.named(make.data.name) })}</p>}
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {say("make.do")}
        </Button>
      </Form>
    </section>
  );
}
