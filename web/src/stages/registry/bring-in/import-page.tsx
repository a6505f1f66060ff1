import { day } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Progress } from "antd";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { RefusedHere } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { ImportFiles } from "./import-files.tsx";
import { ImportOutcome } from "./import-outcome.tsx";
import { ImportQuestions } from "./import-questions.tsx";
import { isWorking, oneImport } from "./questions.ts";
import { SheetsMapping } from "./sheets-mapping.tsx";

type Import = Answer<"readImport">;

/** One workbook on its way in: files, what the sheets mean, what is asked, what would change, and recording it. */
export function ImportPage() {
  const say = useSay();
  const { import: id } = useParams({ strict: false });
  const number = Number(id);
  const { data, error, refetch } = useQuery(oneImport(number));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const isOver = data.state === "applied" || data.state === "abandoned";
  return (
    <>
      <PageTitle>{say("import.one", { title: say.named(data.programme.title) })}</PageTitle>
      <p className="quiet">
        {say("import.of", { day: day(say.language, data.day), extent: say(`import.extent.${data.extent}`) })}
        {" · "}
        {say(`import.state.${data.state}`)}
        {" · "}
        <Link to="/registry/imports">{say("import.back")}</Link>
      </p>
      {data.failure !== null && (
        <p className="faults" role="alert">
          {say.composed(`import.failure.${data.failure}`)}
        </p>
      )}
      {isWorking(data.state) && <Working of={data} />}
      {data.state === "applied" && <p role="status">{say("import.applied", { n: data.recording ?? 0 })}</p>}
      {!isOver && !isWorking(data.state) && (
        <>
          <ImportFiles key={`files-${data.import}`} of={data} />
          {data.sheets.length > 0 && <SheetsMapping key={`sheets-${data.revision}`} of={data} />}
        </>
      )}
      {data.outcome !== null && !isWorking(data.state) && (
        <>
          {!isOver && data.outcome.asked > 0 && <ImportQuestions key={`questions-${data.revision}`} of={data} />}
          {(data.state === "tried" || data.outcome.findings.length > 0) && (
            <ImportOutcome of={data} outcome={data.outcome} />
          )}
        </>
      )}
      {data.isSound && <Apply of={data} />}
      {!isOver && <Abandon of={data} />}
    </>
  );
}

function Working({ of }: { readonly of: Import }) {
  const say = useSay();
  const { done, total } = of.progress;
  return (
    <section className="card wide" role="status">
      <p>
        {say(`import.working.${of.state === "reading" ? "reading" : of.state === "trying" ? "trying" : "applying"}`)}
      </p>
      <Progress percent={total === 0 ? 0 : Math.round((done * 100) / total)} aria-label={say("import.progress")} />
      <p className="quiet small">{say("import.working.leave")}</p>
    </section>
  );
}

function Apply({ of }: { readonly of: Import }) {
  const say = useSay();
  return (
    <section aria-labelledby="apply-import" className="card wide">
      <h2 id="apply-import">{say("import.apply")}</h2>
      <WithReason
        id="apply-import"
        label={say("import.apply.do")}
        what={say("import.apply.what")}
        hint={say("import.apply.hint")}
        submit={say("import.apply.confirm")}
        changes="all"
        run={(reason) => ask("applyImport", { params: { import: of.import }, body: { revision: of.revision, reason } })}
      />
    </section>
  );
}

function Abandon({ of }: { readonly of: Import }) {
  const say = useSay();
  const questions = useQueryClient();
  const abandon = useMutation({
    mutationFn: () => ask("abandonImport", { params: { import: of.import } }),
    onSuccess: () => questions.invalidateQueries(),
  });
  return (
    <p className="doors import-end">
      {abandon.error && <RefusedHere error={abandon.error} />}
      <Button size="small" loading={abandon.isPending} onClick={() => abandon.mutate()}>
        {say("import.abandon")}
      </Button>
    </p>
  );
}
