import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { addressOf } from "../../../exchange/doors.ts";
import { session } from "../../../exchange/questions.ts";
import { BehindButtons } from "../../../frame/behind-buttons.tsx";
import { WhichChoice } from "../../../frame/choices.tsx";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { ImportHistory } from "./import-history.tsx";
import { MakeProgramme } from "./make-programme.tsx";
import { registries } from "./questions.ts";
import { RecognisedPeople } from "./recognised-people.tsx";
import { StartImport } from "./start-import.tsx";

/** Where a workbook comes in: for which programme, the template, what came in before. An empty installation begins here. */
export function BringInPage() {
  const say = useSay();
  const here = useQuery(session).data;
  const mayMake = useMay("make-programme");
  const { data, error, refetch } = useQuery(registries);
  const [chosen, choose] = useState<string>();
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { programmes } = data;
  const wanted = chosen ?? here?.account?.programme;
  const programme = programmes.find(({ id }) => id === wanted) ?? programmes[0];
  return (
    <>
      <PageTitle>{say("import.title")}</PageTitle>
      <p className="lead">{say("import.lead")}</p>
      {programme === undefined ? (
        <Empty title={say("import.none")} why={say("import.none.why")} todo={say("import.none.todo")} />
      ) : (
        <>
          <div className="choices">
            <WhichChoice
              id="import-programme"
              label={say("import.programme")}
              value={programme.id}
              options={programmes.map((each) => ({ value: each.id, label: say.named(each.title) }))}
              onValue={choose}
            />
          </div>
          <p>
            {say("import.holds", {
              units: programme.units,
              officials: programme.officials,
              cycle: programme.cycle ?? "—",
            })}{" "}
            <a
              href={addressOf("readRegistryTemplate", {
                ...{ params: { programme: programme.id }, query: { lang: say.language } },
              })}
              download
            >
              {say("import.template")}
            </a>
            {programme.units + programme.officials > 0 && (
              <>
                {" · "}
                <Link to="/programmes/$programme/registry/exports" params={{ programme: programme.id }}>
                  {say("import.export")}
                </Link>
              </>
            )}
          </p>
          {programme.open !== null && (
            <p role="status">
              <Link to="/registry/imports/$import" params={{ import: String(programme.open) }}>
                {say("import.go-on")}
              </Link>
            </p>
          )}
          <StartImport key={programme.id} programme={programme.id} />
          <ImportHistory programme={programme.id} />
          <RecognisedPeople programme={programme.id} />
        </>
      )}
      {mayMake && programme === undefined && <MakeProgramme isFirst onMade={choose} />}
      {mayMake && programme !== undefined && (
        <BehindButtons
          deeds={[
            {
              ...{ id: "make-programme", label: say("programme.new") },
              form: <MakeProgramme isFirst={false} onMade={choose} />,
            },
          ]}
        />
      )}
    </>
  );
}
