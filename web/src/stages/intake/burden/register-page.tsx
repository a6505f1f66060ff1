import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { burdenRules } from "../../../exchange/burden-questions.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { session } from "../../../exchange/questions.ts";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { BurdenLinks, useOwnUnit } from "./burden-links.tsx";
import { bodyOf, type Draft, emptyDraft, fieldsOf, unsigned } from "./register-draft.ts";
import { RegisterFields } from "./register-fields.tsx";
import { SignatureFields } from "./signature-fields.tsx";
import { Weighed } from "./weighed.tsx";

/** Registers what is asked of units: first what it costs and what exists already, then the entry. */
export function BurdenRegisterPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/burden/register" });
  const { data, error, refetch } = useQuery(burdenRules(programme));
  const today = useQuery(session).data?.today;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data || today === undefined) return <Loading />;
  return (
    <>
      <PageTitle>{say("burden.register.title")}</PageTitle>
      <BurdenLinks programme={programme} />
      <p className="lead">{say("burden.register.lead")}</p>
      <Register programme={programme} units={data.units} today={today} />
    </>
  );
}

type Props = {
  readonly programme: string;
  readonly units: Answer<"readBurdenRules">["units"];
  readonly today: string;
};

function Register({ programme, units, today }: Props) {
  const say = useSay();
  const own = useOwnUnit();
  const [draft, setDraft] = useState(() => emptyDraft(own ?? "", today));
  const preview = useMutation({
    mutationFn: (of: Draft) =>
      ask("previewBurdenRequest", {
        params: { programme },
        body: bodyOf(of, { exception: unsigned, known: [], approval: unsigned }),
      }),
  });
  // What was weighed is told of what stands in the form, and of nothing else.
  const weighed = preview.variables === draft ? preview.data : undefined;
  return (
    <>
      <Form
        error={preview.variables === draft ? preview.error : null}
        absent={draft.units.length === 0 ? { "burden-units": [say("burden.form.units.missing")] } : {}}
        onSubmit={() => preview.mutate(draft)}
      >
        <RegisterFields
          draft={draft}
          units={units}
          askers={own === undefined ? units : units.filter(({ id }) => id === own)}
          today={today}
          change={(more) => setDraft({ ...draft, ...more })}
        />
        <p>
          <Button htmlType="submit" type={weighed ? "default" : "primary"} loading={preview.isPending}>
            {say("burden.form.preview")}
          </Button>
        </p>
      </Form>
      {weighed && (
        <Confirm
          key={JSON.stringify(draft)}
          programme={programme}
          draft={draft}
          weighed={weighed}
          onDone={() => setDraft({ ...emptyDraft(draft.asker, today), kind: draft.kind })}
        />
      )}
    </>
  );
}

type ConfirmProps = {
  readonly programme: string;
  readonly draft: Draft;
  readonly weighed: Answer<"previewBurdenRequest">;
  readonly onDone: () => void;
};

/** What it costs, what is signed for it, and the entry itself. */
function Confirm({ programme, draft, weighed, onDone }: ConfirmProps) {
  const say = useSay();
  const questions = useQueryClient();
  const [exception, setException] = useState(unsigned);
  const [approval, setApproval] = useState(unsigned);
  const known = weighed.known.map(({ field }) => field);
  const save = useMutation({
    mutationFn: () =>
      ask("registerBurdenRequest", { params: { programme }, body: bodyOf(draft, { exception, known, approval }) }),
    onSuccess: () => questions.invalidateQueries({ queryKey: ["burden"] }),
  });
  if (save.data)
    return (
      <p role="status">
        {say("burden.form.registered")}{" "}
        <Link
          to="/programmes/$programme/burden/requests/$request"
          params={{ programme, request: String(save.data.request) }}
        >
          {say("burden.form.see")}
        </Link>{" "}
        <Button size="small" onClick={onDone}>
          {say("burden.register.next")}
        </Button>
      </p>
    );
  return (
    <section aria-labelledby="burden-weighed">
      <h2 id="burden-weighed">{say("burden.preview.title")}</h2>
      <Weighed programme={programme} weighed={weighed} fields={fieldsOf(draft)} units={draft.units.length} />
      <Form error={save.error} onSubmit={() => save.mutate()}>
        {weighed.over.length > 0 && draft.statute.trim() === "" && (
          <SignatureFields
            id="burden-approval"
            names={{
              who: say("burden.approval.approver"),
              document: say("burden.approval.document"),
              reason: say("burden.approval.reason"),
            }}
            value={approval}
            onValue={setApproval}
          />
        )}
        {known.length > 0 && (
          <>
            <p className="quiet small">{say("burden.exception.lead")}</p>
            <SignatureFields
              id="burden-exception"
              names={{
                who: say("burden.exception.signer"),
                document: say("burden.exception.document"),
                reason: say("burden.exception.reason"),
              }}
              value={exception}
              onValue={setException}
            />
          </>
        )}
        <p>
          <Button type="primary" htmlType="submit" autoInsertSpace={false} loading={save.isPending}>
            {say("burden.form.register")}
          </Button>
        </p>
      </Form>
    </section>
  );
}
