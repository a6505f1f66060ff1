import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { standings } from "../exchange/questions.ts";
import { useSay } from "../frame/preferences.tsx";

/** How many so few are named one by one. */
const mostNamed = 5;

/** Those whose results somebody reads beside the own one: a field of work, a section, a body's units, a case. */
export function InReach({ run }: { readonly run: number }) {
  return (
    <>
      <OfType run={run} type="unit" />
      <OfType run={run} type="official" />
    </>
  );
}

function OfType({ run, type }: { readonly run: number; readonly type: "unit" | "official" }) {
  const say = useSay();
  const found = useQuery(standings(run, { type, limit: mostNamed })).data;
  if (!found || found.total === 0) return null;
  const params = { run: String(run) };
  if (found.total <= mostNamed)
    return (
      <p>
        {say(`reach.${type}.few`)}
        {say.language === "en" ? ": " : "："}
        {found.rows.map(({ subject }, at) => (
          <span key={subject.id}>
            {at > 0 && (say.language === "en" ? ", " : "、")}
            <Link to="/runs/$run/subjects/$subject" params={{ ...params, subject: subject.id }}>
              {say.named(subject.name)}
            </Link>
          </span>
        ))}
      </p>
    );
  return (
    <p>
      <Link to="/runs/$run/standings" params={params} search={{ type }}>
        {say(`reach.${type}`, { n: found.total })}
      </Link>
    </p>
  );
}
