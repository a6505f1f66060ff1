import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { useSay } from "./preferences.tsx";

type Props = {
  readonly id: string;
  readonly approve: string;
  readonly refuse: string;
  /** What is approved has been shown. */
  readonly isShown?: boolean;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly onApprove: () => void;
  readonly onRefuse: (reason: string) => void;
  readonly children?: ReactNode;
};

/** The decision of a second person: yes as it stands, or no with the reason. What is sent by the Enter key is the no. */
export function ApproveOrRefuse(props: Props) {
  const { id, approve, refuse, isShown = true, error, isPending, onApprove, onRefuse, children } = props;
  const say = useSay();
  const [reason, setReason] = useState("");
  return (
    <Form className="form no-print" error={error} onSubmit={() => onRefuse(reason)}>
      {children}
      <TextField
        id={id}
        name={say("exports.reason")}
        required
        maxLength={500}
        autoComplete="off"
        value={reason}
        onValue={setReason}
      />
      <p className="doors">
        {isShown && (
          <Button type="primary" loading={isPending} onClick={onApprove}>
            {approve}
          </Button>
        )}
        <Button htmlType="submit" loading={isPending}>
          {refuse}
        </Button>
      </p>
    </Form>
  );
}
