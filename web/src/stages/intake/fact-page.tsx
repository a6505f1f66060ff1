import type { Fact, FactPage as FactPageAnswer, FactVersion } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { z } from "zod";
import { dependents, fact as factQuestion } from "../../exchange/questions.ts";
import { useAccount, useMay } from "../../frame/current.ts";
import { Watermark } from "../../frame/personal.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { Dependents } from "./dependents.tsx";
import { titleOf, valueInWords } from "./fact-table.tsx";
import { authorInWords, Provenance, provenanceInWords } from "./provenance.tsx";
import { ProvisionalMark } from "./provisional-mark.tsx";

type One = z.output<typeof Fact>;

/** One datum: what it says, where it came from, and everything that stood in its place before or since. */
export function FactPage() {
  const say = useSay();
  const { programme, fact: id } = useParams({ from: "/inside/programmes/$programme/facts/$fact" });
  const { data, error, refetch } = useQuery(factQuestion(programme, id));
  const reader = useAccount();
  const mayFollow = useMay("see-fact-records");
  const mayCorrect = useQuery(dependents(programme, id)).data?.mayCorrect ?? false;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { fact } = data;
  return (
    <>
      {fact.subject?.type === "official" && <Watermark />}
      <p className="trail quiet">
        <span>{say(`fact.kind.${fact.kind}`)}</span>
      </p>
      <PageTitle>{titleOf(say, fact)}</PageTitle>
      <p className="score">
        <strong>{valueInWords(say, fact)}</strong> <ProvisionalMark of={fact.provisional} />{" "}
        {fact.supersededBy && (
          <span className="tag amber">
            <span aria-hidden="true">▲ </span>
            {say("fact.superseded")}
          </span>
        )}{" "}
        {fact.kind === "opening" && <span className="tag">{say("fact.outside")}</span>}
      </p>
      <p className="lead">{provenanceInWords(say, data, reader)}</p>
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
      <Provenance page={data} />
      {fact.id.startsWith("m:") && mayFollow && (
        <p className="doors no-print">
          <Link to="/programmes/$programme/facts/$fact/records" params={{ programme, fact: id }}>
            {say("fact-records.open")}
          </Link>
        </p>
      )}
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

type VersionProps = { readonly version: z.output<typeof FactVersion>; readonly here: One; readonly programme: string };

function Version({ version, here, programme }: VersionProps) {
  const say = useSay();
  const reader = useAccount();
  const { fact, author, reason } = version;
  return (
    <li {...(fact.id === here.id ? { "aria-current": "true" as const } : {})}>
      <strong>{valueInWords(say, fact)}</strong> · {moment(say.language, fact.recordedAt)} ·{" "}
      {authorInWords(say, author, reader)}
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
