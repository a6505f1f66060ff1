import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { oneRecord } from "./questions.ts";
import { RecordTable } from "./record-table.tsx";
import { Simulated } from "./simulated.tsx";

/** One record as it was at each time: a changed row is a new revision, and nothing is rewritten. */
export function RecordPage() {
  const say = useSay();
  const { programme = "", stream = "" } = useParams({ strict: false });
  const { key = "" } = useSearch({ strict: false });
  const params = { programme, stream };
  const { data, error, refetch } = useQuery(oneRecord(params, key));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p className="small">
        <Link to="/programmes/$programme/streams/$stream/records" params={params}>
          {say("records.title", { stream: say.named(data.stream.name) })}
        </Link>
      </p>
      <PageTitle>{say("record.title", { key })}</PageTitle>
      <p className="lead">
        {say("record.lead", { n: data.revisions.length })} <Simulated is={data.stream.isSimulated} />
      </p>
      <RecordTable fields={data.fields} titles={data.titles} records={data.revisions} />
    </>
  );
}
