import type { Fact, FactPage as FactPageAnswer, FactVersion } from "@biaochi/contract";
import { day, moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { z } from "zod";
import { dependents, fact as factQuestion } from "../../exchange/questions.ts";
import { useProgramme } from "../../frame/current.ts";
import { inWords } from "../../frame/in-words.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { SubjectLink } from "../registry/subject-link.tsx";
import { Dependents } from "./dependents.tsx";
import { titleOf, valueInWords, whenOf } from "./fact-table.tsx";

type One = z.output<typeof Fact>;

/** A detail as it is read: days as days, states in words, everything else as recorded. */
function detailInWords(say: Say, fact: One, name: string, value: string): string {
  if (name === "recorded_on") return day(say.language, value);
  if (name === "assessor" && fact.assessor) return say.named(fact.assessor.name);
  return inWords(say, name, value);
}

/** One datum: what it says, where it came from, and everything that stood in its place before or since. */
export function FactPage() {
  const say = useSay();
  const { programme, fact: id } = useParams({ from: "/inside/programmes/$programme/facts/$fact" });
  const { data, error, refetch } = useQuery(factQuestion(programme, id));
  const { run } = useProgramme(programme);
  const mayCorrect = useQuery(dependents(programme, id)).data?.mayCorrect ?? false;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { fact, provenance } = data;
  const details = Object.entries(fact.details).filter(([, value]) => value !== "");
  return (
    <>
      <p className="trail quiet">
        <span>{say(`fact.kind.${fact.kind}`)}</span>
      </p>
      <PageTitle>{titleOf(say, fact)}</PageTitle>
      <p className="score">
        <strong>{valueInWords(say, fact)}</strong>
        {fact.supersededBy && (
          <span className="tag amber">
            <span aria-hidden="true">▲ </span>
            {say("fact.superseded")}
          </span>
        )}
        {fact.kind === "opening" && <span className="tag">{say("fact.outside")}</span>}
      </p>
      {mayCorrect && (
        <p className="doors no-print">
          <Link to="/programmes/$programme/facts/$fact/correct" params={{ programme, fact: id }}>
            {say("correct.title")}
          </Link>
        </p>
      )}
      {fact.supersededBy && (
        <p className="notice">
          {say("fact.superseded")}{" "}
          <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact: newestOf(data) }}>
            {say("correct.stale.open")}
          </Link>
        </p>
      )}
      <dl className="sheet">
        <Line name={say("fact.subject")}>
          {fact.subject === null ? say("fact.all-subjects") : <SubjectLink run={run?.run} subject={fact.subject} />}
        </Line>
        <Line name={say("fact.period")}>{fact.period === null ? say("score.none") : whenOf(say, fact.period)}</Line>
        <Line name={say("fact.source")}>{fact.source ?? say("fact.no-source")}</Line>
        <Line name={say("fact.loaded")}>{moment(say.language, fact.recordedAt)}</Line>
        <Line name={say("fact.asked")}>
          {data.author} <span className="quiet small">{say("fact.batch", { n: data.batch })}</span>
        </Line>
        <Line name={say("fact.entered")}>
          {say(`fact.entered.${provenance.kind}`, { name: provenance.name })}
          {provenance.file !== null && ` · ${say("fact.line", { file: provenance.file, row: provenance.row ?? "?" })}`}
        </Line>
        {provenance.digest !== null && (
          <Line name={say("fact.digest")}>
            <code className="digest">{provenance.digest}</code>
          </Line>
        )}
        {data.reason !== null && <Line name={say("fact.reason")}>{data.reason}</Line>}
        {details.map(([name, value]) => (
          <Line key={name} name={say.composed(`fact.detail.${name}`)}>
            {detailInWords(say, fact, name, value)}
          </Line>
        ))}
        <Line name={say("fact.number")}>
          <code className="digest">{fact.id}</code>
        </Line>
      </dl>
      <Dependents programme={programme} fact={id} subject={fact.subject?.id} />
      <section aria-labelledby="versions">
        <h2 id="versions">{say("fact.versions")}</h2>
        {data.versions.length < 2 ? (
          <p className="quiet">{say("fact.versions.one")}</p>
        ) : (
          <ol className="versions">
            {data.versions.map((version) => (
              <Version key={version.fact.id} version={version} here={fact} programme={data.programme} />
            ))}
          </ol>
        )}
      </section>
    </>
  );
}

/** The version that stands now. */
const newestOf = (page: z.output<typeof FactPageAnswer>): string =>
  page.versions.find((version) => version.fact.supersededBy === null)?.fact.id ?? page.fact.id;

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type VersionProps = { readonly version: z.output<typeof FactVersion>; readonly here: One; readonly programme: string };

function Version({ version, here, programme }: VersionProps) {
  const say = useSay();
  const { fact, author, reason } = version;
  return (
    <li {...(fact.id === here.id ? { "aria-current": "true" as const } : {})}>
      <strong>{valueInWords(say, fact)}</strong> · {moment(say.language, fact.recordedAt)} · {author}
      {reason !== null && <p>{reason}</p>}
      {fact.id === here.id ? (
        <span className="tag blue">{say("fact.this")}</span>
      ) : (
        <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact: fact.id }}>
          {say("fact.open")}
        </Link>
      )}
    </li>
  );
}
