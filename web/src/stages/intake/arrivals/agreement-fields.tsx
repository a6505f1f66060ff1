import { LinesField, TextField } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import type { ConnectionDraft, PutDraft } from "./connection-draft.ts";

const asked = { required: true, autoComplete: "off" } as const;

/** Under which agreement the data are used. Without one nothing is fetched. */
export function AgreementFields({ draft, put }: { readonly draft: ConnectionDraft; readonly put: PutDraft }) {
  const say = useSay();
  return (
    <fieldset className="ticks">
      <legend>{say("agreement.title")}</legend>
      <p className="quiet small">{say("agreement.what")}</p>
      <TextField
        id="agreement-approver"
        name={say("agreement.approver")}
        maxLength={200}
        {...asked}
        value={draft.approver}
        onValue={(approver) => put({ approver })}
      />
      <TextField
        id="agreement-basis"
        name={say("agreement.basis")}
        hint={say("agreement.basis.hint")}
        maxLength={500}
        {...asked}
        value={draft.basis}
        onValue={(basis) => put({ basis })}
      />
      <LinesField
        id="agreement-fields"
        name={say("agreement.fields")}
        hint={say("agreement.fields.hint")}
        required
        maxLength={20_000}
        value={draft.fields}
        onValue={(fields) => put({ fields })}
      />
      <TextField
        id="agreement-frequency"
        name={say("agreement.frequency")}
        maxLength={200}
        {...asked}
        value={draft.frequency}
        onValue={(frequency) => put({ frequency })}
      />
      <TextField
        id="agreement-contact"
        name={say("agreement.contact")}
        maxLength={200}
        {...asked}
        value={draft.contact}
        onValue={(contact) => put({ contact })}
      />
      <TextField
        id="agreement-last-day"
        name={say("agreement.last-day")}
        hint={say("agreement.last-day.hint")}
        type="date"
        required
        value={draft.lastDay}
        onValue={(lastDay) => put({ lastDay })}
      />
    </fieldset>
  );
}
