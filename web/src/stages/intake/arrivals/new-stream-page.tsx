import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { oneConnection } from "./questions.ts";
import { StreamForm } from "./stream-form.tsx";

/** One stream more of a connection. */
export function NewStreamPage() {
  const say = useSay();
  const go = useNavigate();
  const { programme = "", connection = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery({ ...oneConnection({ programme, connection }), refetchInterval: false });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p className="small">
        <Link to="/programmes/$programme/connections/$connection" params={{ programme, connection }}>
          {say.named(data.name)}
        </Link>
      </p>
      <PageTitle>{say("stream.new")}</PageTitle>
      <p className="lead">{say("stream.new.lead")}</p>
      <h2>{say("mapping.title")}</h2>
      <StreamForm
        programme={programme}
        connection={connection}
        kind={data.kind}
        tables={data.tables}
        onSaved={(stream) => void go({ to: "/programmes/$programme/streams/$stream", params: { programme, stream } })}
      />
    </>
  );
}
