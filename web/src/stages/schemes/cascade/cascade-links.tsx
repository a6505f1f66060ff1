import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { session } from "../../../exchange/questions.ts";
import { WhichChoice } from "../../../frame/choices.tsx";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";

/** The cycle of an address, or the year in the city. */
export function useCycle(chosen: string | undefined): string {
  const today = useQuery(session).data?.today;
  return chosen ?? today?.slice(0, 4) ?? "";
}

/** The pages about goals handed down, for those who may open them. */
export function CascadeLinks({ programme, cycle }: { readonly programme: string; readonly cycle: string }) {
  const say = useSay();
  const search = { cycle };
  const [goals, coverage, barred] = [useMay("see-goals"), useMay("see-coverage"), useMay("see-barred")];
  if (!goals && !coverage && !barred) return null;
  return (
    <p className="trail quiet no-print">
      {goals && (
        <Link to="/programmes/$programme/goals" params={{ programme }} search={search}>
          {say("goals.title")}
        </Link>
      )}
      {coverage && (
        <Link to="/programmes/$programme/coverage" params={{ programme }} search={search}>
          {say("coverage.title")}
        </Link>
      )}
      {barred && (
        <Link to="/programmes/$programme/barred" params={{ programme }}>
          {say("barred.title")}
        </Link>
      )}
    </p>
  );
}

type CycleProps = {
  readonly cycle: string;
  readonly cycles: readonly string[];
  readonly onCycle: (cycle: string) => void;
};

export function CycleField({ cycle, cycles, onCycle }: CycleProps) {
  const say = useSay();
  const all = [...new Set([cycle, ...cycles])].sort().reverse();
  return (
    <WhichChoice
      id="cascade-cycle"
      label={say("goals.cycle")}
      value={cycle}
      options={all.map((value) => ({ value, label: value }))}
      onValue={onCycle}
    />
  );
}
