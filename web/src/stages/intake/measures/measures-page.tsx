import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { measures as measuresQuestion } from "../../../exchange/measure-questions.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { MeasureForm } from "./measure-form.tsx";
import { measureInWords } from "./said.ts";

/** How figures are counted from records. */
export function MeasuresPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/measures" });
  const { data, error, refetch } = useQuery(measuresQuestion(programme));
  const mayKeep = useMay("keep-measures");
  const maySeeLate = useMay("see-late-revisions");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("measures.title")}</PageTitle>
      <p className="lead">{say("measures.lead")}</p>
      {maySeeLate && (
        <p className="doors no-print">
          <Link to="/programmes/$programme/late-revisions" params={{ programme }}>
            {say("measures.late")}
          </Link>
        </p>
      )}
      {data.measures.length === 0 ? (
        <Empty title={say("measures.none")} todo={say("measures.none.todo")} />
      ) : (
        <Scroll label={say("measures.title")}>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("measures.name")}</th>
                <th scope="col">{say("measures.says")}</th>
                <th scope="col">{say("measures.stream")}</th>
                <th scope="col">{say("measures.state")}</th>
              </tr>
            </thead>
            <tbody>
              {data.measures.map((each) => (
                <tr key={each.measure}>
                  <th scope="row" className="below">
                    <Link to="/programmes/$programme/measures/$measure" params={{ programme, measure: each.measure }}>
                      {say.named(each.content.name)}
                    </Link>
                    <span className="quiet small block">{say.named(each.indicator.name)}</span>
                  </th>
                  <td className="below">{measureInWords(say, each.titles, each.content)}</td>
                  <td className="below">
                    {say.named(each.stream.name)}{" "}
                    {each.isSimulated && <span className="tag">{say("measures.simulated")}</span>}
                  </td>
                  <td className="below">
                    {each.isEnded ? say("measures.ended") : say("measures.in-use", { version: each.version })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {mayKeep && (
        <details className="entry">
          <summary>{say("measure.new")}</summary>
          <MeasureForm programme={programme} choices={data} />
        </details>
      )}
    </>
  );
}
