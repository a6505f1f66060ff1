import { Link } from "@tanstack/react-router";
import { useSay } from "../../../frame/preferences.tsx";

/** The pages on the quality of data. */
export function QualityLinks({ programme }: { readonly programme: string }) {
  const say = useSay();
  const params = { programme };
  return (
    <nav className="trail quiet no-print" aria-label={say("quality.to")}>
      <Link to="/programmes/$programme/quality" params={params}>
        {say("quality.to.overview")}
      </Link>
      <Link to="/programmes/$programme/quality/findings" params={params}>
        {say("quality.to.findings")}
      </Link>
      <Link to="/programmes/$programme/quality/rules" params={params}>
        {say("quality.to.rules")}
      </Link>
    </nav>
  );
}
