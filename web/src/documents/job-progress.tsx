import type { DocumentJob } from "@biaochi/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import type { z } from "zod";
import { ask, Refused } from "../exchange/ask.ts";
import { addressOf } from "../exchange/doors.ts";
import { documentJob, documentJobs, isBeingMade } from "../exchange/questions.ts";
import { type Say, useSay } from "../frame/preferences.tsx";
import { FileLink } from "./file-link.tsx";

type Job = z.output<typeof DocumentJob>;

/** Why the server said no, in one line beside the button. */
export function reasonOf(say: Say, error: Error): string {
  return error instanceof Refused ? say.composed(error.problem.code, error.problem.params) : say("state.failed.why");
}

/** How far an order is. It goes on when the page is left, and stands on the page of documents. */
export function JobProgress({ job }: { readonly job: number }) {
  const say = useSay();
  const { data, error } = useQuery(documentJob(job));
  if (error) return <span role="alert">{reasonOf(say, error)}</span>;
  return data ? <JobState job={data} /> : null;
}

export function JobState({ job }: { readonly job: Job }) {
  const say = useSay();
  const questions = useQueryClient();
  const { mutate: cancel, isPending } = useMutation({
    mutationFn: () => ask("cancelDocumentJob", { params: { job: job.job } }),
    onSuccess: () => {
      void questions.invalidateQueries(documentJob(job.job));
      void questions.invalidateQueries(documentJobs);
    },
  });
  const names = job.failed.slice(0, 5).map(({ subject, code }) => {
    const reason = say.composed(code);
    return subject ? `${say.named(subject.name)} (${reason})` : reason;
  });
  return (
    <span className="job" role="status">
      {isBeingMade(job) ? (
        <>
          <span>
            {say(`documents.state.${job.state}`)} · {say("documents.progress", { done: job.done, total: job.total })}
          </span>
          {job.total > 1 && (
            <>
              <Progress
                percent={Math.floor((job.done * 100) / job.total)}
                size="small"
                aria-label={say("documents.state")}
              />
              <Button size="small" loading={isPending} onClick={() => cancel()}>
                {say("documents.cancel")}
              </Button>
            </>
          )}
        </>
      ) : (
        <span>
          {say(`documents.state.${job.state}`)}
          {job.total > 1 && ` · ${say("documents.progress", { done: job.done, total: job.total })}`}
        </span>
      )}
      {job.document ? (
        <FileLink of={job.document} href={addressOf("downloadDocument", { params: { number: job.document.number } })}>
          {say("documents.download")} {job.document.name}
        </FileLink>
      ) : (
        job.done > 0 &&
        !isBeingMade(job) && (
          <FileLink of={job} href={addressOf("downloadArchive", { params: { job: job.job } })}>
            {say("documents.archive", { n: job.done })}
          </FileLink>
        )
      )}
      {job.failed.length > 0 && (
        <span className="quiet">
          {say("documents.failed", { n: job.failed.length, names: names.join(say("list.separator")) })}
        </span>
      )}
    </span>
  );
}
