import { day } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { Answer } from "../../exchange/doors.ts";
import { BehindButtons } from "../../frame/behind-buttons.tsx";
import { useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { ActForm } from "./act-form.tsx";
import { actsOnBodies, calledBy } from "./acts.ts";
import { MakeBody } from "./make-body.tsx";
import { registryBodies } from "./questions.ts";
import { untilOf } from "./span-of-time.tsx";

type Page = Answer<"listBodies">;

/** Those who decide, and their meetings with session and minutes. */
export function RegistryBodiesPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/registry/bodies" });
  const mayChange = useMay("change-registry");
  const { data, error, refetch } = useQuery(registryBodies(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const goingOn = data.bodies.flatMap(({ body: id, name, until }) => (until === null ? [{ id, name }] : []));
  const acts = data.edition > 0 && goingOn.length > 0 ? actsOnBodies(goingOn) : [];
  return (
    <>
      <p className="small">
        <Link to="/programmes/$programme/registry" params={{ programme }}>
          {say("registry.back")}
        </Link>
      </p>
      <PageTitle>{say("registry-bodies.title")}</PageTitle>
      <p className="lead">{say("registry-bodies.lead")}</p>
      {data.bodies.length === 0 ? <Empty title={say("registry-bodies.none")} /> : <Bodies bodies={data.bodies} />}
      <h2>{say("registry-bodies.meetings")}</h2>
      {data.meetings.length === 0 ? (
        <p className="quiet">{say("registry-bodies.no-meetings")}</p>
      ) : (
        <Meetings page={data} />
      )}
      {mayChange && (
        <BehindButtons
          deeds={[
            ...acts.map((act) => {
              const label = say.composed(calledBy(act));
              return {
                id: act.act,
                label,
                form: <ActForm key={act.act} programme={programme} title={label} acts={[act]} />,
              };
            }),
            { id: "make-body", label: say("registry-bodies.make"), form: <MakeBody programme={programme} /> },
          ]}
        />
      )}
    </>
  );
}

function Bodies({ bodies }: { readonly bodies: Page["bodies"] }) {
  const say = useSay();
  return (
    <Scroll label={say("registry-bodies.title")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("registry-bodies.body")}</th>
            <th scope="col">{say("registry-do.id")}</th>
            <th scope="col">{say("registry-bodies.units")}</th>
            <th scope="col">{say("registry.until")}</th>
          </tr>
        </thead>
        <tbody>
          {bodies.map(({ body, name, units, until }) => (
            <tr key={body}>
              <th scope="row">{say.named(name)}</th>
              <td>{body}</td>
              <td>
                {units.length === 0
                  ? say("registry-bodies.city")
                  : units.map((unit) => say.named(unit.name)).join(say.language === "en" ? ", " : "、")}
              </td>
              <td className="figure">{untilOf(say, { since: null, until })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Meetings({ page }: { readonly page: Page }) {
  const say = useSay();
  const names = new Map(page.bodies.map(({ body, name }) => [body, name]));
  return (
    <Scroll label={say("registry-bodies.meetings")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("registry-bodies.day")}</th>
            <th scope="col">{say("registry-bodies.body")}</th>
            <th scope="col">{say("registry-bodies.meeting")}</th>
            <th scope="col">{say("registry-bodies.session")}</th>
            <th scope="col">{say("registry-bodies.minutes")}</th>
          </tr>
        </thead>
        <tbody>
          {page.meetings.map((each) => {
            const body = names.get(each.body);
            return (
              <tr key={each.meeting}>
                <th scope="row">{day(say.language, each.day)}</th>
                <td>{body ? say.named(body) : each.body}</td>
                <td>{say.named(each.name)}</td>
                <td>{each.session}</td>
                <td>{each.minutes}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
