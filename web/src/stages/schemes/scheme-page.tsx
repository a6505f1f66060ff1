import { day, moment, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { scheme } from "../../exchange/questions.ts";
import { useMay, useProgrammeOfScheme } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { Standing } from "./drafts/version-standing.tsx";
import { OwnEffects } from "./effects/own-effects.tsx";
import { Lists } from "./lists.tsx";
import { SchemeFindings } from "./scheme-findings.tsx";
import { Versions } from "./version-difference.tsx";

/** One version of a scheme: its lists as a tree in words, with weights, and the document itself behind its digest. */
export function SchemePage() {
  const say = useSay();
  const { scheme: id, version } = useParams({ from: "/inside/schemes/$scheme/$version" });
  const { since } = useSearch({ from: "/inside/schemes/$scheme/$version" });
  const programme = useProgrammeOfScheme(id);
  const mayTry = useMay("preview-scheme");
  const seesLists = useMay("see-standings");
  const mayReplay = useMay("try-scheme");
  const { data, error, refetch } = useQuery(scheme(id, Number(version), programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say.named(data.title)}</PageTitle>
      <dl className="facts">
        <div>
          <dt>{say("scheme.version")}</dt>
          <dd>{data.version}</dd>
        </div>
        <div>
          <dt>{say("scheme.cycle")}</dt>
          <dd>{periodName(say.language, data.cycle)}</dd>
        </div>
        <div>
          <dt>{say("scheme.effective")}</dt>
          <dd>
            {data.effective.until
              ? say("scheme.from-until", {
                  from: day(say.language, data.effective.from),
                  until: day(say.language, data.effective.until),
                })
              : say("scheme.from", { from: day(say.language, data.effective.from) })}
          </dd>
        </div>
        <Standing scheme={data.id} version={data.version} programme={data.programme} />
        <div>
          <dt>{say("scheme.recorded")}</dt>
          <dd>{moment(say.language, data.recordedAt)}</dd>
        </div>
      </dl>
      {data.basis.length > 0 && (
        <p className="quiet">{say("scheme.basis", { basis: data.basis.map(say.named).join(say("list.separator")) })}</p>
      )}
      <OwnEffects scheme={data.id} version={data.version} programme={data.programme} />
      <p className="doors no-print">
        {seesLists && (
          <Link to="/schemes/$scheme/$version/lists" params={{ scheme: id, version }}>
            {say("lists.door")}
          </Link>
        )}
        {mayTry && (
          <Link to="/schemes/$scheme/$version/try" params={{ scheme: id, version }}>
            {say("try.door")}
          </Link>
        )}
        {mayReplay && (
          <Link to="/trials" search={{ scheme: id, version: data.version }}>
            {say("try-document.open")}
          </Link>
        )}
      </p>
      <Lists page={data} />
      {data.redLines.length > 0 && (
        <section aria-labelledby="red-lines">
          <h2 id="red-lines">{say("red-lines.title")}</h2>
          <ul>
            {data.redLines.map((line) => (
              <li key={line.id}>{say.named(line.name)}</li>
            ))}
          </ul>
        </section>
      )}
      <SchemeFindings findings={data.findings} />
      <Versions {...{ scheme: id, version: data.version, programme: data.programme, versions: data.versions, since }} />
      <section aria-labelledby="document">
        <h2 id="document">{say("scheme.document")}</h2>
        <p>
          {data.document.name} <span className="quiet small">{say("scheme.digest")}</span>{" "}
          <code className="digest">{data.digest}</code>
        </p>
        <details className="behind">
          <summary>{say("scheme.text")}</summary>
          <Scroll label={data.document.name} tall text>
            <pre>{data.document.text}</pre>
          </Scroll>
        </details>
      </section>
    </>
  );
}
