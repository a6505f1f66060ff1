import { day, isCode, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { session, todos } from "../exchange/questions.ts";
import { useSay } from "../frame/preferences.tsx";

/** What waits, each with its day and its minutes; nothing while it is not known. */
export function Todos() {
  const say = useSay();
  const today = useQuery(session).data?.today ?? "";
  const waiting = useQuery(todos).data?.todos ?? [];
  if (waiting.length === 0) return null;
  return (
    <ul className="waiting">
      {waiting.map(({ id, kind, params, path, due, minutes }) => {
        const code = `todo.${kind}`;
        const { period } = params;
        const told = period === undefined ? params : { ...params, period: periodName(say.language, String(period)) };
        return (
          <li key={id}>
            <a href={path}>{isCode(code) ? say.composed(code, told) : kind}</a>{" "}
            <span className="quiet">{say("waiting.minutes", { n: minutes })}</span>
            {due !== null && (
              <span className={due < today ? "fault" : "quiet"}>
                {" "}
                {say(due < today ? "todo.overdue" : "todo.due", { day: day(say.language, due) })}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
