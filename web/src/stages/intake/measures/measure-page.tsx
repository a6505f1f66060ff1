import { moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ask } from "../../../exchange/ask.ts";
import { measure as measureQuestion, measures } from "../../../exchange/measure-questions.ts";
import { called } from "../../../frame/called.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { MeasureForm } from "./measure-form.tsx";
import { MeasurePreview } from "./measure-preview.tsx";
import { measureInWords } from "./said.ts";

/** One measure: what it counts, what it gives, and how it came to be so. */
export function MeasurePage() {
  const say = useSay();
  const { programme, measure: id } = useParams({ from: "/inside/programmes/$programme/measures/$measure" });
  const { data, error, refetch } = useQuery(measureQuestion(programme, id));
  const choices = useQuery(measures(programme)).data;
  const mayTry = useMay("preview-measure");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { measure } = data;
  const { content, version, isEnded, mayKeep } = measure;
  return (
    <>
      <p className="small">
        <Link to="/programmes/$programme/measures" params={{ programme }}>
          {say("measures.title")}
        </Link>
      </p>
      <PageTitle>{say.named(content.name)}</PageTitle>
      <p>
        <span className="tag">{isEnded ? say("measures.ended") : say("measures.in-use", { version })}</span>{" "}
        <span className="tag">{say("measures.trust", { trust: content.trust })}</span>{" "}
        {measure.isSimulated && <span className="tag">{say("measures.simulated")}</span>}
      </p>
      <p className="lead">{measureInWords(say, measure.titles, content)}</p>
      <p className="small">
        {say("measures.indicator")}
        {say("lost.colon")}
        {say.named(measure.indicator.name)} · {say("measures.stream")}
        {say("lost.colon")}
        {say.named(measure.stream.name)}
      </p>
      {mayTry && mayKeep && <MeasurePreview programme={programme} content={content} periods={data.periods} />}
      <section aria-labelledby="versions">
        <h2 id="versions">{say("measure.versions")}</h2>
        <ol className="versions">
          {data.versions.map((each) => (
            <li key={each.version}>
              <strong>
                {say("measure.version", {
                  version: each.version,
                  by: called(say, each.by),
                  at: moment(say.language, each.at),
                })}
              </strong>{" "}
              {each.isEnded && <span className="tag">{say("measures.ended")}</span>}
              <p>{measureInWords(say, measure.titles, each.content)}</p>
              <p className="quiet">{each.reason}</p>
            </li>
          ))}
        </ol>
      </section>
      {mayKeep && choices && (
        <details className="entry">
          <summary>{say("measure.change")}</summary>
          <MeasureForm key={version} programme={programme} choices={choices} of={{ measure: id, version, content }} />
        </details>
      )}
      {mayKeep && !isEnded && (
        <WithReason
          id="end-measure"
          label={say("measure.end")}
          what={say("measure.end.what")}
          submit={say("measure.end")}
          isDanger
          changes={["measures", "measure"]}
          run={(reason) =>
            ask("endMeasure", { params: { programme, measure: id }, body: { reason, basedOn: version } })
          }
        />
      )}
    </>
  );
}
