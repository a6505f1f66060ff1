import type { ExportKind } from "@biaochi/contract";
import { Link } from "@tanstack/react-router";
import type { Holding } from "./holding.ts";
import { useSay } from "./preferences.tsx";

/** To the form that asks for an export, with what is wanted filled in. */
export function AskExportLink({ what, run, subject }: Holding & { readonly what: ExportKind }) {
  const say = useSay();
  return (
    <Link to="/exports" search={{ run, what, ...(subject === undefined ? {} : { subject }) }} className="small">
      {say("exports.ask.why")}
    </Link>
  );
}
