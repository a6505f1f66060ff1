import { useSay } from "../../../frame/preferences.tsx";
import { LastDay } from "./connections-page.tsx";
import type { Connection } from "./questions.ts";

/** Under which agreement the data are used. */
export function AgreementSaid({ of }: { readonly of: Connection }) {
  const say = useSay();
  const { approver, basis, fields, frequency, contact } = of.agreement;
  const lines = [
    ["agreement.approver", approver],
    ["agreement.basis", basis],
    ["agreement.fields", fields.join(say.language === "en" ? ", " : "、")],
    ["agreement.frequency", frequency],
    ["agreement.contact", contact],
    ["connection.keeper", of.keeper === null ? "—" : say.named(of.keeper.name)],
  ] as const;
  return (
    <dl className="sheet">
      {lines.map(([code, text]) => (
        <div key={code}>
          <dt>{say(code)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
      <div>
        <dt>{say("agreement.last-day")}</dt>
        <dd>
          <LastDay of={of} />
        </dd>
      </div>
    </dl>
  );
}
