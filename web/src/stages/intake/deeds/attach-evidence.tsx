import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { sendFile } from "../../../exchange/send-file.ts";
import { FaultBeside, Field, useDescribed } from "../../../frame/field.tsx";
import { Form, SubmitOrLeave } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

const most = 5 * 1024 * 1024;

/** A file that shows a deed. */
export function AttachEvidence({ deed, about }: { readonly deed: number; readonly about: string }) {
  return (
    <AttachFile
      id={`evidence-${deed}`}
      about={about}
      changes="deeds"
      send={(file) =>
        sendFile("attachDeedEvidence", { params: { deed }, query: { name: file.name, declared: "yes" } }, file)
      }
    />
  );
}

type Props = {
  readonly id: string;
  readonly about: string;
  /** The question whose answer is not true any more. */
  readonly changes: string;
  readonly send: (file: File) => Promise<unknown>;
};

/** A file that shows something: optional, and declared to hold nothing classified. */
export function AttachFile({ id, about, changes, send: sendIt }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [file, setFile] = useState<File>();
  const [isDeclared, declare] = useState(false);
  const send = useMutation({
    mutationFn: sendIt,
    onSuccess: async () => {
      setOpen(false);
      setFile(undefined);
      await questions.invalidateQueries({ queryKey: [changes] });
    },
  });
  if (!isOpen)
    return (
      <Button
        size="small"
        aria-label={`${say("deeds.evidence.attach")}${say("lost.colon")}${about}`}
        onClick={() => setOpen(true)}
      >
        {say("deeds.evidence.attach")}
      </Button>
    );
  const faults = {
    ...(file === undefined ? { [id]: [say("form.missing", { name: say("deeds.evidence") })] } : {}),
    ...(file !== undefined && file.size > most ? { [id]: [say("deeds.evidence.large", { name: file.name })] } : {}),
    ...(isDeclared
      ? {}
      : { [`${id}-declared`]: [say("form.missing", { name: say("deeds.evidence.declared.short") })] }),
  };
  return (
    <Form className="form reason" error={send.error} absent={faults} onSubmit={() => file && send.mutate(file)}>
      <Field id={id} name={say("deeds.evidence")} hint={say("deeds.evidence.hint")}>
        <FileInput id={id} onFile={setFile} />
      </Field>
      <Declared id={`${id}-declared`} value={isDeclared} onValue={declare} />
      <SubmitOrLeave
        submit={say("deeds.evidence.send")}
        isPending={send.isPending}
        onLeave={() => setOpen(false)}
        size="small"
      />
    </Form>
  );
}

function FileInput({ id, onFile }: { readonly id: string; readonly onFile: (file: File | undefined) => void }) {
  const say = useSay();
  return (
    <input
      {...useDescribed(id, say("deeds.evidence.hint"))}
      type="file"
      accept=".pdf,.png,.jpg,.jpeg"
      onChange={(event) => onFile(event.target.files?.[0])}
    />
  );
}

type DeclaredProps = { readonly id: string; readonly value: boolean; readonly onValue: (value: boolean) => void };

function Declared({ id, value, onValue }: DeclaredProps) {
  const say = useSay();
  return (
    <div className="field tick">
      <FaultBeside id={id} />
      <label>
        <input
          {...useDescribed(id)}
          type="checkbox"
          checked={value}
          onChange={(event) => onValue(event.target.checked)}
        />{" "}
        {say("deeds.evidence.declared")}
      </label>
    </div>
  );
}
