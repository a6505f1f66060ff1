import { useQuery } from "@tanstack/react-query";
import type { Answer } from "../../exchange/doors.ts";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { personnelFile } from "./questions.ts";
import { RuleCited } from "./rule-cited.tsx";
import { SpanCells, SpanHeads, wordOf } from "./span-of-time.tsx";

type File = Answer<"readPersonnelFile">;

/** Leave in days, formal conclusions and earlier grades: for those who keep the file, and the person. */
export function PersonnelFile({ programme, subject }: { readonly programme: string; readonly subject: string }) {
  const say = useSay();
  const { data, error } = useQuery(personnelFile(programme, subject));
  if (error) return <RefusedHere error={error} />;
  if (!data) return null;
  return (
    <>
      {data.takingPart.map(({ code, values, rule }) => (
        <p key={code}>
          {say.composed(`taking-part.${code}`, values)}{" "}
          <span className="quiet small">
            <RuleCited rule={rule} />
          </span>
        </p>
      ))}
      <Leave leave={data.leave} />
      {data.sanctions.length > 0 && <Sanctions sanctions={data.sanctions} />}
      {data.grades.length > 0 && <Grades grades={data.grades} />}
    </>
  );
}

function Leave({ leave }: { readonly leave: File["leave"] }) {
  const say = useSay();
  return (
    <>
      <h2>{say("registry-person.leave")}</h2>
      <p className="quiet small">{say("registry-person.leave.why")}</p>
      {leave.length === 0 ? (
        <p className="quiet">{say("registry-person.no-leave")}</p>
      ) : (
        <Scroll label={say("registry-person.leave")} text>
          <table className="plain">
            <thead>
              <tr>
                <SpanHeads />
                <th scope="col" className="number">
                  {say("registry-person.day-count")}
                </th>
              </tr>
            </thead>
            <tbody>
              {leave.map((each) => (
                <tr key={each.leave}>
                  <SpanCells since={each.since} until={each.until} />
                  <td className="number">{each.days}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}

function Sanctions({ sanctions }: { readonly sanctions: File["sanctions"] }) {
  const say = useSay();
  return (
    <>
      <h2>{say("registry-person.sanctions")}</h2>
      <Scroll label={say("registry-person.sanctions")} text>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("registry-do.sanction")}</th>
              <SpanHeads />
              <th scope="col">{say("registry-person.document")}</th>
            </tr>
          </thead>
          <tbody>
            {sanctions.map(({ sanction, kind, since, until, document }) => (
              <tr key={sanction}>
                <th scope="row">{wordOf(say, "registry-sanction", kind)}</th>
                <SpanCells since={since} until={until} />
                <td>{document}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Grades({ grades }: { readonly grades: File["grades"] }) {
  const say = useSay();
  return (
    <>
      <h2>{say("registry-person.grades")}</h2>
      <Scroll label={say("registry-person.grades")} text>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("registry-person.year")}</th>
              <th scope="col">{say("registry-person.grade")}</th>
              <th scope="col">{say("registry-person.scale")}</th>
              <th scope="col">{say("registry-person.document")}</th>
            </tr>
          </thead>
          <tbody>
            {grades.map(({ year, grade, scale, document }) => (
              <tr key={`${year} ${scale}`}>
                <th scope="row">{year}</th>
                <td>{grade}</td>
                <td>{scale === "annual" ? say("registry-person.scale.annual") : scale}</td>
                <td>{document ?? "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
