import type { FactPage } from "@biaochi/contract";
import { day, moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { z } from "zod";
import { scheme, session } from "../../exchange/questions.ts";
import { useAccount, useProgramme } from "../../frame/current.ts";
import { eventInWords, inWords } from "../../frame/in-words.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { SubjectLink } from "../registry/subject-link.tsx";
import { sourceInWords, whenOf } from "./fact-table.tsx";

type Page = z.output<typeof FactPage>;
type One = Page["fact"];

/** What the product loads by itself is said to be its own act; a reader is called by name; others as they are recorded. */
export function authorInWords(say: Say, author: string, reader: ReturnType<typeof useAccount>): string {
  if (/^biaochi( load)?$/.test(author)) return say("fact.author.system");
  return author === reader?.id ? say.named(reader.name) : author;
}

/** A detail as it is read: days as days, states in words, everything else as recorded. */
function detailInWords(say: Say, fact: One, name: string, value: string): string {
  if (name === "recorded_on") return day(say.language, value);
  if (name === "assessor" && fact.assessor) return say.named(fact.assessor.name);
  return name === "type" ? eventInWords(say, value, fact.event) : inWords(say, name, value);
}

/** Whom the scheme asks for this indicator: the unit that owns it. */
function useOwner(page: Page) {
  const { run } = useProgramme(page.programme);
  const maySee = useQuery(session).data?.may.includes("see-scheme") ?? false;
  const { data } = useQuery({
    ...scheme(run?.scheme.id ?? "", run?.scheme.version ?? 0, page.programme),
    enabled: maySee && run !== undefined && page.fact.indicator !== null,
  });
  const wanted = page.fact.indicator?.id;
  const node = data?.lists.flatMap((list) => list.nodes).find((each) => each.indicator?.id === wanted);
  return wanted === undefined ? undefined : node?.indicator?.owner;
}

/** Where the datum comes from, in one sentence: its source, the day there, and how and when it came here. */
export function provenanceInWords(
  say: Say,
  { fact, provenance, author }: Page,
  reader: ReturnType<typeof useAccount>,
): string {
  const from = sourceInWords(say, fact.source) ?? fact.assessor?.name[say.language] ?? fact.details.document;
  const on = fact.details.recorded_on;
  const given = from ? say("fact.from", { source: from }) : say("fact.from.nobody");
  return [
    on ? say("fact.from.on", { given, day: day(say.language, on) }) : given,
    say(`fact.came.${provenance.kind}`, {
      moment: moment(say.language, fact.recordedAt),
      author: authorInWords(say, author, reader),
    }),
  ].join(say("fact.and"));
}

/** What the datum is about and where it comes from; then who put it in, when, by which way, and why. */
export function Provenance({ page }: { readonly page: Page }) {
  const say = useSay();
  const { fact, provenance } = page;
  const { run } = useProgramme(page.programme);
  const owner = useOwner(page);
  const reader = useAccount();
  const details = Object.entries(fact.details).filter(([, value]) => value !== "");
  return (
    <>
      <section aria-labelledby="about">
        <h2 id="about">{say("fact.about")}</h2>
        <dl className="sheet">
          <Line name={say("fact.subject")}>
            {fact.subject === null ? say("fact.all-subjects") : <SubjectLink run={run?.run} subject={fact.subject} />}
          </Line>
          <Line name={say("fact.period")}>{fact.period === null ? say("score.none") : whenOf(say, fact.period)}</Line>
          <Line name={say("fact.source")}>{sourceInWords(say, fact.source) ?? say("fact.no-source")}</Line>
          {owner && (
            <Line name={say("fact.owner")}>
              {say.named(owner.name)} <span className="quiet small">{say("fact.owner.what")}</span>
            </Line>
          )}
          {details.map(([name, value]) => (
            <Line key={name} name={say.composed(`fact.detail.${name}`)}>
              {detailInWords(say, fact, name, value)}
            </Line>
          ))}
        </dl>
      </section>
      <section aria-labelledby="came">
        <h2 id="came">{say("fact.came")}</h2>
        <dl className="sheet">
          <Line name={say("fact.asked")}>
            {authorInWords(say, page.author, reader)}{" "}
            <span className="quiet small">{say("fact.batch", { n: page.batch })}</span>
          </Line>
          <Line name={say("fact.loaded")}>{moment(say.language, fact.recordedAt)}</Line>
          <Line name={say("fact.entered")}>
            {say(`fact.entered.${provenance.kind}`, { name: provenance.name })}
            {provenance.file !== null &&
              ` · ${say("fact.line", { file: provenance.file, row: provenance.row ?? "?" })}`}
          </Line>
          {page.reason !== null && <Line name={say("fact.reason")}>{page.reason}</Line>}
          {provenance.digest !== null && (
            <Line name={say("fact.digest")}>
              <code className="digest">{provenance.digest}</code>
            </Line>
          )}
          <Line name={say("fact.number")}>
            <code className="digest">{fact.id}</code>
          </Line>
        </dl>
      </section>
    </>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
