import { periodName } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer, Asked } from "../../exchange/doors.ts";
import { found, session } from "../../exchange/questions.ts";
import { Field } from "../../frame/field.tsx";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { DeferralPreview } from "./deferral-preview.tsx";

type Known = Pick<Answer<"listDeferrals">, "programmes" | "causes">;
type Cause = NonNullable<Asked<"deferGrade">["body"]>["cause"];

/** By which document whose grade is withheld, since when, and why it is entered; beside it who will read what. */
export function DeferGrade({ programmes, causes }: Known) {
  const say = useSay();
  const questions = useQueryClient();
  const here = useQuery(session).data;
  const own = programmes.find(({ id }) => id === here?.account?.programme) ?? programmes[0];
  const [chosen, setProgramme] = useState<string>();
  const programme = programmes.find(({ id }) => id === chosen) ?? own;
  const [wanted, setPeriod] = useState<string>();
  const period = programme?.periods.find((each) => each === wanted) ?? programme?.periods[0];
  const [subject, setSubject] = useState<string>();
  const [cause, setCause] = useState<Cause | "">("");
  const [from, setFrom] = useState(here?.today ?? "");
  const [document, setDocument] = useState("");
  const [reason, setReason] = useState("");
  const basis = causes.find((each) => each.cause === cause);
  const whose =
    programme === undefined || period === undefined || subject === undefined
      ? undefined
      : { programme: programme.id, subject, period };
  const defer = useMutation({
    mutationFn: () => {
      if (whose === undefined || cause === "") throw new Error("the form is sent when it is complete");
      return ask("deferGrade", { body: { ...whose, cause, from, document, reason } });
    },
    onSuccess: async () => {
      setSubject(undefined);
      setCause("");
      setDocument("");
      setReason("");
      await questions.invalidateQueries();
    },
  });
  const isComplete =
    whose !== undefined && cause !== "" && from !== "" && document.trim() !== "" && reason.trim() !== "";
  return (
    <section aria-labelledby="defer">
      <h2 id="defer">{say("defer.title")}</h2>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete) defer.mutate();
        }}
      >
        <Field id="defer-programme" name={say("defer.programme")}>
          <select
            id="defer-programme"
            value={programme?.id}
            onChange={(event) => {
              setProgramme(event.target.value);
              setSubject(undefined);
            }}
          >
            {programmes.map((each) => (
              <option key={each.id} value={each.id}>
                {say.named(each.title)}
              </option>
            ))}
          </select>
        </Field>
        <Field id="defer-person" name={say("defer.person")} hint={say("defer.person.hint")}>
          <PersonPick programme={programme?.id} value={subject} onChange={setSubject} />
        </Field>
        <Field id="defer-period" name={say("deferrals.period")}>
          <select id="defer-period" value={period} onChange={(event) => setPeriod(event.target.value)}>
            {programme?.periods.map((each) => (
              <option key={each} value={each}>
                {periodName(say.language, each)}
              </option>
            ))}
          </select>
        </Field>
        <Field
          id="defer-cause"
          name={say("deferrals.cause")}
          {...(basis === undefined
            ? {}
            : {
                hint: `${say("deferrals.source", { source: basis.source })}${basis.verified ? "" : ` · ${say("deferrals.unverified")}`}`,
              })}
        >
          <select
            id="defer-cause"
            value={cause}
            onChange={(event) => setCause(causes.find((each) => each.cause === event.target.value)?.cause ?? "")}
          >
            <option value="">—</option>
            {causes.map((each) => (
              <option key={each.cause} value={each.cause}>
                {say(`deferral-cause.${each.cause}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field id="defer-from" name={say("deferrals.since")} hint={say("defer.from.hint")}>
          <input
            id="defer-from"
            aria-describedby="defer-from-hint"
            type="date"
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        </Field>
        <Field id="defer-document" name={say("deferrals.document")} hint={say("defer.document.hint")}>
          <input
            id="defer-document"
            aria-describedby="defer-document-hint"
            type="text"
            autoComplete="off"
            maxLength={200}
            value={document}
            onChange={(event) => setDocument(event.target.value)}
          />
        </Field>
        <Field id="defer-reason" name={say("defer.reason")} hint={say("defer.reason.hint")}>
          <textarea
            id="defer-reason"
            aria-describedby="defer-reason-hint"
            rows={2}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <DeferralPreview whose={whose} />
        <RefusedHere error={defer.error} />
        {defer.data && <p role="status">{say(defer.data.isNew ? "defer.done" : "defer.stood")}</p>}
        <Button type="primary" htmlType="submit" disabled={!isComplete} loading={defer.isPending}>
          {say("defer.do")}
        </Button>
      </form>
    </section>
  );
}

type PersonPickProps = {
  readonly programme: string | undefined;
  readonly value: string | undefined;
  readonly onChange: (subject: string) => void;
};

function PersonPick({ programme, value, onChange }: PersonPickProps) {
  const say = useSay();
  const [q, setQ] = useState("");
  const { data } = useQuery(found(q.trim()));
  const people = (data?.people.found ?? []).filter((each) => each.programme === programme);
  const options = people.map(({ subject, unit }) => ({
    value: subject.id,
    label: [say.named(subject.name), ...(unit ? [say.named(unit.name)] : []), subject.id].join(" · "),
  }));
  return (
    <Select
      id="defer-person"
      className="whole"
      aria-describedby="defer-person-hint"
      showSearch={{ filterOption: false, onSearch: setQ }}
      {...(value === undefined ? {} : { value })}
      placeholder={say("give.search")}
      onChange={onChange}
      options={options}
    />
  );
}
