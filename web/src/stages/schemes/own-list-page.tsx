import { periodName, quantity } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { listInWords, scheme as schemeOf } from "../../exchange/questions.ts";
import { useMay, useProgrammeOfScheme } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { ListInWords } from "./list-in-words.tsx";
import { Shares } from "./thermometer.tsx";

/** What is asked of one subject in this cycle, in words: to be read in January and to be printed. */
export function OwnListPage() {
  const say = useSay();
  const { scheme, version, subject } = useParams({ from: "/inside/schemes/$scheme/$version/lists/$subject" });
  const programme = useProgrammeOfScheme(scheme);
  const seesOthers = useMay("see-standings");
  const { data: page } = useQuery(schemeOf(scheme, Number(version), programme));
  const { data: own, error, refetch } = useQuery(listInWords({ scheme, version: Number(version), subject }, programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!own || !page) return <Loading />;
  const items = own.nodes.filter(({ kind }) => kind === "item").length;
  return (
    <>
      <PageTitle>{say("own-list.title", { name: say.named(own.subject.name) })}</PageTitle>
      <p>
        {say("own-list.lead", {
          scheme: say.named(page.title),
          version,
          cycle: periodName(say.language, page.cycle),
          full: own.full === null ? say("own-list.full.open") : quantity(own.full),
          n: items,
          list: say.named(own.list.name),
        })}
      </p>
      <p className="doors no-print">
        <Button onClick={() => window.print()}>{say("print.start")}</Button>
        <Link to="/schemes/$scheme/$version" params={{ scheme, version }}>
          {say("own-list.scheme")}
        </Link>
        {seesOthers && (
          <Link to="/schemes/$scheme/$version/lists" params={{ scheme, version }}>
            {say("own-list.all")}
          </Link>
        )}
      </p>
      <Shares of={own.thermometer} />
      <ListInWords own={own} />
      <p className="quiet small">
        {say("own-list.digest")} <code className="digest">{own.digest}</code>
      </p>
    </>
  );
}
