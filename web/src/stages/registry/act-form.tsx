import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import { session } from "../../exchange/questions.ts";
import { SelectField, TextField } from "../../frame/field.tsx";
import { Form, RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { ActPreview } from "./act-preview.tsx";
import { ActQuestion } from "./act-question.tsx";
import { type Act, calledBy, type Entered, type OfferedAct } from "./acts.ts";
import { filledAct, initialOf } from "./filled-act.ts";

type Sent = { readonly effective: string; readonly act: Act };

type Props = { readonly programme: string; readonly title: string; readonly acts: readonly OfferedAct[] };

/** One form for every act on the registry: which, from when on, why; then what it would change, and the button that does it. */
export function ActForm({ programme, title, acts }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const today = useQuery(session).data?.today ?? "";
  const [which, setWhich] = useState<string>();
  const offered = acts.find((each) => calledBy(each) === which) ?? acts[0];
  const [entered, setEntered] = useState<Entered>({});
  const [effective, setEffective] = useState(today);
  const [reason, setReason] = useState("");
  const preview = useMutation({
    mutationFn: (body: Sent) => ask("previewRegistryAct", { params: { programme }, body }),
  });
  const deed = useMutation({
    mutationFn: ({ edition, ...sent }: Sent & { readonly edition: number }) =>
      ask("doRegistryAct", { params: { programme }, body: { ...sent, reason }, ifMatch: String(edition) }),
    onSuccess: async () => {
      preview.reset();
      setEntered({});
      setReason("");
      await questions.invalidateQueries();
    },
  });
  if (offered === undefined) return null;
  const values = { ...initialOf(offered), ...entered };
  const sent: Sent = { effective, act: filledAct(offered, values) };
  const unseen = () => {
    preview.reset();
    deed.reset();
  };
  return (
    <section aria-labelledby="registry-do">
      <h2 id="registry-do">{title}</h2>
      <Form error={preview.error} onSubmit={() => preview.mutate(sent)}>
        {acts.length > 1 && (
          <SelectField
            id="registry-act"
            name={say("registry-do.which")}
            value={calledBy(offered)}
            options={acts.map((each) => ({ value: calledBy(each), label: say.composed(calledBy(each)) }))}
            onValue={(next) => {
              setWhich(next);
              setEntered({});
              unseen();
            }}
          />
        )}
        {offered.questions.map((question) => (
          <ActQuestion
            key={`${calledBy(offered)} ${question.field}`}
            question={question}
            values={values}
            at={{ programme, on: effective }}
            onValue={(field, value) => {
              setEntered({ ...withoutPlaces(offered, field, entered), [field]: value });
              unseen();
            }}
          />
        ))}
        <TextField
          id="registry-effective"
          name={say("registry-do.effective")}
          hint={say("registry-do.effective.hint")}
          type="date"
          required
          value={effective}
          onValue={(value) => {
            setEffective(value);
            unseen();
          }}
        />
        <TextField
          id="registry-reason"
          name={say("registry-do.reason")}
          hint={say("registry-do.reason.hint")}
          required
          autoComplete="off"
          maxLength={200}
          value={reason}
          onValue={setReason}
        />
        <p className="doors">
          <Button htmlType="submit" loading={preview.isPending}>
            {say("registry-do.preview")}
          </Button>
        </p>
      </Form>
      {preview.data && <ActPreview preview={preview.data} />}
      {deed.error !== null && <RefusedHere error={deed.error} />}
      {preview.data && isDoable(preview.data) && (
        <p className="doors">
          <Button
            type="primary"
            loading={deed.isPending}
            onClick={() => deed.mutate({ ...sent, edition: preview.data.edition })}
          >
            {say("registry-do.confirm")}
          </Button>
        </p>
      )}
      {deed.data && <p role="status">{say("registry-do.done", { edition: deed.data.edition })}</p>}
    </section>
  );
}

/** Another unit has other sections and teams: what was chosen for the one before is chosen no longer. */
function withoutPlaces({ questions }: OfferedAct, field: string, entered: Entered): Entered {
  if (field !== "unit" && field !== "post") return entered;
  const places = questions.filter(({ kind }) => kind === "place").map((question) => question.field);
  return Object.fromEntries(Object.entries(entered).filter(([name]) => !places.includes(name)));
}

const isDoable = ({ problem, findings }: Parameters<typeof ActPreview>[0]["preview"]): boolean =>
  problem === null && findings.every(({ severity }) => severity !== "error");
