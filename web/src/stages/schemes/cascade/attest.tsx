import type { UnitTasks } from "@biaochi/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { unitTasks } from "../../../exchange/cascade-questions.ts";
import { session, todos } from "../../../exchange/questions.ts";
import { Field, SelectField, TextField, useDescribed } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

/** The digest of a file: it is not sent, and another program finds the same. */
async function digestOf(file: File): Promise<string> {
  const { hex, sha256 } = await import("@biaochi/ledger");
  return hex(sha256(new Uint8Array(await file.arrayBuffer())));
}

type Props = { readonly of: UnitTasks; readonly programme: string };

/** The head signed the list on paper: recorded by somebody else, as the list stands. */
export function Attest({ of, programme }: Props) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  if (!of.mayAttest || of.version === 0 || of.tasks.length === 0 || of.state === "confirmed") return null;
  return (
    <section aria-labelledby="attest" className="no-print">
      <h2 id="attest">{say("attest.title")}</h2>
      <p className="quiet">{say("attest.what")}</p>
      {of.findings.length > 0 ? (
        <p>{say("attest.not-yet", { n: of.findings.length })}</p>
      ) : isOpen ? (
        <AttestForm of={of} programme={programme} onLeave={() => setOpen(false)} />
      ) : (
        <Button onClick={() => setOpen(true)}>{say("attest.open")}</Button>
      )}
    </section>
  );
}

function AttestForm({ of, programme, onLeave }: Props & { readonly onLeave: () => void }) {
  const say = useSay();
  const questions = useQueryClient();
  const today = useQuery(session).data?.today ?? "";
  const leading = of.people.filter(({ roleClass }) => roleClass === "head" || roleClass === "deputy");
  const heads = leading.filter(({ roleClass }) => roleClass === "head");
  const [signedOn, setSignedOn] = useState("");
  const [signatory, setSignatory] = useState(heads.length === 1 ? (heads[0]?.official.id ?? "") : "");
  const [document, setDocument] = useState("");
  const [printed, setPrinted] = useState("");
  const [scan, setScan] = useState<{ readonly name: string; readonly digest: string }>();
  // What is signed is what was looked at when the form was opened.
  const [version] = useState(of.version);
  const scanned = useDescribed("attest-scan", say("attest.scan.hint"));
  const params = { programme, cycle: of.cycle, subject: of.unit.id };
  const send = useMutation({
    mutationFn: () =>
      ask("attestTasks", {
        params,
        ifMatch: String(version),
        body: {
          ...{ signedOn, signatory, document, scan: scan?.digest ?? null },
          printed: printed.trim() === "" ? null : printed.trim().toLowerCase(),
        },
      }),
    onSuccess: async (now) => {
      questions.setQueryData(unitTasks(programme, of.cycle, of.unit.id).queryKey, now);
      await questions.invalidateQueries({ queryKey: todos.queryKey });
    },
  });
  return (
    <Form label={say("attest.title")} error={send.error} onSubmit={() => send.mutate()}>
      <TextField
        id="attest-day"
        type="date"
        name={say("attest.day")}
        required
        max={today}
        value={signedOn}
        onValue={setSignedOn}
      />
      <SelectField
        id="attest-signatory"
        name={say("attest.signatory")}
        required
        value={signatory}
        options={[
          { value: "", label: "—" },
          ...leading.map(({ official }) => ({ value: official.id, label: say.named(official.name) })),
        ]}
        onValue={setSignatory}
      />
      <TextField
        id="attest-document"
        name={say("attest.document")}
        hint={say("attest.document.hint")}
        required
        maxLength={200}
        autoComplete="off"
        value={document}
        onValue={setDocument}
      />
      <TextField
        id="attest-printed"
        name={say("attest.printed")}
        hint={say("attest.printed.hint")}
        misfit={say("attest.printed.misfit")}
        pattern="\s*[0-9A-Fa-f]{12,64}\s*"
        maxLength={70}
        autoComplete="off"
        value={printed}
        onValue={setPrinted}
      />
      <Field id="attest-scan" name={say("attest.scan")} hint={say("attest.scan.hint")}>
        <input
          type="file"
          accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff"
          {...scanned}
          onChange={async (event) => {
            const file = event.target.files?.[0];
            setScan(file && { name: file.name, digest: await digestOf(file) });
          }}
        />
        {scan && (
          <p className="quiet small" role="status">
            {say("attest.scan.digest")} <code title={scan.digest}>{scan.digest.slice(0, 12)}…</code>
          </p>
        )}
      </Field>
      <p className="doors">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {say("attest.do")}
        </Button>
        <Button onClick={onLeave}>{say("form.not")}</Button>
      </p>
    </Form>
  );
}
