import { day } from "@biaochi/words";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { session } from "../exchange/questions.ts";
import { warnings } from "../exchange/warning-questions.ts";
import { useAccount } from "../frame/current.ts";
import { useSay } from "../frame/preferences.tsx";

/** So many that wait for an answer are named; of the others their number. */
const mostNamed = 3;

/** How many early warnings are open, and which of them wait for an answer; nothing where none is open. */
export function WarningsCard() {
  const say = useSay();
  const account = useAccount();
  const today = useQuery(session).data?.today ?? "";
  const programme = account?.programme ?? null;
  const isMine = account?.roles.some((role) => ["organiser", "head", "liaison"].includes(role)) === true;
  const asked = useInfiniteQuery({
    ...warnings(programme ?? "", { answer: "due", limit: mostNamed }),
    enabled: isMine && programme !== null,
  });
  const [found] = asked.data?.pages ?? [];
  if (programme === null || !found || found.counts.red + found.counts.yellow === 0) return null;
  const { warnings: due, waiting } = found;
  const params = { programme };
  return (
    <section aria-labelledby="home-warnings">
      <h2 id="home-warnings">{say("frame.warnings")}</h2>
      <p>
        {say("home.warnings", found.counts)}{" "}
        <Link to="/programmes/$programme/warnings" params={params}>
          {say("home.warnings.open")}
        </Link>
      </p>
      {due.length > 0 && (
        <ul className="waiting">
          {due.slice(0, mostNamed).map(({ warning, basis, unit, due: by }) => (
            <li key={warning}>
              <Link to="/programmes/$programme/warnings/$warning" params={{ ...params, warning: String(warning) }}>
                {say("home.warnings.answer", { unit: say.named(unit.name), name: say.named(basis.name) })}
              </Link>
              {by !== null && (
                <span className={by < today ? "fault" : "quiet"}>
                  {" "}
                  {say(by < today ? "todo.overdue" : "todo.due", { day: day(say.language, by) })}
                </span>
              )}
            </li>
          ))}
          {waiting > mostNamed && (
            <li>
              <Link to="/programmes/$programme/warnings" params={params} search={{ answer: "due" }}>
                {say("home.warnings.more", { n: waiting - mostNamed })}
              </Link>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
