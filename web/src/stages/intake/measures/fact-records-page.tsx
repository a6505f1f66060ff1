import type { CountedRecord } from "@biaochi/contract";
import { day, moment } from "@biaochi/words";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { z } from "zod";
import type { Answer } from "../../../exchange/doors.ts";
import { factRecords } from "../../../exchange/measure-questions.ts";
import { useMay } from "../../../frame/current.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { valueSaid } from "../arrivals/row-values.tsx";
import { figureInWords } from "./measure-preview.tsx";
import { fieldInWords, measureInWords, type Titles, valueInWords } from "./said.ts";

type Measured = NonNullable<Answer<"readFactRecords">["measured"]>;
type Counted = Answer<"readFactRecords">["counted"];
type One = z.output<typeof CountedRecord>;

/** A figure led back to the records of which it was counted. */
export function FactRecordsPage() {
  const say = useSay();
  const { programme, fact } = useParams({ from: "/inside/programmes/$programme/facts/$fact/records" });
  const mayRaise = useMay("raise-contest");
  const asked = useInfiniteQuery(factRecords(programme, fact));
  const { data, error, refetch } = asked;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  const measured = data?.pages[0]?.measured;
  if (!data || measured === undefined) return <Loading />;
  const records = data.pages.flatMap((page) => page.records);
  return (
    <>
      <p className="small">
        <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact }}>
          {say("fact-records.back")}
        </Link>
      </p>
      <PageTitle>{say("fact-records.title")}</PageTitle>
      {measured === null ? (
        <NotCounted programme={programme} counted={data.pages[0]?.counted ?? null} />
      ) : (
        <>
          <Origin of={measured} programme={programme} />
          <Records records={records} of={measured} />
          {mayRaise && (
            <p className="doors no-print">
              <Link to="/programmes/$programme/contests" params={{ programme }}>
                {say("fact-records.contest")}
              </Link>
            </p>
          )}
        </>
      )}
      {asked.hasNextPage && (
        <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {say("fact-records.more")}
        </Button>
      )}
    </>
  );
}

/** Typed over by a person, it has no records of its own; those of the figure that it stands in the place of are said. */
function NotCounted({ programme, counted }: { readonly programme: string; readonly counted: Counted }) {
  const say = useSay();
  if (counted === null) return <Empty title={say("fact-records.none")} />;
  return (
    <p className="lead">
      {say("fact-records.typed-over", { value: figureInWords(say, counted.value) })}{" "}
      <Link to="/programmes/$programme/facts/$fact/records" params={{ programme, fact: counted.fact }}>
        {say("fact-records.before")}
      </Link>
    </p>
  );
}

function Origin({ of, programme }: { readonly of: Measured; readonly programme: string }) {
  const say = useSay();
  const { numerator, denominator, records, now } = of;
  return (
    <>
      <p className="lead">{measureInWords(say, of.titles, of.content)}</p>
      <p>
        {numerator === null || denominator === null
          ? say("fact-records.counted", { records })
          : say("fact-records.parts", { numerator, denominator, records })}{" "}
        <span className="tag">{say("measures.trust", { trust: of.trust })}</span>{" "}
        {of.isSimulated && <span className="tag">{say("measures.simulated")}</span>}
      </p>
      <p className="small">
        <Link to="/programmes/$programme/measures/$measure" params={{ programme, measure: of.measure }}>
          {say.named(of.content.name)}
        </Link>{" "}
        · {say.named(of.unit.name)} ·{" "}
        {say("fact-records.made", {
          ...{ version: of.version, run: of.run, at: moment(say.language, of.retrievedAt) },
        })}
      </p>
      <p className={of.isUnchanged ? "quiet" : "notice"}>
        {of.isUnchanged
          ? say("fact-records.unchanged")
          : say("fact-records.changed", { value: figureInWords(say, now?.value ?? null) })}
      </p>
      {now?.before && <p>{say("measure.before", { value: figureInWords(say, now.before.value) })}</p>}
    </>
  );
}

/** Where the records are this system's own projects, each leads to its page. */
function Key({ of, stream }: { readonly of: string; readonly stream: string }) {
  const [project = ""] = of.split(":");
  if (stream !== "project-milestones") return of;
  return (
    <Link to="/projects/$project" params={{ project }}>
      {of}
    </Link>
  );
}

type RecordsProps = { readonly records: readonly One[]; readonly of: Measured };

function Records({ records, of }: RecordsProps) {
  const say = useSay();
  return (
    <Scroll label={say("fact-records.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("fact-records.key")}</th>
            <th scope="col">{say("fact-records.day")}</th>
            <th scope="col">{say("fact-records.in")}</th>
            <th scope="col">{say("fact-records.fields")}</th>
            <th scope="col">{say("contests.title")}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((each) => (
            <tr key={each.key}>
              <th scope="row">
                <Key of={each.key} stream={of.stream.id} />
              </th>
              <td>{day(say.language, each.day)}</td>
              <td>{say(each.isIn ? "fact-records.yes" : "fact-records.no")}</td>
              <td className="below">{fieldsInWords(say, of.titles, each)}</td>
              <td>{each.contest === null ? say("score.none") : say(`contests.state.${each.contest.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function fieldsInWords(say: Say, titles: Titles, { fields, notes }: One): string {
  const told = Object.entries(fields).map(
    ([name, text]) => `${fieldInWords(say, titles, name)} = ${valueSaid(say, valueInWords(say, text))}`,
  );
  return [
    ...told,
    ...(notes.length === 0
      ? []
      : [say("fact-records.notes", { notes: notes.join(say.language === "en" ? ", " : "、") })]),
  ].join(" · ");
}
