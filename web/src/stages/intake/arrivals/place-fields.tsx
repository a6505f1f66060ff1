import { LinesField, SelectField, TextField } from "../../../frame/field.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { type ConnectionDraft, encodings, type PutDraft, pagingWays, signWays } from "./connection-draft.ts";

type Props = { readonly draft: ConnectionDraft; readonly put: PutDraft };
type TextName = { [N in keyof ConnectionDraft]: ConnectionDraft[N] extends string ? N : never }[keyof ConnectionDraft];
const asked = { required: true, autoComplete: "off" } as const;

/** Where the data are, as each kind of source needs it. */
export function PlaceFields({ draft, put }: Props) {
  if (draft.kind === "http") return <HttpFields draft={draft} put={put} />;
  if (draft.kind === "sql") return <SqlFields draft={draft} put={put} />;
  if (draft.kind === "folder") return <FolderFields draft={draft} put={put} />;
  return null;
}

function HttpFields({ draft, put }: Props) {
  const say = useSay();
  const text = (name: TextName) => ({ value: draft[name], onValue: (value: string) => put({ [name]: value }) });
  return (
    <>
      <TextField
        id="place-address"
        name={say("place.address")}
        hint={say("place.address.hint")}
        type="url"
        pattern="https?://.*"
        maxLength={2_000}
        {...asked}
        {...text("address")}
      />
      <SelectField
        id="place-sign"
        name={say("place.sign")}
        value={draft.sign}
        options={signWays.map((value) => ({ value, label: say(`place.sign.${value}`) }))}
        onValue={(sign) => put({ sign })}
      />
      {draft.sign === "header" && (
        <TextField
          id="place-header"
          name={say("place.header")}
          pattern="[A-Za-z0-9\-]{1,60}"
          {...asked}
          {...text("header")}
        />
      )}
      {draft.sign === "client-credentials" && (
        <>
          <TextField id="place-token" name={say("place.token")} type="url" {...asked} {...text("token")} />
          <TextField id="place-client" name={say("place.client")} maxLength={200} {...asked} {...text("client")} />
          <TextField id="place-scope" name={say("place.scope")} autoComplete="off" maxLength={500} {...text("scope")} />
        </>
      )}
      <SelectField
        id="place-paging"
        name={say("place.paging")}
        value={draft.paging}
        options={pagingWays.map((value) => ({ value, label: say(`place.paging.${value}`) }))}
        onValue={(paging) => put({ paging })}
      />
      {(draft.paging === "mark" || draft.paging === "page") && (
        <TextField id="place-parameter" name={say("place.parameter")} {...asked} {...text("parameter")} />
      )}
      {draft.paging === "mark" && (
        <TextField
          id="place-next"
          name={say("place.next")}
          hint={say("place.next.hint")}
          {...asked}
          {...text("next")}
        />
      )}
      {draft.paging === "page" && (
        <SelectField
          id="place-first"
          name={say("place.first")}
          value={draft.first}
          options={(["1", "0"] as const).map((value) => ({ value, label: value }))}
          onValue={(first) => put({ first })}
        />
      )}
      <Reach draft={draft} put={put} />
    </>
  );
}

function SqlFields({ draft, put }: Props) {
  const say = useSay();
  const text = (name: TextName) => ({ value: draft[name], onValue: (value: string) => put({ [name]: value }) });
  return (
    <>
      <TextField id="place-host" name={say("place.host")} maxLength={200} {...asked} {...text("host")} />
      <TextField
        id="place-port"
        name={say("place.port")}
        type="number"
        min={1}
        max={65_535}
        {...asked}
        {...text("port")}
      />
      <TextField id="place-database" name={say("place.database")} maxLength={100} {...asked} {...text("database")} />
      <TextField id="place-user" name={say("place.user")} maxLength={100} {...asked} {...text("user")} />
      <div className="field tick">
        <label>
          <input
            id="place-tls"
            type="checkbox"
            checked={draft.tls}
            onChange={({ target }) => put({ tls: target.checked })}
          />{" "}
          {say("place.tls")}
        </label>
      </div>
      <LinesField
        id="place-query"
        name={say("place.query")}
        hint={say("place.query.hint")}
        required
        rows={5}
        maxLength={20_000}
        spellCheck={false}
        {...text("query")}
      />
      <Reach draft={draft} put={put} />
    </>
  );
}

/** How long is waited, and which addresses of the office's own network may be asked. */
function Reach({ draft, put }: Props) {
  const say = useSay();
  return (
    <>
      <TextField
        id="place-timeout"
        name={say("place.timeout")}
        type="number"
        min={1}
        max={600}
        {...asked}
        value={draft.timeout}
        onValue={(timeout) => put({ timeout })}
      />
      <LinesField
        id="place-inside"
        name={say("place.inside")}
        hint={say("place.inside.hint")}
        maxLength={4_000}
        value={draft.inside}
        onValue={(inside) => put({ inside })}
      />
    </>
  );
}

function FolderFields({ draft, put }: Props) {
  const say = useSay();
  return (
    <>
      <TextField
        id="place-folder"
        name={say("place.folder")}
        hint={say("place.folder.hint")}
        pattern="[a-z0-9][a-z0-9\-]{0,60}"
        {...asked}
        value={draft.folder}
        onValue={(folder) => put({ folder })}
      />
      <SelectField
        id="place-encoding"
        name={say("place.encoding")}
        value={draft.encoding}
        options={encodings.map((value) => ({ value, label: value.toUpperCase() }))}
        onValue={(encoding) => put({ encoding })}
      />
    </>
  );
}
