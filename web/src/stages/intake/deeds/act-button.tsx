import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { RefusedHere } from "../../../frame/form.tsx";

type Props = {
  readonly label: string;
  /** For those who hear the page: many of them stand below each other. */
  readonly about: string;
  readonly isMain?: boolean;
  readonly run: () => Promise<unknown>;
  /** The question whose answer is not true any more. */
  readonly changes?: string;
};

/** One act that needs no reason. */
export function ActButton({ label, about, isMain = false, run, changes = "deeds" }: Props) {
  const questions = useQueryClient();
  const act = useMutation({
    mutationFn: run,
    onSuccess: () => Promise.all([changes, "todos"].map((key) => questions.invalidateQueries({ queryKey: [key] }))),
  });
  return (
    <>
      <Button
        size="small"
        type={isMain ? "primary" : "default"}
        autoInsertSpace={false}
        aria-label={about}
        loading={act.isPending}
        onClick={() => act.mutate()}
      >
        {label}
      </Button>
      {act.error && <RefusedHere error={act.error} />}
    </>
  );
}
