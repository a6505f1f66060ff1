import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { LinesField, TextField } from "./field.tsx";
import { Form, SubmitOrLeave } from "./form.tsx";
import { useSay } from "./preferences.tsx";

type Props = {
  readonly id: string;
  /** On the button that opens it, and for whom, where many of them stand below each other. */
  readonly label: string;
  readonly about?: string;
  /** What will happen, and to whom. */
  readonly what: string;
  readonly hint?: string;
  /** On the button that does it. */
  readonly submit: string;
  readonly isDanger?: boolean;
  readonly run: (reason: string) => Promise<unknown>;
  /** Questions whose answers are not true any more. */
  readonly changes: readonly string[] | "all";
  readonly longest?: number;
  readonly children?: ReactNode;
};

/** A deed that is done with a reason: first a button, then what it does, why, and the way back. */
export function WithReason(props: Props) {
  const { id, label, about, what, hint, submit, isDanger, run, changes, longest = 500, children } = props;
  const say = useSay();
  const questions = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const deed = useMutation({
    mutationFn: () => run(reason),
    onSuccess: async () => {
      setOpen(false);
      setReason("");
      const stale = changes === "all" ? [{}] : changes.map((key) => ({ queryKey: [key] }));
      await Promise.all(stale.map((each) => questions.invalidateQueries(each)));
    },
  });
  if (!isOpen)
    return (
      <Button
        size="small"
        autoInsertSpace={false}
        aria-label={about === undefined ? undefined : `${label}${say("lost.colon")}${about}`}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
    );
  const field = {
    ...{ id: `${id}-reason`, name: say("form.reason"), hint, required: true, autoFocus: true, maxLength: longest },
    ...{ autoComplete: "off", value: reason, onValue: setReason },
  };
  return (
    <Form className="form reason" error={deed.error} onSubmit={() => deed.mutate()}>
      <p className="small">{what}</p>
      {longest > 500 ? <LinesField {...field} rows={4} /> : <TextField {...field} />}
      {children}
      <SubmitOrLeave
        submit={submit}
        isPending={deed.isPending}
        onLeave={() => {
          setOpen(false);
          deed.reset();
        }}
        isDanger={isDanger === true}
        size="small"
      />
    </Form>
  );
}
