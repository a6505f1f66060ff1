import type { Report } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { FaultBeside, useDescribed } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { type Draft, type Drafts, draftOf, entriesOf, faultsOf, fieldOf, filledIn } from "./entry-draft.ts";
import { FillIn } from "./fill-in.tsx";
import { AskedFor, Held, previousInWords } from "./report-said.tsx";

/** What is due, filled in: choose what is right, mend what is not, submit all of it at once. */
export function EntryForm({ due }: { readonly due: readonly Report[] }) {
  const say = useSay();
  const questions = useQueryClient();
  const [drafts, setDrafts] = useState<Drafts>({});
  const [isLacking, lack] = useState(false);
  const entries = entriesOf(drafts, due);
  const submit = useMutation({
    mutationFn: () => ask("submitReports", { body: { reports: [...entries] } }),
    onSuccess: async () => {
      setDrafts({});
      await Promise.all(["reports", "todos"].map((key) => questions.invalidateQueries({ queryKey: [key] })));
    },
  });
  const set = (report: Report, change: Partial<Draft>) =>
    setDrafts((now) => ({ ...now, [report.report]: { ...draftOf(now, report), ...change } }));
  const isAll = entries.length === due.length;
  const chooseAll = (isChosen: boolean) =>
    setDrafts((now) => Object.fromEntries(due.map((each) => [each.report, { ...draftOf(now, each), isChosen }])));
  return (
    <>
      <Form
        className="wide"
        error={submit.error}
        found={faultsOf(say, submit.error, submit.error === null ? [] : entries)}
        onSubmit={() => {
          lack(entries.length === 0);
          if (entries.length > 0) submit.mutate();
        }}
      >
        <p className="no-print">
          <label>
            <input type="checkbox" checked={isAll} onChange={(event) => chooseAll(event.target.checked)} />{" "}
            {say("reports.choose-all", { n: due.length })}
          </label>
        </p>
        <Scroll label={say("reports.due.title")}>
          <table className="plain stacked typed">
            <thead>
              <tr>
                <th scope="col">{say("reports.choose")}</th>
                <th scope="col">{say("reports.indicator")}</th>
                <th scope="col">{say("reports.previous")}</th>
                <th scope="col">{say("reports.value")}</th>
                <th scope="col">{say("reports.note")}</th>
                <th scope="col">{say("reports.stands")}</th>
              </tr>
            </thead>
            <tbody>
              {due.map((report) => (
                <EntryRow
                  key={report.report}
                  report={report}
                  draft={draftOf(drafts, report)}
                  onChange={(change) => set(report, change)}
                />
              ))}
            </tbody>
          </table>
        </Scroll>
        {isLacking && entries.length === 0 && (
          <p className="fault" role="alert">
            {say("reports.choose.none")}
          </p>
        )}
        <p className="doors">
          <Button type="primary" htmlType="submit" loading={submit.isPending} autoInsertSpace={false}>
            {say("reports.submit", { n: entries.length })}
          </Button>
        </p>
      </Form>
      <FillIn onRows={(rows) => setDrafts((now) => filledIn(now, due, rows))} />
    </>
  );
}

type RowProps = {
  readonly report: Report;
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
};

function EntryRow({ report, draft, onChange }: RowProps) {
  const say = useSay();
  const id = fieldOf(report.report);
  const described = useDescribed(id);
  const name = say.named(report.indicator.name);
  return (
    <tr>
      <td className="below">
        <input
          type="checkbox"
          aria-label={say("reports.choose.one", { name })}
          checked={draft.isChosen}
          onChange={(event) => onChange({ isChosen: event.target.checked })}
        />
      </td>
      <th scope="row" className="below">
        <AskedFor report={report} />
        {report.reason !== null && (
          <span className="block fault">{say("reports.returned", { reason: report.reason })}</span>
        )}
      </th>
      <td className="below" data-label={say("reports.previous")}>
        {previousInWords(say, report)}
      </td>
      <td className="below" data-label={say("reports.value")}>
        <FaultBeside id={id} />
        <input
          type="text"
          inputMode="decimal"
          size={12}
          maxLength={40}
          autoComplete="off"
          aria-label={say("reports.value.of", { name })}
          {...described}
          value={draft.value}
          onChange={(event) => onChange({ value: event.target.value, isChosen: true })}
        />
      </td>
      <td className="below" data-label={say("reports.note")}>
        <input
          type="text"
          size={16}
          maxLength={300}
          autoComplete="off"
          aria-label={say("reports.note.of", { name })}
          value={draft.note}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </td>
      <td className="below">
        <Held report={report} />
      </td>
    </tr>
  );
}
