import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useRef, useState } from "react";
import "../../../look/arrivals.css";
import { ask } from "../../../exchange/ask.ts";
import { SelectField, TextField } from "../../../frame/field.tsx";
import { Form, RefusedHere } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { AgreementFields } from "./agreement-fields.tsx";
import {
  type ConnectionDraft,
  connectionOf,
  draftOfConnection,
  emptyConnection,
  kinds,
  needsSecret,
  placeOf,
} from "./connection-draft.ts";
import { PlaceFields } from "./place-fields.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { type Connection, type Head, stale } from "./questions.ts";
import { SecretField } from "./secret-field.tsx";

type Props = {
  readonly programme: string;
  /** The one that gets another version; absent: a new one. */
  readonly of?: Connection;
  readonly units: readonly { readonly id: string; readonly name: Head["name"] }[];
  readonly onSaved: (connection: string) => void;
};

/** A connection is tried before it is saved: one form, two ways out. */
export function ConnectionForm({ programme, of, units, onSaved }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [draft, setDraft] = useState(of === undefined ? emptyConnection : draftOfConnection(of));
  const [id, setId] = useState(of?.connection ?? "");
  const [reason, setReason] = useState("");
  const isTried = useRef(false);
  const put = (part: Partial<ConnectionDraft>) => setDraft((before) => ({ ...before, ...part }));
  const attempt = useMutation({
    mutationFn: () => {
      const { secret } = connectionOf(draft);
      const known = of === undefined ? {} : { connection: of.connection };
      return ask("tryConnection", {
        params: { programme },
        body: { ...known, place: placeOf(draft), ...(secret === undefined ? {} : { secret }) },
      });
    },
  });
  const save = useMutation({
    mutationFn: () =>
      ask("saveConnection", {
        params: { programme, connection: id },
        body: { ...connectionOf(draft), reason, basedOn: of?.version ?? 0 },
      }),
    onSuccess: async () => {
      put({ secret: "" });
      setReason("");
      await Promise.all(stale.map((key) => questions.invalidateQueries({ queryKey: [key] })));
      onSaved(id);
    },
  });
  return (
    <Form
      className="form wide mapping"
      error={save.error}
      onSubmit={() => (isTried.current ? attempt.mutate() : save.mutate())}
    >
      <TextField
        id="connection-name"
        name={say("connections.name")}
        required
        autoComplete="off"
        maxLength={100}
        value={draft.zh}
        onValue={(zh) => put({ zh })}
      />
      <TextField
        id="connection-name-en"
        name={say("connection.name-en")}
        autoComplete="off"
        maxLength={100}
        value={draft.en}
        onValue={(en) => put({ en })}
      />
      {of === undefined && (
        <>
          <TextField
            id="connection-id"
            name={say("connection.id")}
            hint={say("connection.id.hint")}
            required
            autoComplete="off"
            pattern="[a-z][a-z0-9\-]{1,39}"
            misfit={say("connection.id.misfit")}
            value={id}
            onValue={setId}
          />
          <SelectField
            id="connection-kind"
            name={say("connection.kind")}
            value={draft.kind}
            options={kinds.map((value) => ({ value, label: say(`connection.kind.${value}`) }))}
            onValue={(kind) => put({ kind })}
          />
        </>
      )}
      <SelectField
        id="connection-keeper"
        name={say("connection.keeper")}
        hint={say("connection.keeper.hint")}
        value={draft.keeper}
        options={[
          { value: "", label: say("connection.keeper.none") },
          ...units.map((unit) => ({ value: unit.id, label: say.named(unit.name) })),
        ]}
        onValue={(keeper) => put({ keeper })}
      />
      <PlaceFields draft={draft} put={put} />
      {needsSecret(draft) && <SecretField draft={draft} put={put} isKept={of?.hasSecret === true} />}
      <AgreementFields draft={draft} put={put} />
      <TextField
        id="connection-reason"
        name={say("form.reason")}
        required
        autoComplete="off"
        maxLength={500}
        value={reason}
        onValue={setReason}
      />
      {attempt.error && <RefusedHere error={attempt.error} />}
      {attempt.data && <PreviewTable preview={attempt.data} />}
      <p className="doors">
        {(draft.kind === "http" || draft.kind === "sql") && (
          <Button
            htmlType="submit"
            loading={attempt.isPending}
            onClick={() => {
              isTried.current = true;
            }}
          >
            {say("connection.try")}
          </Button>
        )}
        <Button
          type="primary"
          htmlType="submit"
          loading={save.isPending}
          onClick={() => {
            isTried.current = false;
          }}
        >
          {say(of === undefined ? "connection.make" : "connection.save")}
        </Button>
      </p>
    </Form>
  );
}
