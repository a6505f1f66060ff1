import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { rulebooks, session } from "../../exchange/questions.ts";
import { TextField } from "../../frame/field.tsx";
import { Form, SubmitOrLeave } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { WithReason } from "../../frame/with-reason.tsx";
import type { Rule } from "./rule-table.tsx";

/** Name, day and document: who answers for it that the entry says what the original says. */
export function ConfirmRule({ rule }: { readonly rule: Rule }) {
  const say = useSay();
  const questions = useQueryClient();
  const today = useQuery(session).data?.today ?? "";
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [day, setDay] = useState(today);
  const [document, setDocument] = useState("");
  const [note, setNote] = useState("");
  const confirm = useMutation({
    mutationFn: () => {
      const body = { rule: rule.rule, entry: rule.entry, name, day, document };
      return ask("confirmRule", { body: note.trim() === "" ? body : { ...body, note } });
    },
    onSuccess: () => questions.invalidateQueries({ queryKey: rulebooks.queryKey }),
  });
  const about = say.named(rule.text);
  if (!isOpen)
    return (
      <Button
        size="small"
        autoInsertSpace={false}
        aria-label={`${say("confirm-rule.do")}${say("lost.colon")}${about}`}
        onClick={() => setOpen(true)}
      >
        {say("confirm-rule.do")}
      </Button>
    );
  const id = `confirm-${rule.rule}`;
  return (
    <Form className="form reason" error={confirm.error} onSubmit={() => confirm.mutate()}>
      <p className="small">{say("confirm-rule.what")}</p>
      <TextField
        id={`${id}-name`}
        name={say("confirm-rule.name")}
        hint={say("confirm-rule.name.hint")}
        required
        autoFocus
        autoComplete="off"
        maxLength={100}
        value={name}
        onValue={setName}
      />
      <TextField
        id={`${id}-day`}
        name={say("confirm-rule.day")}
        type="date"
        required
        max={today}
        value={day}
        onValue={setDay}
      />
      <TextField
        id={`${id}-document`}
        name={say("confirm-rule.document")}
        hint={say("confirm-rule.document.hint")}
        required
        autoComplete="off"
        maxLength={200}
        value={document}
        onValue={setDocument}
      />
      <TextField
        id={`${id}-note`}
        name={say("confirm-rule.note")}
        autoComplete="off"
        maxLength={500}
        value={note}
        onValue={setNote}
      />
      <SubmitOrLeave
        submit={say("confirm-rule.do")}
        isPending={confirm.isPending}
        onLeave={() => {
          setOpen(false);
          confirm.reset();
        }}
        size="small"
      />
    </Form>
  );
}

export function WithdrawConfirmation({ rule, confirmation }: { readonly rule: Rule; readonly confirmation: number }) {
  const say = useSay();
  const [name, setName] = useState("");
  return (
    <WithReason
      id={`withdraw-${confirmation}`}
      label={say("withdraw-confirmation.do")}
      about={say.named(rule.text)}
      what={say("withdraw-confirmation.what")}
      submit={say("withdraw-confirmation.do")}
      changes={["rulebooks"]}
      run={(reason) => ask("withdrawConfirmation", { params: { confirmation }, body: { name, reason } })}
    >
      <TextField
        id={`withdraw-${confirmation}-name`}
        name={say("withdraw-confirmation.name")}
        required
        autoComplete="off"
        maxLength={100}
        value={name}
        onValue={setName}
      />
    </WithReason>
  );
}
