import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { sendFile } from "../../../exchange/send-file.ts";
import { FaultBeside, Field, useDescribed } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

const most = 32 * 1024 * 1024;

/** The files as they are; a new choice takes the place of the old one. */
export function ImportFiles({ of }: { readonly of: Answer<"readImport"> }) {
  const say = useSay();
  const questions = useQueryClient();
  const [chosen, choose] = useState<readonly File[]>([]);
  const [isDeclared, declare] = useState(false);
  const large = chosen.find(({ size }) => size > most);
  const send = useMutation({
    mutationFn: async () => {
      for (const [position, file] of chosen.entries())
        await sendFile("sendImportFile", { params: { import: of.import, position }, query: { name: file.name } }, file);
      await ask("readImportFiles", { params: { import: of.import } });
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ["import"] }),
  });
  const faults = {
    ...(chosen.length === 0 ? { "import-files": [say("form.missing", { name: say("import.files") })] } : {}),
    ...(large === undefined ? {} : { "import-files": [say("import.file-large", { name: large.name })] }),
    ...(isDeclared ? {} : { "import-declared": [say("form.missing", { name: say("import.declared.short") })] }),
  };
  return (
    <section aria-labelledby="import-files-title">
      <h2 id="import-files-title">{say("import.step.files")}</h2>
      {of.files.length > 0 && (
        <p>{of.files.map(({ name, size }) => `${name}（${Math.ceil(size / 1024)} kB）`).join("、")}</p>
      )}
      <Form error={send.error} absent={faults} onSubmit={() => send.mutate()}>
        <Field id="import-files" name={say("import.files")} hint={say("import.files.hint")}>
          <FileInput onFiles={choose} />
        </Field>
        <Declared value={isDeclared} onValue={declare} />
        <Button type={of.files.length === 0 ? "primary" : "default"} htmlType="submit" loading={send.isPending}>
          {say(of.files.length === 0 ? "import.send" : "import.send-again")}
        </Button>
      </Form>
    </section>
  );
}

function FileInput({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const say = useSay();
  const described = useDescribed("import-files", say("import.files.hint"));
  return (
    <input
      {...described}
      type="file"
      multiple
      accept=".xlsx,.csv"
      onChange={(event) => onFiles([...(event.target.files ?? [])])}
    />
  );
}

function Declared({ value, onValue }: { readonly value: boolean; readonly onValue: (value: boolean) => void }) {
  const say = useSay();
  return (
    <div className="field tick">
      <FaultBeside id="import-declared" />
      <label>
        <input
          {...useDescribed("import-declared")}
          type="checkbox"
          checked={value}
          onChange={(event) => onValue(event.target.checked)}
        />{" "}
        {say("import.declared")}
      </label>
    </div>
  );
}
