import { Button } from "antd";
import { TextField } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { type ConnectionDraft, freshSecret, type PutDraft } from "./connection-draft.ts";

type Props = { readonly draft: ConnectionDraft; readonly put: PutDraft; readonly isKept: boolean };

/** Written, and never shown again. What is made here for whoever sends is shown until it is saved: they need it, too. */
export function SecretField({ draft, put, isKept }: Props) {
  const say = useSay();
  const isPush = draft.kind === "push";
  return (
    <>
      <TextField
        id="connection-secret"
        name={say(`secret.${isPush ? "push" : draft.kind === "sql" ? "sql" : "http"}`)}
        hint={say(isKept ? "secret.hint.kept" : "secret.hint")}
        type={isPush ? "text" : "password"}
        required={!isKept}
        autoComplete="new-password"
        maxLength={5_000}
        value={draft.secret}
        onValue={(secret) => put({ secret })}
      />
      {isPush && (
        <p>
          <Button size="small" onClick={() => put({ secret: freshSecret() })}>
            {say("secret.make")}
          </Button>
        </p>
      )}
    </>
  );
}
