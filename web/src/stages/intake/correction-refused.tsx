import { isCode } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { Refused } from "../../exchange/ask.ts";
import { useSay } from "../../frame/preferences.tsx";
import type { Field } from "./correction-draft.ts";
import type { Faults } from "./correction-form.tsx";

const fields: readonly Field[] = ["value", "state", "standing", "statement", "source", "document", "reason"];

/** What the server found wrong, by field: `/body/correction/absence` is the field "state" of the form. */
export function faultsIn(error: unknown): Faults {
  if (!(error instanceof Refused)) return {};
  const found = (error.problem.findings ?? []).flatMap(({ path, code }) => {
    const name = path.split("/").at(-1);
    const field = name === "absence" ? "state" : fields.find((each) => each === name);
    return field === undefined ? [] : [[field, isCode(code) ? code : "correction-unsound"] as const];
  });
  return Object.fromEntries(found);
}

/** Why nothing was saved, and what to do: superseded meanwhile, a closed period, silence. Faults of fields stand beside them. */
export function CorrectionRefused({ error, programme }: { readonly error: unknown; readonly programme: string }) {
  const say = useSay();
  if (!(error instanceof Refused))
    return (
      <div className="faults" role="alert">
        <p>{say("correct.lost")}</p>
      </div>
    );
  const { code, params } = error.problem;
  if (code === "correction-unsound" && Object.keys(faultsIn(error)).length > 0) return null;
  const isStale = code === "version-stale" || code === "fact-superseded";
  const newest = params.newest ?? params.by;
  return (
    <div className="faults" role="alert">
      <p>{isStale ? say("correct.stale") : say.composed(code, params)}</p>
      {isStale && typeof newest === "string" && (
        <p>
          <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact: newest }}>
            {say("correct.stale.open")}
          </Link>
        </p>
      )}
    </div>
  );
}
