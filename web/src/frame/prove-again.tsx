import { Link, useLocation } from "@tanstack/react-router";
import { Refused } from "../exchange/ask.ts";
import { useSay } from "./preferences.tsx";

/** Where something is open only to whoever has just proved who they are: the way to the door, and back to this page. */
export function ProveAgain({ error }: { readonly error: unknown }) {
  const say = useSay();
  const { href, pathname } = useLocation();
  if (!(error instanceof Refused) || error.problem.code !== "proof-needed" || pathname.startsWith("/sign-in"))
    return null;
  return (
    <Link to="/sign-in" search={{ back: href }}>
      {say("proof-needed.door")}
    </Link>
  );
}
