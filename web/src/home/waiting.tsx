import type { Run, SubjectName } from "@biaochi/contract";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { runs, session, subject, todos } from "../exchange/questions.ts";
import { isOpenAsOwn, useAccount, useMay } from "../frame/current.ts";
import { useSay } from "../frame/preferences.tsx";
import { Loading } from "../frame/states.tsx";
import { MissingFigures, useOwnFigures } from "./own-figures.tsx";
import { Todos } from "./todos.tsx";

type Props = {
  /** The newest finished run that the reader may see. */
  readonly run: z.output<typeof Run> | undefined;
  readonly own: readonly z.output<typeof SubjectName>[];
};

/** What is waiting for me: what was asked of me, then what follows from figures and results. If nothing does, it says so. */
export function Waiting({ run, own }: Props) {
  const say = useSay();
  const asked = useQuery(todos).data?.todos;
  const missing = useOwnFigures()?.missing ?? 0;
  const isQuiet = asked?.length === 0 && missing === 0;
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{say("home.waiting")}</h2>
      <Todos />
      {missing > 0 && <MissingFigures />}
      {run ? (
        <FromResults run={run} own={own} isQuiet={isQuiet} />
      ) : (
        isQuiet && <p className="nothing">{say("waiting.nothing")}</p>
      )}
    </section>
  );
}

type FromProps = { readonly run: z.output<typeof Run>; readonly own: Props["own"]; readonly isQuiet: boolean };

/** Data that are missing, runs that wait or failed. */
function FromResults({ run, own, isQuiet }: FromProps) {
  const say = useSay();
  const account = useAccount();
  const isOrganiser = account?.roles.includes("organiser");
  const open = own.filter((each) => isOpenAsOwn(run, each));
  const pages = useQueries({ queries: open.map((each) => subject(run.run, each.id)) });
  const all = useQuery({ ...runs, enabled: useMay("see-runs") }).data?.runs ?? [];
  const mayWait = useQuery(session).data?.may.includes("start-run");
  if (pages.some((page) => page.isPending)) return <Loading />;
  const incomplete = pages.flatMap((page) => (page.data && page.data.missing.length > 0 ? [page.data] : []));
  const unfinished = mayWait ? all.filter((each) => each.state === "queued" || each.state === "running") : [];
  const failed = mayWait ? all.filter((each) => each.state === "failed") : [];
  const provisional = isOrganiser ? (run.results?.provisional ?? 0) : 0;
  if (incomplete.length + unfinished.length + failed.length + provisional === 0) {
    return isQuiet ? <p className="nothing">{say("waiting.nothing")}</p> : null;
  }
  return (
    <ul className="waiting">
      {provisional > 0 && (
        <li>
          <Link to="/runs/$run/standings" params={{ run: String(run.run) }}>
            {say("waiting.provisional", { n: provisional })}
          </Link>{" "}
          <span className="quiet">{say("waiting.minutes", { n: 5 })}</span>
        </li>
      )}
      {incomplete.map((page) => (
        <li key={page.subject.id}>
          <Link
            to="/runs/$run/subjects/$subject"
            params={{ run: String(run.run), subject: page.subject.id }}
            hash="absences"
          >
            {say("waiting.missing", { name: say.named(page.subject.name), n: page.missing.length })}
          </Link>{" "}
          <span className="quiet">{say("waiting.minutes", { n: 2 })}</span>
        </li>
      ))}
      {unfinished.length > 0 && (
        <li>
          <Link to="/runs">{say("waiting.unfinished", { n: unfinished.length })}</Link>
        </li>
      )}
      {failed.length > 0 && (
        <li>
          <Link to="/runs">{say("waiting.failed", { n: failed.length })}</Link>
        </li>
      )}
    </ul>
  );
}
