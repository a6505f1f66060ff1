import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { upperSchemes } from "../../../exchange/draft-questions.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { TakeUpper } from "./take-upper.tsx";

/** Schemes of the level above for this city. */
export function UppersPage() {
  const say = useSay();
  const mayWrite = useMay("write-upper");
  const { data, error, refetch } = useQuery(upperSchemes);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("upper.title")}</PageTitle>
      <p className="lead">{say("upper.lead")}</p>
      {data.uppers.length === 0 ? (
        <Empty title={say("upper.none")} why={say("upper.none.why")} />
      ) : (
        <ul className="bare versions">
          {data.uppers.map((each) => (
            <li key={each.upper}>
              <p>
                <Link to="/upper-schemes/$upper" params={{ upper: String(each.upper) }}>
                  {say.named(each.title)}
                </Link>{" "}
                {each.open > 0 && <span className="tag amber">{say("upper.items.open", { n: each.open })}</span>}
              </p>
              <p className="quiet small">
                {each.name} · {say("upper.items", { n: each.items })}{" "}
                <code className="digest">{each.digest.slice(0, 12)}</code>
              </p>
            </li>
          ))}
        </ul>
      )}
      {mayWrite && <TakeUpper programmes={data.programmes} />}
    </>
  );
}
