import { Link, useLocation } from "@tanstack/react-router";
import { Refused } from "../exchange/ask.ts";
import { isSignedOut } from "../exchange/signed-out.ts";
import { useSay } from "./preferences.tsx";

/**
 * Where something is open only to whoever has just proved who they are: the way to the door, and back to this page. Where the
 * session ended, the door opens beside the page, so that what was typed stays.
 */
export function ProveAgain({ error }: { readonly error: unknown }) {
  const say = useSay();
  const { href, pathname } = useLocation();
  if (pathname.startsWith("/sign-in")) return null;
  if (isSignedOut(error))
    return (
      <Link to="/sign-in" target="_blank">
        {say("not-signed-in.door")}
      </Link>
    );
  if (!(error instanceof Refused) || error.problem.code !== "proof-needed") return null;
  return (
    <Link to="/sign-in" search={{ back: href }}>
      {say("proof-needed.door")}
    </Link>
  );
}
