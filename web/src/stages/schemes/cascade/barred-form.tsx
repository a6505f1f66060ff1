import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { session } from "../../../exchange/questions.ts";
import { LinesField, TextField } from "../../../frame/field.tsx";
import { Form, SubmitOrLeave } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { typeName } from "./barred-page.tsx";

type Page = Answer<"listBarred">;
type Props = {
  readonly page: Page;
  readonly matter: Page["matters"][number] | undefined;
  readonly programme: string;
  readonly onDone: () => void;
  readonly onLeave: () => void;
};

/** A matter of the negative list; it is ended by its last day. */
export function BarredForm({ page, matter, programme, onDone, onLeave }: Props) {
  const say = useSay();
  const today = useQuery(session).data?.today ?? "";
  const [id] = useState(() => matter?.matter ?? `matter-${Date.now().toString(36)}`);
  const [zh, setZh] = useState(matter?.name["zh-CN"] ?? "");
  const [en, setEn] = useState(matter?.name.en ?? "");
  const [basis, setBasis] = useState(matter?.basis ?? "");
  const [reason, setReason] = useState(matter?.reason ?? "");
  const [types, setTypes] = useState<readonly string[]>(matter?.unitTypes ?? []);
  const [from, setFrom] = useState(matter?.from ?? today);
  const [until, setUntil] = useState(matter?.until ?? "");
  const save = useMutation({
    mutationFn: () =>
      ask("setBarred", {
        params: { programme, matter: id },
        ifMatch: String(matter?.version ?? 0),
        body: {
          name: { "zh-CN": zh, en: en.trim() === "" ? zh : en },
          ...{ basis, reason, unitTypes: [...types], from, until: until === "" ? null : until },
        },
      }),
    onSuccess: onDone,
  });
  const all = [...new Set([...page.unitTypes, ...types])];
  const absent = types.length === 0 ? { [`type-${all[0] ?? ""}`]: [say("barred.types.missing")] } : {};
  return (
    <section aria-labelledby="barred-form">
      <h2 id="barred-form">
        {matter === undefined ? say("barred.new") : say("goals.edit.of", { goal: say.named(matter.name) })}
      </h2>
      <Form error={save.error} absent={absent} onSubmit={() => save.mutate()}>
        <TextField
          id="barred-zh"
          name={say("barred.matter")}
          required
          maxLength={200}
          value={zh}
          onValue={setZh}
          autoComplete="off"
        />
        <TextField
          id="barred-en"
          name={say("goals.name.en")}
          hint={say("goals.name.en.hint")}
          maxLength={300}
          value={en}
          onValue={setEn}
          autoComplete="off"
        />
        <TextField
          id="barred-basis"
          name={say("barred.basis")}
          hint={say("barred.basis.hint")}
          required
          maxLength={300}
          value={basis}
          onValue={setBasis}
          autoComplete="off"
        />
        <LinesField
          id="barred-reason"
          name={say("barred.reason")}
          required
          maxLength={500}
          value={reason}
          onValue={setReason}
        />
        <fieldset className="ticks">
          <legend>{say("barred.types")}</legend>
          {all.map((type) => (
            <label key={type} htmlFor={`type-${type}`}>
              <input
                id={`type-${type}`}
                type="checkbox"
                checked={types.includes(type)}
                onChange={(event) =>
                  setTypes(event.target.checked ? [...types, type] : types.filter((each) => each !== type))
                }
              />{" "}
              {typeName(say, type)}
            </label>
          ))}
        </fieldset>
        <TextField id="barred-from" name={say("barred.from")} type="date" required value={from} onValue={setFrom} />
        <TextField
          id="barred-until"
          name={say("barred.until")}
          hint={say("barred.until.hint")}
          type="date"
          value={until}
          onValue={setUntil}
        />
        <SubmitOrLeave submit={say("goals.save")} isPending={save.isPending} onLeave={onLeave} />
      </Form>
    </section>
  );
}
