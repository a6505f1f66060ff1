import { type Say, useSay } from "../../../frame/preferences.tsx";
import type { Reason } from "./questions.ts";

/** Why a row does not count, each reason a sentence with the field and what stood there. */
export function ReasonList({ reasons }: { readonly reasons: readonly Reason[] }) {
  const say = useSay();
  if (reasons.length === 0) return null;
  return (
    <ul className="bare">
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.field ?? ""} ${reason.check?.["zh-CN"] ?? ""}`}>{reasonSaid(say, reason)}</li>
      ))}
    </ul>
  );
}

export function reasonSaid(say: Say, { code, field, found, check }: Reason): string {
  const of = check === null ? field : say.named(check);
  const why = say.composed(`arrival.reason.${code}`);
  const said = of === null ? why : say("arrivals.reason", { of, why });
  return found === null || found === "" ? said : `${said}${say("arrivals.reason.found", { found })}`;
}
