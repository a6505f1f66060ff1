import { periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { runs } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { readChoice } from "./choice.ts";

const views = [
  ["/runs/$run/standings", "standings"],
  ["/runs/$run/parts", "parts"],
  ["/runs/$run/heat-map", "heat-map"],
] as const;
export type View = (typeof views)[number][0];

/** The run at hand among those that the reader may see. */
export function useRun(run: number) {
  return useQuery(runs).data?.runs.find((each) => each.run === run);
}

/** Which period is shown, the same page for the other periods of the programme, and the three ways to look at a run. */
export function RunHead({ run, view }: { readonly run: number; readonly view: View }) {
  const say = useSay();
  const { cursor: _cursor, ...kept } = readChoice(useSearch({ strict: false }));
  const all = useQuery(runs).data?.runs ?? [];
  const here = all.find((each) => each.run === run);
  if (!here) return null;
  const newest = new Map<string, number>();
  for (const each of all) {
    if (each.state !== "done" || each.programme.id !== here.programme.id) continue;
    newest.set(each.period, Math.max(each.run, newest.get(each.period) ?? 0));
  }
  newest.set(here.period, run);
  const periods = [...newest].sort(([a], [b]) => (a < b ? -1 : 1));
  const later = all.find((each) => each.run === Math.max(...all.map((one) => (isSame(one, here) ? one.run : 0))));
  return (
    <>
      <div className="which no-print">
        <p className="quiet">
          {say.named(here.programme.title)} ·{" "}
          <Link to="/runs" hash={`run-${run}`}>
            {say("run.number", { n: run })}
          </Link>{" "}
          {later && later.run > run && (
            <Link to={view} params={{ run: String(later.run) }} search={kept} className="tag amber">
              {say("run.older", { n: later.run })}
            </Link>
          )}
        </p>
        {periods.length > 1 ? (
          <nav aria-label={say("standings.period")} className="periods">
            {periods.map(([period, value]) => (
              <Link
                key={value}
                to={view}
                params={{ run: String(value) }}
                search={kept}
                {...(value === run ? { "aria-current": "page" as const } : {})}
              >
                {periodName(say.language, period)}
              </Link>
            ))}
          </nav>
        ) : (
          <p>{periodName(say.language, here.period)}</p>
        )}
      </div>
      <nav className="tabs no-print" aria-label={say("view.all")}>
        {views.map(([to, name]) => (
          <Link
            key={to}
            to={to}
            params={{ run: String(run) }}
            search={kept}
            {...(to === view ? { "aria-current": "page" as const } : {})}
          >
            {say(`view.${name}`)}
          </Link>
        ))}
      </nav>
    </>
  );
}

type Shown = NonNullable<ReturnType<typeof useRun>>;
const isSame = (one: Shown, other: Shown): boolean =>
  one.state === "done" && one.programme.id === other.programme.id && one.period === other.period;
