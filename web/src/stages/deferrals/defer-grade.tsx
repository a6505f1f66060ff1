import { periodName } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer, Asked } from "../../exchange/doors.ts";
import { found, session } from "../../exchange/questions.ts";
import { Field, LinesField, SelectField, TextField, useDescribed } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { DeferralPreview } from "./deferral-preview.tsx";

type Known = Pick<Answer<"listDeferrals">, "programmes" | "causes">;
type Cause = NonNullable<Asked<"deferGrade">["body"]>["cause"];
const personId = "defer-person";

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
  const absent = subject === undefined ? { [personId]: [say("form.missing", { name: say("defer.person") })] } : {};
  return (
    <section aria-labelledby="defer">
      <h2 id="defer">{say("defer.title")}</h2>
      <Form error={defer.error} absent={absent} onSubmit={() => defer.mutate()}>
        <SelectField
          id="defer-programme"
          name={say("defer.programme")}
          required
          value={programme?.id ?? ""}
          options={programmes.map((each) => ({ value: each.id, label: say.named(each.title) }))}
          onValue={(id) => {
            setProgramme(id);
            setSubject(undefined);
          }}
        />
        <Field id={personId} name={say("defer.person")} hint={say("defer.person.hint")}>
          <PersonPick programme={programme?.id} value={subject} onChange={setSubject} />
        </Field>
        <SelectField
          id="defer-period"
          name={say("deferrals.period")}
          required
          value={period ?? ""}
          options={(programme?.periods ?? []).map((value) => ({ value, label: periodName(say.language, value) }))}
          onValue={setPeriod}
        />
        <SelectField<Cause | "">
          id="defer-cause"
          name={say("deferrals.cause")}
          hint={basis && sourceOf(say, basis)}
          required
          value={cause}
          options={[
            { value: "", label: "—" },
            ...causes.map((each) => ({ value: each.cause, label: say(`deferral-cause.${each.cause}`) })),
          ]}
          onValue={setCause}
        />
        <TextField
          id="defer-from"
          name={say("deferrals.since")}
          hint={say("defer.from.hint")}
          type="date"
          required
          value={from}
          onValue={setFrom}
        />
        <TextField
          id="defer-document"
          name={say("deferrals.document")}
          hint={say("defer.document.hint")}
          required
          autoComplete="off"
          maxLength={200}
          value={document}
          onValue={setDocument}
        />
        <LinesField
          id="defer-reason"
          name={say("defer.reason")}
          hint={say("defer.reason.hint")}
          required
          maxLength={200}
          value={reason}
          onValue={setReason}
        />
        <DeferralPreview whose={whose} />
        {defer.data && <p role="status">{say(defer.data.isNew ? "defer.done" : "defer.stood")}</p>}
        <Button type="primary" htmlType="submit" loading={defer.isPending}>
          {say("defer.do")}
        </Button>
      </Form>
    </section>
  );
}

const sourceOf = (say: Say, { source, verified }: Known["causes"][number]): string =>
  [say("deferrals.source", { source }), ...(verified ? [] : [say("deferrals.unverified")])].join(" · ");

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
      {...useDescribed(personId, say("defer.person.hint"))}
      className="whole"
      showSearch={{ filterOption: false, onSearch: setQ }}
      {...(value === undefined ? {} : { value })}
      placeholder={say("give.search")}
      onChange={onChange}
      options={options}
    />
  );
}
