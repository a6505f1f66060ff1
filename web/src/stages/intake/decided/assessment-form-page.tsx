import type { AssessmentLine } from "@biaochi/contract";
import { periodName } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { assessmentForm } from "../../../exchange/decided-questions.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { FaultBeside, LinesField, SelectField, useDescribed } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { isAllFull, isDeducted, lineKey, marksOf, type Typed } from "./assessment-draft.ts";

type Empty = Answer<"readAssessmentForm">;

/** All units of an indicator on one sheet, for its owner. */
export function AssessmentFormPage() {
  const say = useSay();
  const { programme, indicator } = useParams({ from: "/inside/programmes/$programme/assessments/$indicator" });
  const { data, error, refetch } = useQuery(assessmentForm(programme, indicator));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { definition } = data.indicator;
  return (
    <>
      <p className="small no-print">
        <Link to="/programmes/$programme/assessments" params={{ programme }}>
          {say("assessments.title")}
        </Link>
      </p>
      <PageTitle>{say.named(data.indicator.name)}</PageTitle>
      <p className="lead">
        {say("assessments.standard")}
        {say("lost.colon")}
        {definition === null ? say("assessments.standard.none") : say.named(definition)}
      </p>
      <p className="quiet">{say(`assessments.gives.${data.gives}`)}</p>
      <SheetForm programme={programme} of={data} />
    </>
  );
}

function SheetForm({ programme, of }: { readonly programme: string; readonly of: Empty }) {
  const say = useSay();
  const questions = useQueryClient();
  const navigate = useNavigate();
  const [period, setPeriod] = useState(of.periods.at(-1) ?? "");
  const [typed, setTyped] = useState<ReadonlyMap<string, Typed>>(new Map());
  const [allFull, setAllFull] = useState("");
  const sheet = { lines: of.lines, gives: of.gives, typed };
  const isFull = isAllFull(sheet);
  const send = useMutation({
    mutationFn: () =>
      ask("enterAssessment", {
        params: { programme, indicator: of.indicator.id },
        body: { period, marks: marksOf(sheet), ...(isFull ? { allFull } : {}) },
      }),
    onSuccess: async ({ sheet: made }) => {
      await questions.invalidateQueries({ queryKey: ["assessments"] });
      await navigate({ to: "/assessment-sheets/$sheet", params: { sheet: String(made) } });
    },
  });
  return (
    <Form className="form wide" label={say.named(of.indicator.name)} error={send.error} onSubmit={() => send.mutate()}>
      <SelectField
        id="assessment-period"
        name={say("assessments.period")}
        value={period}
        options={of.periods.map((value) => ({ value, label: periodName(say.language, value) }))}
        onValue={setPeriod}
      />
      <Scroll label={say.named(of.indicator.name)} text>
        <table className="plain stacked typed">
          <thead>
            <tr>
              <th scope="col">{say("assessments.unit")}</th>
              <th scope="col">{say("assessments.criterion")}</th>
              <th scope="col" className="number">
                {say("assessments.full")}
              </th>
              <th scope="col">{say("assessments.points")}</th>
              <th scope="col">{say("assessments.reason")}</th>
            </tr>
          </thead>
          <tbody>
            {of.lines.map((line, n) => (
              <LineRow
                key={lineKey(line)}
                id={`mark-${n}`}
                line={line}
                gives={of.gives}
                typed={typed.get(lineKey(line)) ?? { points: "", reason: "" }}
                onTyped={(next) => setTyped(new Map(typed).set(lineKey(line), next))}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      {isFull && (
        <LinesField
          id="assessment-all-full"
          name={say("assessments.all-full")}
          required
          maxLength={500}
          value={allFull}
          onValue={setAllFull}
        />
      )}
      <p>
        <Button type="primary" htmlType="submit" autoInsertSpace={false} loading={send.isPending}>
          {say("assessments.submit")}
        </Button>
      </p>
    </Form>
  );
}

const whereOf = (say: Say, { unit, criterion }: AssessmentLine): string =>
  [say.named(unit.name), ...(criterion === null ? [] : [say.named(criterion.name)])].join(" · ");

type RowProps = {
  readonly id: string;
  readonly line: AssessmentLine;
  readonly gives: Empty["gives"];
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
};

function LineRow({ id, line, gives, typed, onTyped }: RowProps) {
  const say = useSay();
  const where = whereOf(say, line);
  const { points, reason } = typed;
  return (
    <tr>
      <th scope="row">{say.named(line.unit.name)}</th>
      <td>{line.criterion === null ? "" : say.named(line.criterion.name)}</td>
      <td className="number" data-label={say("assessments.full")}>
        {line.full}
      </td>
      <td data-label={say("assessments.points")}>
        <FaultBeside id={`${id}-points`} />
        <label className="sr-only" htmlFor={`${id}-points`}>
          {say("assessments.points.of", { where })}
        </label>
        <input
          {...useDescribed(`${id}-points`)}
          type="text"
          inputMode="decimal"
          size={6}
          required
          pattern="\d+(\.\d+)?"
          data-misfit={say("assessments.points.misfit")}
          autoComplete="off"
          value={points}
          onChange={(event) => onTyped({ points: event.target.value.trim(), reason })}
        />
      </td>
      <td className="below" data-label={say("assessments.reason")}>
        <FaultBeside id={`${id}-reason`} />
        <label className="sr-only" htmlFor={`${id}-reason`}>
          {say("assessments.reason.of", { where })}
        </label>
        <input
          {...useDescribed(`${id}-reason`)}
          type="text"
          maxLength={500}
          required={isDeducted(points, line.full, gives) === true}
          autoComplete="off"
          value={reason}
          onChange={(event) => onTyped({ points, reason: event.target.value })}
        />
      </td>
    </tr>
  );
}
