import type { ExportKind } from "@biaochi/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { exportApprovals, run as runOf, session, subject as subjectOf } from "../../exchange/questions.ts";
import { useAccount } from "../../frame/current.ts";
import { LinesField, SelectField, TextField } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";

type Props = { readonly run: number; readonly what: ExportKind; readonly subject: string | undefined };

/** A week is what most purposes take; longer is asked for. */
const usualDays = 7;
const inDays = (today: string, days: number): string =>
  new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);

/** Asks for one kind of file of one run: whose results, what for, until when. */
export function AskExport({ run, what, subject }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const navigate = useNavigate();
  const today = useQuery(session).data?.today ?? "";
  const unit = useAccount()?.unit;
  const of = useQuery({ ...subjectOf(run, subject ?? ""), enabled: subject !== undefined }).data;
  const shown = useQuery(runOf(run)).data;
  const [whom, setWhom] = useState<"all" | "unit">(unit ? "unit" : "all");
  const [purpose, setPurpose] = useState("");
  const [until, setUntil] = useState("");
  const last = until || inDays(today, usualDays);
  const send = useMutation({
    mutationFn: () =>
      ask("askExport", {
        params: { run },
        body: {
          ...{ what, purpose, until: last },
          ...(subject !== undefined ? { subject } : whom === "unit" && unit ? { unit: unit.id } : {}),
        },
      }),
    onSuccess: async () => {
      await questions.invalidateQueries(exportApprovals);
      await navigate({ to: "/exports", search: {} });
    },
  });
  if (today === "") return null;
  return (
    <section aria-labelledby="ask-export">
      <h2 id="ask-export">{say("exports.ask.title")}</h2>
      <p>
        {say(`exports.what.${what}`)} · {say("run.number", { n: run })}
        {shown && ` · ${say.named(shown.programme.title)}`}
        {of && ` · ${say.named(of.subject.name)}`}
      </p>
      <Form error={send.error} onSubmit={() => send.mutate()}>
        {subject === undefined && unit && (
          <SelectField
            id="export-whom"
            name={say("exports.whom")}
            value={whom}
            options={[
              { value: "unit", label: say("exports.whom.unit", { name: say.named(unit.name) }) },
              { value: "all", label: say("exports.whom.all") },
            ]}
            onValue={setWhom}
          />
        )}
        <LinesField
          id="export-purpose"
          name={say("exports.purpose")}
          required
          maxLength={500}
          value={purpose}
          onValue={setPurpose}
        />
        <TextField
          id="export-until"
          name={say("exports.until")}
          type="date"
          required
          min={today}
          value={last}
          onValue={setUntil}
        />
        <p>
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {say("exports.ask")}
          </Button>
        </p>
      </Form>
    </section>
  );
}
