import type { Measure } from "@biaochi/contract";
import { day, periodName, quantity } from "@biaochi/words";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { SelectField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty } from "../../../frame/states.tsx";

type Preview = Answer<"previewMeasure">;
type Figure = Preview["figures"][number];

type Props = { readonly programme: string; readonly content: Measure; readonly periods: readonly string[] };

/** What the measure gives for a period, unit by unit, with what stands for nobody. */
export function MeasurePreview({ programme, content, periods }: Props) {
  const say = useSay();
  const [period, setPeriod] = useState(periods[0] ?? "");
  const tried = useMutation({
    mutationFn: () => ask("previewMeasure", { params: { programme }, body: { content, period } }),
  });
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{say("measure.preview")}</h2>
      {periods.length === 0 ? (
        <p className="quiet">{say("measure.no-records")}</p>
      ) : (
        <Form error={tried.error} onSubmit={() => tried.mutate()}>
          <p className="small">{say("measure.preview.what")}</p>
          <SelectField
            id="preview-period"
            name={say("late.period")}
            value={period}
            options={periods.map((value) => ({ value, label: periodName(say.language, value) }))}
            onValue={setPeriod}
          />
          <Button htmlType="submit" loading={tried.isPending}>
            {say("measure.preview.do")}
          </Button>
        </Form>
      )}
      {tried.data && <Tried preview={tried.data} content={content} />}
    </section>
  );
}

export const figureInWords = (say: Say, value: string | null): string =>
  value === null ? say("absence.not-applicable") : quantity(value, 2);

function Tried({ preview, content }: { readonly preview: Preview; readonly content: Measure }) {
  const say = useSay();
  const { figures, undated, calendarUntil } = preview;
  const unmapped = figures.filter(({ unit }) => unit === null).reduce((n, { records }) => n + records, 0);
  if (figures.length === 0) return <Empty title={say("measure.preview.none")} />;
  return (
    <>
      {unmapped > 0 && <p className="notice">{say("measure.unmapped.note", { n: unmapped })}</p>}
      {undated > 0 && <p className="notice">{say("measure.undated", { n: undated })}</p>}
      {JSON.stringify(content).includes("working-days") && (
        <p className="small">{say("measure.calendar", { day: day(say.language, calendarUntil) })}</p>
      )}
      <Scroll label={say("measure.preview")}>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("measure.unit")}</th>
              <th scope="col" className="number">
                {say("measure.records")}
              </th>
              <th scope="col" className="number">
                {say("measure.numerator")}
              </th>
              <th scope="col" className="number">
                {say("measure.denominator")}
              </th>
              <th scope="col" className="number">
                {say("measure.figure")}
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.map((each) => (
              <tr key={`${each.unit?.id ?? ""} ${each.code ?? ""}`}>
                <th scope="row">{whose(say, each)}</th>
                <td className="number">{each.records}</td>
                <td className="number">{each.numerator ?? say("score.none")}</td>
                <td className="number">{each.denominator ?? say("score.none")}</td>
                <td className="number">
                  {figureInWords(say, each.value)}
                  {each.before && (
                    <span className="quiet small block">
                      {say("measure.before", { value: figureInWords(say, each.before.value) })}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function whose(say: Say, { unit, code }: Figure): string {
  if (unit !== null) return say.named(unit.name);
  return code === null ? say("measure.no-code") : say("measure.unmapped", { code });
}
