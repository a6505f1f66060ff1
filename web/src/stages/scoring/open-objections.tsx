import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { verification } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";

/** Said before the results go on: what the units are still waiting for, and who has not answered. It forbids nothing. */
export function OpenObjections({ run, isGoingOn }: { readonly run: number; readonly isGoingOn: boolean }) {
  const say = useSay();
  const first = useInfiniteQuery(verification(run)).data?.pages[0];
  if (!first) return null;
  const { open, openInOtherRuns, round, counts } = first;
  const waiting = round?.isOpen ? counts.waiting : 0;
  return (
    <>
      {isGoingOn && open + waiting > 0 && (
        <p className="fault">{say("verification.open-warning", { open, waiting })}</p>
      )}
      {isGoingOn && openInOtherRuns > 0 && (
        <p className="fault">{say("verification.open-elsewhere", { n: openInOtherRuns })}</p>
      )}
      {round !== null && (
        <p>
          <Link to="/runs/$run/verification" params={{ run: String(run) }}>
            {say("verification.link")}
          </Link>
        </p>
      )}
    </>
  );
}
