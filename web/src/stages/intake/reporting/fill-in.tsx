import type { ReportRow } from "@biaochi/contract";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { type Answer, addressOf } from "../../../exchange/doors.ts";
import { sendFile } from "../../../exchange/send-file.ts";
import { Field, LinesField, useDescribed } from "../../../frame/field.tsx";
import { FaultSummary } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Findings } from "../../registry/bring-in/import-outcome.tsx";

type Read = Answer<"readReportRows">;

/** Many figures at once: rows copied from a spreadsheet, or the workbook. They stand in the fields above and are submitted there. */
export function FillIn({ onRows }: { readonly onRows: (rows: readonly ReportRow[]) => void }) {
  const say = useSay();
  const [text, setText] = useState("");
  const [read, setRead] = useState<Read>();
  const onSuccess = (answer: Read) => {
    setRead(answer);
    onRows(answer.rows);
  };
  const paste = useMutation({ mutationFn: () => ask("readReportRows", { body: { text } }), onSuccess });
  const send = useMutation({
    mutationFn: (file: File) => sendFile("readReportTable", { query: { name: file.name } }, file),
    onSuccess,
  });
  const described = useDescribed("reports-file", say("reports.file.hint"));
  return (
    <details className="aside no-print">
      <summary>{say("reports.many")}</summary>
      <LinesField
        id="reports-paste"
        name={say("reports.paste")}
        hint={say("reports.paste.hint")}
        rows={4}
        maxLength={200_000}
        value={text}
        onValue={setText}
      />
      <p>
        <Button
          loading={paste.isPending}
          disabled={text.trim() === ""}
          autoInsertSpace={false}
          onClick={() => paste.mutate()}
        >
          {say("reports.paste.read")}
        </Button>
      </p>
      <p>
        <a href={addressOf("takeReportTable", { query: { lang: say.language } })} download>
          {say("reports.template")}
        </a>
      </p>
      <Field id="reports-file" name={say("reports.file")} hint={say("reports.file.hint")}>
        <input
          {...described}
          type="file"
          accept=".xlsx,.csv"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) send.mutate(file);
          }}
        />
      </Field>
      <FaultSummary faults={{}} error={paste.error ?? send.error} sign={read} />
      {read !== undefined && <Outcome read={read} />}
    </details>
  );
}

/** How many rows fit, and each that does not with its reason. */
function Outcome({ read: { rows, findings } }: { readonly read: Read }) {
  const say = useSay();
  const unfit = rows.filter(({ fault }) => fault !== null);
  return (
    <>
      <p role="status">
        <strong>{say("reports.read", { n: rows.length - unfit.length, unfit: unfit.length + findings.length })}</strong>
      </p>
      {findings.length > 0 && <Findings outcome={{ findings, errors: findings.length, warnings: 0 }} />}
      {unfit.length > 0 && (
        <Scroll label={say("reports.unfit")} text>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("reports.row")}</th>
                <th scope="col">{say("reports.indicator")}</th>
                <th scope="col">{say("reports.value")}</th>
                <th scope="col">{say("reports.fault")}</th>
              </tr>
            </thead>
            <tbody>
              {unfit.map(({ row, indicator, value, fault }) => (
                <tr key={row}>
                  <td>{row}</td>
                  <td>{indicator}</td>
                  <td>{value}</td>
                  <td>{fault !== null && say.composed(fault.code, fault.values)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}
