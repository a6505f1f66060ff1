import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { FaultBeside, Field, useDescribed } from "../../frame/field.tsx";
import { Form, SubmitOrLeave } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";

const most = 5 * 1024 * 1024;

type Props = {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly send: (file: File) => Promise<unknown>;
  /** Questions whose answers are not true any more. */
  readonly changes: readonly string[];
};

/** A file that shows something: optional, and declared to hold nothing classified. */
export function AttachFile({ id, label, about, send, changes }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [file, setFile] = useState<File>();
  const [isDeclared, declare] = useState(false);
  const sending = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      setOpen(false);
      setFile(undefined);
      await Promise.all(changes.map((key) => questions.invalidateQueries({ queryKey: [key] })));
    },
  });
  if (!isOpen)
    return (
      <Button size="small" aria-label={`${label}${say("lost.colon")}${about}`} onClick={() => setOpen(true)}>
        {label}
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
    <Form className="form reason" error={sending.error} absent={faults} onSubmit={() => file && sending.mutate(file)}>
      <Field id={id} name={say("deeds.evidence")} hint={say("deeds.evidence.hint")}>
        <FileInput id={id} onFile={setFile} />
      </Field>
      <Declared id={`${id}-declared`} value={isDeclared} onValue={declare} />
      <SubmitOrLeave
        submit={say("deeds.evidence.send")}
        isPending={sending.isPending}
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
