import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { Refused } from "../../../exchange/ask.ts";
import { type Answer, addressOf } from "../../../exchange/doors.ts";
import { sendFile } from "../../../exchange/send-file.ts";
import { Field, useDescribed } from "../../../frame/field.tsx";
import { FaultSummary } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Findings } from "../../registry/bring-in/import-outcome.tsx";
import { GoalChanges } from "./goal-changes.tsx";

type Trial = Answer<"tryGoalTable">;
type Props = { readonly page: Answer<"readGoals">; readonly programme: string; readonly cycle: string };

/** Goals and tasks as a table: taken along, changed in a spreadsheet, tried, and saved as a whole. */
export function GoalTable({ page, programme, cycle }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const params = { programme, cycle };
  const [file, setFile] = useState<File>();
  const [saves, setSaves] = useState(0);
  const described = useDescribed("goal-table-file", say("goal-table.file.hint"));
  const attempt = useMutation({
    mutationFn: (chosen: File) => sendFile("tryGoalTable", { params, query: { name: chosen.name } }, chosen),
  });
  const save = useMutation({
    mutationFn: async ({ digest }: { readonly digest: string }) => {
      if (file === undefined) throw new Error("no file was chosen");
      return sendFile("applyGoalTable", { params, query: { name: file.name, digest } }, file);
    },
    onSuccess: async () => {
      attempt.reset();
      setFile(undefined);
      setSaves((times) => times + 1);
      await questions.invalidateQueries({ queryKey: ["cascade"] });
    },
  });
  const isStale = save.error instanceof Refused && save.error.problem.code === "version-stale";
  return (
    <details className="aside no-print">
      <summary>{say("goal-table.title")}</summary>
      <p>{say("goal-table.what")}</p>
      <p>
        <a href={addressOf("exportGoals", { params, query: { lang: say.language } })} download>
          {say(page.goals.length === 0 ? "goal-table.template" : "goal-table.export")}
        </a>
      </p>
      <Field id="goal-table-file" name={say("goal-table.file")} hint={say("goal-table.file.hint")}>
        <input
          key={saves}
          type="file"
          accept=".xlsx,.csv"
          {...described}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            setFile(chosen);
            save.reset();
            attempt.reset();
            if (chosen !== undefined) attempt.mutate(chosen);
          }}
        />
      </Field>
      {attempt.isPending && <p role="status">{say("goal-table.trying")}</p>}
      <FaultSummary faults={{}} error={attempt.error ?? (isStale ? undefined : save.error)} sign={file} />
      {isStale && <p role="alert">{say("goal-table.stale")}</p>}
      {save.isSuccess && <p role="status">{say("goal-table.saved", { n: save.data.saved })}</p>}
      {attempt.data !== undefined && !isStale && (
        <Tried
          trial={attempt.data}
          page={page}
          isPending={save.isPending}
          onSave={(digest) => save.mutate({ digest })}
        />
      )}
    </details>
  );
}

type TriedProps = {
  readonly trial: Trial;
  readonly page: Props["page"];
  readonly isPending: boolean;
  readonly onSave: (digest: string) => void;
};

/** What would change, before it does; or what stands against it. */
function Tried({ trial, page, isPending, onSave }: TriedProps) {
  const say = useSay();
  const { counts, errors, findings, changes, digest } = trial;
  const all = counts.new + counts.changed + counts.ended;
  return (
    <>
      <p role="status">
        <strong>
          {errors > 0
            ? say("goal-table.refused", { n: errors })
            : all === 0
              ? say("goal-table.nothing")
              : say("goal-table.ready", counts)}
        </strong>
      </p>
      {errors > 0 && <Findings outcome={{ findings, errors, warnings: 0 }} />}
      {errors === 0 && changes.length > 0 && <GoalChanges changes={changes} page={page} />}
      {errors === 0 && all > changes.length && <p className="quiet">{say("goal-table.more", { n: changes.length })}</p>}
      {digest !== null && (
        <Button type="primary" loading={isPending} onClick={() => onSave(digest)}>
          {say("goal-table.apply")}
        </Button>
      )}
    </>
  );
}
