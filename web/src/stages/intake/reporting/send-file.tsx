import type { ReportFile } from "@biaochi/contract";
import { largestReportFile } from "@biaochi/contract/choices";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { sendFile } from "../../../exchange/send-file.ts";
import { FaultBeside, Field, useDescribed } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

type Props = {
  readonly report: number;
  /** Files that are there already: one of them is not sent again. */
  readonly known: readonly ReportFile[];
  readonly onFile: (file: ReportFile) => void;
};

/** The digest of a file, where the browser computes one: it does so on a secure connection alone. */
async function digestOf(file: File): Promise<string | undefined> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (subtle === undefined) return undefined;
  const digest = new Uint8Array(await subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Sends what shows a figure, declared to hold nothing classified. */
export function SendFile({ report, known, onFile }: Props) {
  const say = useSay();
  const [file, setFile] = useState<File>();
  const [isDeclared, declare] = useState(false);
  const [times, setTimes] = useState(0);
  const id = "report-file";
  const send = useMutation({
    mutationFn: async (chosen: File) => {
      const digest = await digestOf(chosen);
      const there = known.find(({ sha256 }) => sha256 === digest);
      return (
        there ??
        sendFile("attachReportFile", { params: { report }, query: { name: chosen.name, declared: "yes" } }, chosen)
      );
    },
    onSuccess: (sent) => {
      onFile(sent);
      setFile(undefined);
      declare(false);
      setTimes((now) => now + 1);
    },
  });
  const faults = {
    ...(file === undefined ? { [id]: [say("form.missing", { name: say("reports.evidence") })] } : {}),
    ...(file !== undefined && file.size > largestReportFile
      ? { [id]: [say("deeds.evidence.large", { name: file.name })] }
      : {}),
    ...(isDeclared
      ? {}
      : { [`${id}-declared`]: [say("form.missing", { name: say("deeds.evidence.declared.short") })] }),
  };
  return (
    <details className="aside no-print">
      <summary>{say("reports.evidence.attach")}</summary>
      <Form error={send.error} absent={faults} onSubmit={() => file && send.mutate(file)}>
        <Field id={id} name={say("reports.evidence")} hint={say("reports.evidence.hint")}>
          <FileInput key={times} id={id} onFile={setFile} />
        </Field>
        <Declared id={`${id}-declared`} value={isDeclared} onValue={declare} />
        <Button htmlType="submit" loading={send.isPending} autoInsertSpace={false}>
          {say("deeds.evidence.send")}
        </Button>
      </Form>
    </details>
  );
}

function FileInput({ id, onFile }: { readonly id: string; readonly onFile: (file: File | undefined) => void }) {
  const say = useSay();
  return (
    <input
      {...useDescribed(id, say("reports.evidence.hint"))}
      type="file"
      accept=".pdf,.png,.jpg,.jpeg,.docx,.xlsx"
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
