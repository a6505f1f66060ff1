import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useRef, useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { LinesField, TextField } from "../../../frame/field.tsx";
import { Form, RefusedHere } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import "../../../look/arrivals.css";
import { CheckEditor } from "./check-editor.tsx";
import { nameOf } from "./connection-draft.ts";
import { FieldTable } from "./field-table.tsx";
import { draftOf, emptyMapping, type MappingDraft, mappingOf, twiceNamed } from "./mapping-draft.ts";
import { MappingHead } from "./mapping-head.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { type Connection, type Stream, stale } from "./questions.ts";

type Props = {
  readonly programme: string;
  readonly connection: string;
  readonly kind: Connection["kind"];
  /** The one that gets another version; absent: a new one. */
  readonly of?: Stream;
  readonly tables: readonly string[];
  readonly onSaved: (stream: string) => void;
};

/** What the rows of a connection mean, looked at on the first rows before it is saved. */
export function StreamForm({ programme, connection, kind, of, tables, onSaved }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [id, setId] = useState(of?.stream ?? "");
  const [name, setName] = useState({ zh: of?.name["zh-CN"] ?? "", en: of?.name.en ?? "" });
  const [draft, setDraft] = useState(of === undefined ? emptyMapping : draftOf(of.mapping));
  const [sample, setSample] = useState("");
  const [reason, setReason] = useState("");
  const isLooked = useRef(false);
  const put = (part: Partial<MappingDraft>) => setDraft((before) => ({ ...before, ...part }));
  const look = useMutation({
    mutationFn: () =>
      ask("tryStream", {
        params: { programme, connection },
        body: { mapping: mappingOf(draft), ...(sample.trim() === "" ? {} : { sample }) },
      }),
  });
  const save = useMutation({
    mutationFn: () =>
      ask("saveStream", {
        params: { programme, stream: id },
        body: { connection, name: nameOf(name), mapping: mappingOf(draft), reason, basedOn: of?.version ?? 0 },
      }),
    onSuccess: async () => {
      setReason("");
      await Promise.all(stale.map((key) => questions.invalidateQueries({ queryKey: [key] })));
      onSaved(id);
    },
  });
  const twice = twiceNamed(draft);
  const absent = {
    ...(twice.length > 0 ? { "field-0-name": [say("mapping.twice", { names: twice.join("、") })] } : {}),
    ...(draft.fields.length === 0 ? { "add-field": [say("mapping.no-field")] } : {}),
  };
  return (
    <Form
      className="form wide mapping"
      error={save.error}
      absent={absent}
      onSubmit={() => (isLooked.current ? look.mutate() : save.mutate())}
    >
      {of === undefined && (
        <TextField
          id="stream-id"
          name={say("stream.id")}
          hint={say("stream.id.hint")}
          required
          autoComplete="off"
          pattern="[a-z][a-z0-9\-]{1,39}"
          misfit={say("connection.id.misfit")}
          value={id}
          onValue={setId}
        />
      )}
      <TextField
        id="stream-name"
        name={say("stream.name")}
        required
        autoComplete="off"
        maxLength={100}
        value={name.zh}
        onValue={(zh) => setName({ ...name, zh })}
      />
      <TextField
        id="stream-name-en"
        name={say("connection.name-en")}
        autoComplete="off"
        maxLength={100}
        value={name.en}
        onValue={(en) => setName({ ...name, en })}
      />
      <FieldTable fields={draft.fields} onFields={(fields) => put({ fields })} />
      <MappingHead kind={kind} draft={draft} put={put} tables={tables} />
      <CheckEditor draft={draft} onChecks={(checks) => put({ checks })} />
      {kind === "push" && (
        <LinesField
          id="stream-sample"
          name={say("mapping.sample")}
          hint={say("mapping.sample.hint")}
          rows={4}
          maxLength={1_000_000}
          value={sample}
          onValue={setSample}
        />
      )}
      <TextField
        id="stream-reason"
        name={say("form.reason")}
        hint={say("mapping.reason.hint")}
        required
        autoComplete="off"
        maxLength={500}
        value={reason}
        onValue={setReason}
      />
      {look.error && <RefusedHere error={look.error} />}
      {look.data && <PreviewTable preview={look.data} />}
      <p className="doors">
        <Button
          htmlType="submit"
          loading={look.isPending}
          onClick={() => {
            isLooked.current = true;
          }}
        >
          {say("mapping.look")}
        </Button>
        <Button
          type="primary"
          htmlType="submit"
          loading={save.isPending}
          onClick={() => {
            isLooked.current = false;
          }}
        >
          {say(of === undefined ? "stream.make" : "mapping.save")}
        </Button>
      </p>
    </Form>
  );
}
