import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer, Asked } from "../../../exchange/doors.ts";
import { Field, SelectField, TextField, useDescribed } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

type Sent = NonNullable<Asked<"takeUpperScheme">["body"]>["file"];

async function asSent(file: File, title: string): Promise<Sent> {
  if (/\.xlsx$/i.test(file.name)) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return { form: "xlsx", content: btoa(text), title };
  }
  const text = await file.text();
  return /\.csv$/i.test(file.name) ? { form: "csv", text, title } : { form: "scheme", text };
}

/** Takes over a scheme of the level above from a file. */
export function TakeUpper({ programmes }: { readonly programmes: Answer<"listUpperSchemes">["programmes"] }) {
  const say = useSay();
  const navigate = useNavigate();
  const questions = useQueryClient();
  const [programme, setProgramme] = useState(programmes[0]?.id ?? "");
  const [name, setName] = useState("");
  const [file, setFile] = useState<File>();
  const described = useDescribed("upper-file", say("upper.file.hint"));
  const take = useMutation({
    mutationFn: async () =>
      file && ask("takeUpperScheme", { body: { programme, name, file: await asSent(file, name) } }),
    onSuccess: async (taken) => {
      if (taken === undefined) return;
      await questions.invalidateQueries({ queryKey: ["upper-schemes"] });
      await navigate({ to: "/upper-schemes/$upper", params: { upper: String(taken.upper) } });
    },
  });
  const absent = file === undefined ? { "upper-file": [say("form.missing", { name: say("upper.file") })] } : {};
  return (
    <section aria-labelledby="take-upper">
      <h2 id="take-upper">{say("upper.take")}</h2>
      <Form error={take.error} absent={absent} onSubmit={() => take.mutate()}>
        {programmes.length > 1 && (
          <SelectField
            id="upper-programme"
            name={say("upper.programme")}
            value={programme}
            options={programmes.map(({ id, title }) => ({ value: id, label: say.named(title) }))}
            onValue={setProgramme}
          />
        )}
        <TextField
          id="upper-name"
          name={say("upper.name")}
          required
          maxLength={200}
          autoComplete="off"
          value={name}
          onValue={setName}
        />
        <Field id="upper-file" name={say("upper.file")} hint={say("upper.file.hint")}>
          <input
            type="file"
            accept=".yaml,.yml,.json,.csv,.xlsx"
            {...described}
            onChange={(event) => setFile(event.target.files?.[0])}
          />
        </Field>
        <Button type="primary" htmlType="submit" loading={take.isPending}>
          {say("upper.submit")}
        </Button>
      </Form>
    </section>
  );
}
