import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { figures } from "../exchange/questions.ts";
import { useAccount } from "../frame/current.ts";
import { useSay } from "../frame/preferences.tsx";

/** How many figures of the reader's own indicators there are, and how many are missing; undefined for whoever has none. */
export function useOwnFigures(): { readonly total: number; readonly missing: number } | undefined {
  const account = useAccount();
  const isOwner = account?.roles.includes("owner") === true && account.programme !== null;
  const asked = useInfiniteQuery({ ...figures(account?.programme ?? "", { limit: 1 }), enabled: isOwner });
  const first = asked.data?.pages[0];
  if (!first || first.total === null || first.missing === null) return undefined;
  return { total: first.total, missing: first.missing };
}

/** What an owner is asked for first: the figures that are not there. */
export function MissingFigures() {
  const say = useSay();
  const programme = useAccount()?.programme;
  const n = useOwnFigures()?.missing ?? 0;
  if (!programme) return null;
  return (
    <ul className="waiting">
      <li>
        <Link to="/programmes/$programme/figures" params={{ programme }} search={{ only: "missing" }}>
          {say("figures.missing", { n })}
        </Link>{" "}
        <span className="quiet">{say("waiting.minutes", { n: 5 })}</span>
      </li>
    </ul>
  );
}

/** Where an owner stands: with the figures. */
export function OwnFigures() {
  const say = useSay();
  const programme = useAccount()?.programme;
  const own = useOwnFigures();
  if (!programme || !own) return null;
  return (
    <p>
      {own.missing === 0 ? say("figures.whole", own) : say("figures.counts", own)}{" "}
      <Link to="/programmes/$programme/figures" params={{ programme }}>
        {say("figures.open")}
      </Link>
    </p>
  );
}
