import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer, Asked } from "../../../exchange/doors.ts";
import { Field, SelectField, useDescribed } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

type Known = Answer<"listDrafts">;
type Props = { readonly programmes: Known["programmes"]; readonly templates: Known["templates"] };
type From = NonNullable<Asked<"startDraft">["body"]>["from"];

/** Begins a draft: from a version, from another programme's scheme, a template or a file. */
export function NewDraft({ programmes, templates }: Props) {
  const say = useSay();
  const navigate = useNavigate();
  const questions = useQueryClient();
  const [programme, setProgramme] = useState(programmes[0]?.id ?? "");
  const versions = (id: string) => programmes.find((each) => each.id === id)?.versions ?? [];
  const inForce = versions(programme).find(({ standing }) => standing === "in-force") ?? versions(programme).at(-1);
  const usual = inForce
    ? `version ${inForce.scheme} ${inForce.version}`
    : templates[0]
      ? `template ${templates[0].id}`
      : "file";
  const [source, setSource] = useState<string>();
  const [file, setFile] = useState<{ readonly name: string; readonly text: string }>();
  const chosen = source ?? usual;
  const options = [
    ...[...versions(programme)].reverse().map(({ scheme, version, title, standing }) => ({
      value: `version ${scheme} ${version}`,
      label: say("drafts.version-option", {
        title: say.named(title),
        version,
        standing: say(`standing-of-version.${standing}`),
      }),
    })),
    ...templates.map(({ id, title }) => ({
      value: `template ${id}`,
      label: say("drafts.from.template", { title: say.named(title) }),
    })),
    ...programmes
      .filter(({ id }) => id !== programme)
      .flatMap(({ id, title, versions: theirs }) =>
        theirs.map(({ scheme, version }) => ({
          value: `scheme ${scheme} ${version} ${id}`,
          label: say("drafts.from.scheme", { title: say.named(title), version }),
        })),
      ),
    { value: "file", label: say("drafts.from.file") },
  ];
  const fromOf = (): From | undefined => {
    const [kind = "", id = "", version = "", elsewhere = ""] = chosen.split(" ");
    if (kind === "version") return { kind, scheme: id, version: Number(version) };
    if (kind === "scheme") return { kind, programme: elsewhere, scheme: id, version: Number(version) };
    if (kind === "template") return { kind, template: id };
    return file && { kind: "file", ...file };
  };
  const start = useMutation({
    mutationFn: async () => {
      const from = fromOf();
      return from && ask("startDraft", { body: { programme, from } });
    },
    onSuccess: async (begun) => {
      if (begun === undefined) return;
      await questions.invalidateQueries({ queryKey: ["drafts"] });
      await navigate({ to: "/drafts/$draft", params: { draft: String(begun.draft) } });
    },
  });
  const isFile = chosen === "file";
  const absent =
    isFile && file === undefined ? { "draft-file": [say("form.missing", { name: say("drafts.file") })] } : {};
  return (
    <section aria-labelledby="new-draft">
      <h2 id="new-draft">{say("drafts.new")}</h2>
      <Form error={start.error} absent={absent} onSubmit={() => start.mutate()}>
        {programmes.length > 1 && (
          <SelectField
            id="draft-programme"
            name={say("upper.programme")}
            value={programme}
            options={programmes.map(({ id, title }) => ({ value: id, label: say.named(title) }))}
            onValue={(value) => {
              setProgramme(value);
              setSource(undefined);
            }}
          />
        )}
        <SelectField
          id="draft-source"
          name={say("drafts.from")}
          hint={say("drafts.from.hint")}
          value={chosen}
          options={options}
          onValue={setSource}
        />
        {isFile && <FileField onFile={setFile} />}
        <Button type="primary" htmlType="submit" loading={start.isPending}>
          {say("drafts.begin")}
        </Button>
      </Form>
    </section>
  );
}

function FileField({ onFile }: { readonly onFile: (file: { name: string; text: string } | undefined) => void }) {
  const say = useSay();
  const described = useDescribed("draft-file", say("drafts.file.hint"));
  return (
    <Field id="draft-file" name={say("drafts.file")} hint={say("drafts.file.hint")}>
      <input
        type="file"
        accept=".yaml,.yml,.json"
        {...described}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file === undefined) onFile(undefined);
          else void file.text().then((text) => onFile({ name: file.name.slice(0, 200), text }));
        }}
      />
    </Field>
  );
}
