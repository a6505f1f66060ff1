import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer, Asked } from "../../exchange/doors.ts";
import { SelectField, TextField } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";

type Changeable = NonNullable<Asked<"changeSetting">["body"]>["setting"];
const names: readonly Changeable[] = ["idleMinutes", "passwordDays", "level"];

type Props = { readonly settings: Answer<"readInstallationSettings">["settings"] };

/** A new value with its reason; what needs a second person is said before it is sent, and again afterwards. */
export function ChangeSetting({ settings }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const open = names.filter((name) => settings.some((each) => each.name === name));
  const [setting, setSetting] = useState<Changeable>(open[0] ?? "idleMinutes");
  const [value, setValue] = useState("");
  const [reason, setReason] = useState("");
  const chosen = settings.find(({ name }) => name === setting);
  const { from, to } = chosen?.bounds ?? { from: 0, to: 0 };
  const change = useMutation({
    mutationFn: () => ask("changeSetting", { body: { setting, value: Number(value), reason } }),
    onSuccess: async () => {
      setValue("");
      setReason("");
      // The level decides on the pages that are there.
      await questions.invalidateQueries({ queryKey: [setting === "level" ? "session" : "installation-settings"] });
      await questions.invalidateQueries({ queryKey: ["installation-settings"] });
    },
  });
  return (
    <details className="entry">
      <summary>{say("change-setting.title")}</summary>
      <Form error={change.error} onSubmit={() => change.mutate()}>
        <SelectField
          id="setting"
          name={say("settings.what")}
          value={setting}
          options={open.map((name) => ({ value: name, label: say(`setting.${name}`) }))}
          onValue={setSetting}
        />
        <TextField
          id="setting-value"
          name={say("change-setting.value")}
          hint={`${say("change-setting.bounds", { now: chosen?.value ?? "", from, to })} ${say("change-setting.what")}`}
          type="number"
          className="short"
          required
          min={from}
          max={to}
          misfit={say("setting-outside", { from, to })}
          value={value}
          onValue={setValue}
        />
        <TextField
          id="setting-reason"
          name={say("form.reason")}
          required
          maxLength={500}
          autoComplete="off"
          value={reason}
          onValue={setReason}
        />
        {change.data && (
          <p role="status">{say(change.data.state === "done" ? "change-setting.done" : "change-setting.asked")}</p>
        )}
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {say("change-setting.do")}
        </Button>
      </Form>
    </details>
  );
}
