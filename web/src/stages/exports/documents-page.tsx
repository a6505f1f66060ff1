import { moment, periodName } from "@biaochi/words";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { FileLink } from "../../documents/file-link.tsx";
import { JobState } from "../../documents/job-progress.tsx";
import { addressOf } from "../../exchange/doors.ts";
import { documentJobs, documents } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";

/** What was ordered and how far it is, and the register of everything that was issued. */
export function DocumentsPage() {
  const say = useSay();
  const orders = useQuery(documentJobs);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(documents);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const rows = data.pages.flatMap((page) => page.documents);
  const jobs = orders.data?.jobs ?? [];
  return (
    <>
      <PageTitle>{say("documents.title")}</PageTitle>
      <h2>{say("documents.jobs")}</h2>
      {jobs.length === 0 ? (
        <p className="quiet">{say("documents.jobs.none")}</p>
      ) : (
        <ul className="jobs">
          {jobs.map((job) => (
            <li key={job.job}>
              <strong>{say(`documents.kind.${job.kind}`)}</strong> · {periodName(say.language, job.period)} ·{" "}
              {job.format.toUpperCase()} · {moment(say.language, job.askedAt)} <JobState job={job} />
            </li>
          ))}
        </ul>
      )}
      <h2>{say("documents.register")}</h2>
      <p className="quiet small">{say("documents.register.what")}</p>
      {rows.length === 0 ? (
        <p className="quiet">{say("documents.register.none")}</p>
      ) : (
        <Scroll label={say("documents.register")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("documents.number")}</th>
                <th scope="col">{say("documents.kind")}</th>
                <th scope="col">{say("documents.subject")}</th>
                <th scope="col">{say("documents.period")}</th>
                <th scope="col" className="number">
                  {say("documents.run")}
                </th>
                <th scope="col">{say("documents.issued-to")}</th>
                <th scope="col">{say("documents.issued-at")}</th>
                <th scope="col">{say("documents.digest")}</th>
                <th scope="col">{say("documents.file")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.number}>
                  <th scope="row">{row.number}</th>
                  <td>{say(`documents.kind.${row.kind}`)}</td>
                  <td>{row.subject ? say.named(row.subject.name) : say("score.none")}</td>
                  <td>{periodName(say.language, row.period)}</td>
                  <td className="number">{row.run ?? say("score.none")}</td>
                  <td>{say.named(row.issuedTo)}</td>
                  <td>{moment(say.language, row.issuedAt)}</td>
                  <td>
                    <code title={row.sha256}>{row.sha256.slice(0, 12)}</code>
                  </td>
                  <td>
                    <FileLink of={row} href={addressOf("downloadDocument", { params: { number: row.number } })}>
                      {row.format.toUpperCase()}
                    </FileLink>
                    {row.findings.map((finding) => (
                      <span key={finding.code + Object.values(finding.values).join()} className="quiet small">
                        {" "}
                        {say.composed(`document-finding.${finding.code}`, finding.values)}
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say("documents.more")}
        </Button>
      )}
    </>
  );
}
