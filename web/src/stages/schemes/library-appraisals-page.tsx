import type { RegisteredAppraisal } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask, Refused } from "../../exchange/ask.ts";
import { appraisals } from "../../exchange/library-questions.ts";
import { called } from "../../frame/called.ts";
import { useAccount, useMay } from "../../frame/current.ts";
import { LinesField, SelectField, TextField } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { WithReason } from "../../frame/with-reason.tsx";
import { AskException } from "./library-exception.tsx";
import { UnitField } from "./library-fields.tsx";

/** What departments do beside this appraisal: statutory inspections are counted, a second appraisal is refused. */
export function LibraryAppraisalsPage() {
  const say = useSay();
  const programme = useAccount()?.programme ?? "";
  const mayKeep = useMay("keep-library");
  const { data, error, refetch } = useQuery(appraisals(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("library.appraisals.title")}</PageTitle>
      <p className="lead">{say("library.appraisals.lead")}</p>
      <p className="no-print">
        <Link to="/library">{say("library.back")}</Link>
      </p>
      {data.appraisals.length === 0 ? (
        <p className="nothing">{say("library.appraisals.none")}</p>
      ) : (
        <Scroll label={say("library.appraisals.title")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("library.appraisal.name")}</th>
                <th scope="col">{say("library.appraisal.kind")}</th>
                <th scope="col">{say("library.appraisal.department")}</th>
                <th scope="col">{say("library.appraisal.document")}</th>
                <th scope="col" className="number">
                  {say("library.appraisal.burden")}
                </th>
                <th scope="col">{say("library.state")}</th>
              </tr>
            </thead>
            <tbody>
              {data.appraisals.map((each) => (
                <Row key={each.appraisal} programme={programme} of={each} mayEnd={mayKeep} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {mayKeep && <Register programme={programme} />}
    </>
  );
}

type RowProps = { readonly programme: string; readonly of: RegisteredAppraisal; readonly mayEnd: boolean };

function Row({ programme, of, mayEnd }: RowProps) {
  const say = useSay();
  const { appraisal, title, matter, kind, department, document, units, times, minutes, ended, isExcepted } = of;
  return (
    <tr>
      <th scope="row">
        {title}
        {matter !== title && <span className="quiet small block">{matter}</span>}
      </th>
      <td>
        {say(`library.appraisal.kind.${kind}`)}{" "}
        {isExcepted && <span className="tag amber">{say("library.excepted")}</span>}
      </td>
      <td>{say.named(department.name)}</td>
      <td>{document}</td>
      <td className="number">{units * times * minutes}</td>
      <td>
        {ended !== null ? (
          say("library.appraisal.ended", {
            name: called(say, ended.by),
            at: moment(say.language, ended.at),
            reason: ended.reason,
          })
        ) : mayEnd ? (
          <WithReason
            id={`end-appraisal-${appraisal}`}
            label={say("library.appraisal.end")}
            about={title}
            what={say("library.appraisal.end.what")}
            submit={say("library.appraisal.end")}
            changes={["library"]}
            run={(reason) => ask("endAppraisal", { params: { appraisal }, body: { programme, reason } })}
          />
        ) : (
          say("library.appraisal.stands")
        )}
      </td>
    </tr>
  );
}

const empty = { kind: "inspection" as const, department: "", title: "", matter: "", document: "" };
const numbers = { units: "", times: "1", minutes: "" };

function Register({ programme }: { readonly programme: string }) {
  const say = useSay();
  const questions = useQueryClient();
  const [draft, setDraft] = useState<Omit<typeof empty, "kind"> & { kind: "inspection" | "appraisal" }>(empty);
  const [counts, setCounts] = useState(numbers);
  const save = useMutation({
    mutationFn: () => {
      const { units, times, minutes } = counts;
      const matter = draft.matter || draft.title;
      const body = {
        programme,
        ...draft,
        matter,
        units: Number(units),
        times: Number(times),
        minutes: Number(minutes),
      };
      return ask("registerAppraisal", { body });
    },
    onSuccess: async () => {
      setDraft(empty);
      setCounts(numbers);
      await questions.invalidateQueries({ queryKey: ["library"] });
    },
  });
  const second =
    save.error instanceof Refused && save.error.problem.code === "second-appraisal" ? save.error.problem : null;
  const text = (field: "title" | "document") => (
    <TextField
      id={`appraisal-${field}`}
      name={say(field === "title" ? "library.appraisal.name" : "library.appraisal.document")}
      required
      autoComplete="off"
      maxLength={500}
      value={draft[field]}
      onValue={(value) => setDraft({ ...draft, [field]: value })}
    />
  );
  return (
    <section aria-labelledby="register-appraisal" className="no-print">
      <h2 id="register-appraisal">{say("library.appraisal.register")}</h2>
      <Form error={save.error} onSubmit={() => save.mutate()}>
        <SelectField
          id="appraisal-kind"
          name={say("library.appraisal.kind")}
          value={draft.kind}
          options={(["inspection", "appraisal"] as const).map((value) => ({
            ...{ value, label: say(`library.appraisal.kind.${value}`) },
          }))}
          onValue={(kind) => setDraft({ ...draft, kind })}
        />
        {text("title")}
        <LinesField
          id="appraisal-matter"
          name={say("library.appraisal.matter")}
          maxLength={500}
          value={draft.matter}
          onValue={(matter) => setDraft({ ...draft, matter })}
        />
        <UnitField
          id="appraisal-department"
          name={say("library.appraisal.department")}
          required
          value={draft.department}
          onValue={(department) => setDraft({ ...draft, department })}
        />
        {text("document")}
        {(["units", "times", "minutes"] as const).map((field) => (
          <TextField
            key={field}
            id={`appraisal-${field}`}
            name={say(`library.appraisal.${field}`)}
            type="number"
            min={field === "minutes" ? 0 : 1}
            max={field === "times" ? 366 : 100_000}
            required
            value={counts[field]}
            onValue={(value) => setCounts({ ...counts, [field]: value })}
          />
        ))}
        <p>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {say("library.appraisal.register")}
          </Button>
        </p>
      </Form>
      {second !== null && (
        <AskException
          programme={programme}
          block="second-appraisal"
          indicator={String(second.params.indicator)}
          {...(draft.department === "" ? {} : { other: draft.department })}
        />
      )}
    </section>
  );
}
