import type { ReportFile, ReportWhole } from "@biaochi/contract";
import { mostReportFiles } from "@biaochi/contract/choices";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { LinesField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { faultsOf, fieldOf, firstDraft } from "./entry-draft.ts";
import { SendFile } from "./send-file.tsx";

/** One figure with its note and what shows it. A file that the unit has sent before is chosen, not sent again. */
export function OneEntry({ of }: { readonly of: ReportWhole }) {
  const say = useSay();
  const questions = useQueryClient();
  const first = firstDraft(of);
  const [value, setValue] = useState(first.value);
  const [note, setNote] = useState(first.note);
  const [chosen, setChosen] = useState<readonly string[]>(of.evidence.map(({ sha256 }) => sha256));
  const [sent, setSent] = useState<readonly ReportFile[]>([]);
  const files = [...sent, ...of.files.filter(({ sha256 }) => !sent.some((each) => each.sha256 === sha256))];
  const entry = {
    ...{ report: of.report, value, evidence: [...chosen] },
    ...(note.trim() === "" ? {} : { note: note.trim() }),
  };
  const submit = useMutation({
    mutationFn: () => ask("submitReports", { body: { reports: [entry] } }),
    onSuccess: () => Promise.all(["reports", "todos"].map((key) => questions.invalidateQueries({ queryKey: [key] }))),
  });
  const isFull = chosen.length >= mostReportFiles;
  return (
    <section aria-labelledby="report-entry">
      <h2 id="report-entry">{say("reports.enter")}</h2>
      <Form error={submit.error} found={faultsOf(say, submit.error, [entry])} onSubmit={() => submit.mutate()}>
        <TextField
          id={fieldOf(of.report)}
          name={
            of.indicator.measure === null
              ? say("reports.value")
              : say("reports.value.in", { measure: of.indicator.measure })
          }
          hint={
            of.indicator.decimals === 0
              ? say("reports.value.whole")
              : say("reports.value.hint", { n: of.indicator.decimals })
          }
          inputMode="decimal"
          required
          maxLength={40}
          autoComplete="off"
          value={value}
          onValue={setValue}
        />
        <LinesField
          id="report-note"
          name={say("reports.note")}
          hint={say("reports.note.hint")}
          maxLength={300}
          value={note}
          onValue={setNote}
        />
        {files.length > 0 && (
          <fieldset>
            <legend>{say("reports.evidence.choose", { n: mostReportFiles })}</legend>
            {files.map(({ sha256, name }) => (
              <label key={sha256} className="block">
                <input
                  type="checkbox"
                  checked={chosen.includes(sha256)}
                  disabled={isFull && !chosen.includes(sha256)}
                  onChange={(event) =>
                    setChosen((now) =>
                      event.target.checked ? [...now, sha256] : now.filter((each) => each !== sha256),
                    )
                  }
                />{" "}
                {name}
              </label>
            ))}
          </fieldset>
        )}
        <p className="doors">
          <Button type="primary" htmlType="submit" loading={submit.isPending} autoInsertSpace={false}>
            {say("reports.submit.one")}
          </Button>
        </p>
      </Form>
      {!isFull && (
        <SendFile
          report={of.report}
          known={files}
          onFile={(file) => {
            setSent((now) => [file, ...now.filter(({ sha256 }) => sha256 !== file.sha256)]);
            setChosen((now) => [...new Set([...now, file.sha256])]);
          }}
        />
      )}
    </section>
  );
}
