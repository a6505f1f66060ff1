import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";

type Props = {
  readonly label: string;
  readonly about: string;
  /** Questions whose answers are not true any more. */
  readonly changes: readonly string[];
  readonly run: () => Promise<unknown>;
  /** The way to say no, beside it. */
  readonly children: ReactNode;
};

/** Yes of a second person: one press, with what was refused said here. */
export function ApproveButton({ label, about, changes, run, children }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const approve = useMutation({
    mutationFn: run,
    onSuccess: () => Promise.all(changes.map((key) => questions.invalidateQueries({ queryKey: [key] }))),
  });
  return (
    <>
      {approve.error && <RefusedHere error={approve.error} />}
      <p className="doors">
        <Button
          size="small"
          type="primary"
          autoInsertSpace={false}
          aria-label={`${label}${say("lost.colon")}${about}`}
          loading={approve.isPending}
          onClick={() => approve.mutate()}
        >
          {label}
        </Button>
        {children}
      </p>
    </>
  );
}
