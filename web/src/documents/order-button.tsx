import type { DocumentFormat, DocumentJob } from "@biaochi/contract";
import { useMutation } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { useSay } from "../frame/preferences.tsx";
import { JobProgress, reasonOf } from "./job-progress.tsx";

type Props<F extends DocumentFormat> = {
  readonly label: string;
  readonly formats: readonly [F, ...F[]];
  readonly order: (format: F) => Promise<z.output<typeof DocumentJob>>;
};

/** Orders a document in one of its formats, shows how far it is and hands it over. */
export function OrderButton<F extends DocumentFormat>({ label, formats, order }: Props<F>) {
  const say = useSay();
  const [job, setJob] = useState<number>();
  const { mutate, error, isPending } = useMutation({ mutationFn: order, onSuccess: (ordered) => setJob(ordered.job) });
  return (
    <span className="issue no-print">
      <Dropdown
        trigger={["click"]}
        menu={{
          items: formats.map((format) => ({ key: format, label: format.toUpperCase() })),
          onClick: ({ key }) => mutate(formats.find((format) => format === key) ?? formats[0]),
        }}
      >
        <Button loading={isPending}>
          {label} <span aria-hidden="true">▼</span>
        </Button>
      </Dropdown>
      {error && <span role="alert">{reasonOf(say, error)}</span>}
      {job !== undefined && <JobProgress job={job} />}
    </span>
  );
}
