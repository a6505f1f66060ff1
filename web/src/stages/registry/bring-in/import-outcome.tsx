import { isCode } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Answer } from "../../../exchange/doors.ts";
import { WhichChoice } from "../../../frame/choices.tsx";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { ChangeTable, fieldName } from "./change-table.tsx";
import { countsSaid } from "./counts-said.ts";
import { importChanges } from "./questions.ts";

type Import = Answer<"readImport">;
type Outcome = NonNullable<Import["outcome"]>;
type Finding = Outcome["findings"][number];

/** What stands against it, and what it would change. */
export function ImportOutcome({ of, outcome }: { readonly of: Import; readonly outcome: Outcome }) {
  const say = useSay();
  const { found, passedOver, openings } = outcome;
  const passed = passedOver.total + passedOver.remark + passedOver["headings-again"];
  return (
    <section aria-labelledby="import-outcome">
      <h2 id="import-outcome">{say("import.step.outcome")}</h2>
      <p role="status">
        <strong>
          {outcome.errors > 0
            ? say("import.refused", { n: outcome.errors })
            : outcome.asked > 0
              ? say("import.asked", { n: outcome.asked })
              : outcome.changes + openings.new + openings.changed === 0
                ? say("import.nothing")
                : say("import.ready", { n: outcome.changes + openings.new + openings.changed })}
        </strong>
      </p>
      {outcome.findings.length > 0 && <Findings outcome={outcome} />}
      {of.state === "tried" && (
        <>
          <p>{countsSaid(say, outcome.counts)}</p>
          {openings.new + openings.changed > 0 && (
            <p>{say("import.openings", { new: openings.new, changed: openings.changed })}</p>
          )}
          <p className="quiet">
            {say("import.found", {
              number: found.number,
              name: found.nameAndUnit,
              remembered: found.remembered,
              answer: found.answer,
              new: found.new,
            })}
            {passed > 0 && ` ${say("import.passed-over", { n: passed })}`}
          </p>
          {outcome.changes > 0 && <Changes of={of} outcome={outcome} />}
        </>
      )}
    </section>
  );
}

function sentenceOf(say: Say, { rule, code, value, column, expected, values }: Finding): string {
  if (rule) return say.composed(`registry-finding.${code}`, values);
  const wanted = expected === null ? "" : isCode(expected) ? say.composed(expected) : expected;
  const shown = code.startsWith("mapping-") && value !== null ? fieldName(say, value) : (value ?? "");
  return say.composed(`dataset.${code}`, { value: shown, column: column ?? "", expected: wanted, ...values });
}

/** What stands against a file, row by row. */
export function Findings({ outcome }: { readonly outcome: Pick<Outcome, "findings" | "errors" | "warnings"> }) {
  const say = useSay();
  const { findings, errors, warnings } = outcome;
  return (
    <>
      <Scroll label={say("import.findings")} text>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("import.where")}</th>
              <th scope="col">{say("import.finding")}</th>
            </tr>
          </thead>
          <tbody>
            {findings.slice(0, 200).map((each) => (
              <tr key={JSON.stringify(each)}>
                <th scope="row">
                  {each.file === ""
                    ? say("import.whole")
                    : each.row === null
                      ? each.file
                      : say("import.place", { file: each.file, row: each.row })}
                  {each.column !== null && <span className="quiet small block">{fieldOr(say, each)}</span>}
                </th>
                <td className="below">
                  {each.severity === "error" ? "■ " : "△ "}
                  {sentenceOf(say, each)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {errors + warnings > Math.min(200, findings.length) && (
        <p className="quiet">
          {say("import.more-findings", { n: errors + warnings - Math.min(200, findings.length) })}
        </p>
      )}
    </>
  );
}

const fieldOr = (say: Say, { code, column }: Finding): string =>
  column === null ? "" : code.startsWith("mapping-") ? fieldName(say, column) : column;

const whats = ["", "new", "changed", "ended"] as const;

function Changes({ of, outcome }: { readonly of: Import; readonly outcome: Outcome }) {
  const say = useSay();
  const [what, setWhat] = useState<(typeof whats)[number]>("");
  const [after, setAfter] = useState<number>();
  const { data } = useQuery(
    importChanges(of.import, of.revision, {
      ...(what === "" ? {} : { what }),
      ...(after === undefined ? {} : { cursor: after }),
      limit: 100,
    }),
  );
  return (
    <>
      <div className="choices">
        <WhichChoice
          id="change-what"
          label={say("import.show")}
          value={what}
          options={whats.map((value) => ({
            value,
            label: value === "" ? say("import.what.all") : say(`import.what.${value}`),
          }))}
          onValue={(next) => {
            setWhat(next);
            setAfter(undefined);
          }}
        />
      </div>
      {outcome.listed < outcome.changes && (
        <p className="quiet">{say("import.listed", { n: outcome.listed, of: outcome.changes })}</p>
      )}
      {data && <ChangeTable label={say("import.changes")} changes={data.changes} />}
      <p className="doors">
        {after !== undefined && (
          <button type="button" className="link" onClick={() => setAfter(undefined)}>
            {say("import.first")}
          </button>
        )}
        {data?.next != null && (
          <button type="button" className="link" onClick={() => setAfter(data.next ?? undefined)}>
            {say("import.next")}
          </button>
        )}
      </p>
    </>
  );
}
