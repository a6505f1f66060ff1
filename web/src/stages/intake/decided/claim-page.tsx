import type { Claim } from "@biaochi/contract";
import { day, moment, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { oneClaim } from "../../../exchange/decided-questions.ts";
import { addressOf } from "../../../exchange/doors.ts";
import { called } from "../../../frame/called.ts";
import { useMay } from "../../../frame/current.ts";
import { eventInWords } from "../../../frame/in-words.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { ClaimActs } from "./claim-acts.tsx";
import { levelSaid, pointsSaid, StateTag } from "./claim-said.tsx";

/** One deduction or bonus: what is said, on what it rests, where it counts, what was done, and what the reader can do. */
export function ClaimPage() {
  const say = useSay();
  const { claim } = useParams({ from: "/inside/claims/$claim" });
  const { data, error, refetch } = useQuery(oneClaim(Number(claim)));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p className="small no-print">
        <Link to="/programmes/$programme/claims" params={{ programme: data.programme }}>
          {say("claims.title")}
        </Link>
      </p>
      <PageTitle>
        {`${say(`claims.kind.${data.kind}`)} · ${say.named(data.unit.name)} · ${say.named(data.item.name)}`}
      </PageTitle>
      <p className="lead">
        <StateTag state={data.state} /> {say("claims.open", { claim: data.claim })} ·{" "}
        {say(`claims.origin.${data.origin}`)}
      </p>
      <About claim={data} />
      <Fact programme={data.programme} fact={data.fact} />
      <Evidence claim={data} />
      <ClaimActs claim={data} units={data.units} />
      <History claim={data} />
    </>
  );
}

function About({ claim }: { readonly claim: Claim }) {
  const say = useSay();
  const { level, document, documentDay, effect, due } = claim;
  const on = (text: string) => day(say.language, text);
  const lines: readonly (readonly [string, string])[] = [
    [say("claims.event"), eventInWords(say, claim.type, claim.event)],
    [say("claims.what"), claim.what ?? say("claims.what.none")],
    [say("claims.level"), level === null ? say("claims.level.none") : levelSaid(say, level)],
    [say("claims.points"), pointsSaid(claim)],
    [say("claims.matter"), claim.matter],
    [say("claims.document"), say("claims.document.of", { document, day: on(documentDay) })],
    [say("claims.day"), on(claim.day)],
    [
      say("claims.effect"),
      say("claims.effect.at", { period: periodName(say.language, effect.period), day: on(effect.day) }),
    ],
    ...(due === null
      ? []
      : [
          [
            say("claims.due"),
            due.isProvisional ? say("claims.due.provisional", { day: on(due.day) }) : on(due.day),
          ] as const,
        ]),
  ];
  return (
    <dl className="sheet">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Only for those who may read facts. */
function Fact({ programme, fact }: { readonly programme: string; readonly fact: string | null }) {
  const say = useSay();
  if (!useMay("see-fact") || fact === null) return null;
  return (
    <p>
      {say("claims.fact")}
      {say("lost.colon")}
      <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact }}>
        {say("claims.fact.see")}
      </Link>
    </p>
  );
}

function Evidence({ claim: { claim, evidence } }: { readonly claim: Claim }) {
  const say = useSay();
  if (evidence.length === 0) return null;
  return (
    <section aria-labelledby="claim-evidence">
      <h2 id="claim-evidence">{say("claims.evidence")}</h2>
      <ul>
        {evidence.map(({ sha256, name, size, by }) => (
          <li key={sha256}>
            <a href={addressOf("takeClaimEvidence", { params: { claim, sha256 } })} download>
              {name}
            </a>{" "}
            <span className="quiet small">
              {Math.ceil(size / 1024)} kB · {called(say, by)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Step = Claim["steps"][number];

function stepSaid(say: Say, { what, unit, until, level }: Step): string {
  return say(`claims.step.${what}`, {
    unit: unit === null ? "" : say.named(unit.name),
    until: until === null ? "" : day(say.language, until),
    level: level === null ? "" : levelSaid(say, level),
  });
}

function History({ claim: { steps, entered, origin } }: { readonly claim: Claim }) {
  const say = useSay();
  const by = ({ by: who, at }: Step["made"]) =>
    say("claims.step.by", { name: called(say, who), at: moment(say.language, at) });
  return (
    <section aria-labelledby="claim-history">
      <h2 id="claim-history">{say("claims.history")}</h2>
      <ol>
        <li>
          {say(`claims.origin.${origin}`)}
          <span className="quiet small block">{by(entered)}</span>
        </li>
        {steps.map((step) => (
          <li key={step.step}>
            {stepSaid(say, step)}
            {step.text !== null && `${say("lost.colon")}${step.text}`}
            <span className="quiet small block">{by(step.made)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
