import { day, moment } from "@biaochi/words";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { useMay } from "../../../frame/current.ts";
import { RefusedHere } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Failed } from "../../../frame/states.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { ChangeTable } from "./change-table.tsx";
import { countsSaid } from "./counts-said.ts";
import { imports, undoOf } from "./questions.ts";

type One = Answer<"listImports">["imports"][number];

/** What came in, by whom and why; the last recording of the registry can be undone. */
export function ImportHistory({ programme }: { readonly programme: string }) {
  const say = useSay();
  const mayUndo = useMay("undo-import");
  const { data, error, refetch } = useQuery(imports(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return null;
  return (
    <section aria-labelledby="import-history">
      <h2 id="import-history">{say("import.history")}</h2>
      {data.imports.length === 0 ? (
        <p className="quiet">{say("import.history.none")}</p>
      ) : (
        <Scroll label={say("import.history")} text>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("import.files")}</th>
                <th scope="col">{say("import.state")}</th>
                <th scope="col">{say("import.by")}</th>
                <th scope="col">{say("import.day")}</th>
                <th scope="col">{say("import.changes")}</th>
                <th scope="col">{say("form.reason")}</th>
              </tr>
            </thead>
            <tbody>
              {data.imports.map((each) => (
                <tr key={each.import}>
                  <th scope="row">
                    <Link to="/registry/imports/$import" params={{ import: String(each.import) }}>
                      {each.files.join("、") || say("import.no-file")}
                    </Link>
                  </th>
                  <td>
                    {say(`import.state.${each.state}`)}
                    {each.undoneBy !== null && (
                      <span className="block small">{say("import.undone", { n: each.undoneBy })}</span>
                    )}
                    {mayUndo && each.isLast && <Undo programme={programme} one={each} />}
                  </td>
                  <td data-label={say("import.by")}>
                    {each.by && say.named(each.by)}
                    <span className="quiet small block">{moment(say.language, each.at)}</span>
                  </td>
                  <td data-label={say("import.day")}>{day(say.language, each.day)}</td>
                  {each.state === "applied" ? (
                    <td className="below" data-label={say("import.changes")}>
                      {countsSaid(say, each.counts)}
                    </td>
                  ) : (
                    <td className="below" />
                  )}
                  <td className="below">{each.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

function Undo({ programme, one }: { readonly programme: string; readonly one: One }) {
  const say = useSay();
  const questions = useQueryClient();
  const recording = one.recording ?? 0;
  return (
    <WithReason
      id={`undo-${recording}`}
      label={say("import.undo")}
      what={say("import.undo.what")}
      submit={say("import.undo.do")}
      isDanger
      changes="all"
      run={async (reason) => {
        await ask("undoImport", { params: { programme, recording }, body: { reason } });
        questions.removeQueries({ queryKey: ["undo"] }); // what was undone cannot be previewed any more
      }}
    >
      <UndoPreview programme={programme} recording={recording} />
    </WithReason>
  );
}

function UndoPreview({ programme, recording }: { readonly programme: string; readonly recording: number }) {
  const say = useSay();
  const { data, error } = useQuery(undoOf(programme, recording));
  if (error) return <RefusedHere error={error} />;
  if (!data) return null;
  return (
    <>
      <p>{say("import.undo.total", { n: data.total })}</p>
      <ChangeTable label={say("import.undo")} changes={data.changes.slice(0, 50)} />
    </>
  );
}
