import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { SearchChoice, WhichChoice } from "../../../frame/choices.tsx";
import { useMay } from "../../../frame/current.ts";
import { Pages, usePages } from "../../../frame/pages.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { recordsOf } from "./questions.ts";
import { RecordTable } from "./record-table.tsx";
import { Simulated } from "./simulated.tsx";

/** Records of a stream, newest first; a unit sees its own, by how the other system calls it. */
export function RecordsPage() {
  const say = useSay();
  const maySee = useMay("see-streams");
  const { programme = "", stream = "" } = useParams({ strict: false });
  const params = { programme, stream };
  const pages = usePages();
  const [unit, setUnit] = useState("");
  const [month, setMonth] = useState("");
  const [key, setKey] = useState("");
  const asked = { unit: unit || undefined, month: month || undefined, key: key || undefined, ...pages.at };
  const { data, error, refetch } = useQuery(recordsOf(params, asked));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const narrow = (change: () => void) => {
    change();
    pages.restart();
  };
  return (
    <>
      <p className="small">
        <Link to={maySee ? "/programmes/$programme/streams/$stream" : "/programmes/$programme/streams"} params={params}>
          {maySee ? say.named(data.stream.name) : say("streams.title")}
        </Link>
      </p>
      <PageTitle>{say("records.title", { stream: say.named(data.stream.name) })}</PageTitle>
      <p className="lead">
        {say(maySee ? "records.lead" : "records.lead.unit")} <Simulated is={data.stream.isSimulated} />
      </p>
      <div className="choices">
        {data.units.length > 1 && (
          <WhichChoice
            id="records-unit"
            label={say("records.unit")}
            value={unit}
            options={[
              { value: "", label: say("records.unit.any") },
              ...data.units.map(({ id, name }) => ({ value: id, label: say.named(name) })),
            ]}
            onValue={(value) => narrow(() => setUnit(value))}
          />
        )}
        <label htmlFor="records-month">
          {say("records.month")}{" "}
          <input
            id="records-month"
            type="month"
            value={month}
            onChange={(event) => narrow(() => setMonth(event.target.value))}
          />
        </label>
        <SearchChoice
          id="records-key"
          label={say("records.key")}
          value={key}
          onValue={(value) => narrow(() => setKey(value))}
        />
      </div>
      {data.records.length === 0 ? (
        <p className="quiet">{say("records.none")}</p>
      ) : (
        <RecordTable of={params} fields={data.fields} titles={data.titles} records={data.records} />
      )}
      <Pages pages={pages} next={data.next} />
    </>
  );
}
