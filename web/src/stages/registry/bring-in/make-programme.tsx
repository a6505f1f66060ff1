import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

/** A programme: the appraisal of a city over a year. It begins with nobody in it. */
export function MakeProgramme({
  isFirst,
  onMade,
}: {
  readonly isFirst: boolean;
  readonly onMade: (id: string) => void;
}) {
  const say = useSay();
  const questions = useQueryClient();
  const [programme, setProgramme] = useState("");
  const [zh, setZh] = useState("");
  const [en, setEn] = useState("");
  const [cycle, setCycle] = useState(String(new Date().getFullYear()));
  const make = useMutation({
    mutationFn: () => ask("makeProgramme", { body: { programme, title: { "zh-CN": zh, en }, cycle } }),
    onSuccess: async () => {
      onMade(programme);
      setProgramme("");
      setZh("");
      setEn("");
      await questions.invalidateQueries();
    },
  });
  const form = (
    <Form error={make.error} onSubmit={() => make.mutate()}>
      <TextField
        id="programme-title"
        name={say("programme.title")}
        required
        maxLength={100}
        value={zh}
        onValue={setZh}
      />
      <TextField id="programme-title-en" name={say("programme.title-en")} maxLength={100} value={en} onValue={setEn} />
      <TextField
        id="programme-cycle"
        name={say("programme.cycle")}
        hint={say("programme.cycle.hint")}
        required
        inputMode="numeric"
        pattern="(19|20|21)\d{2}"
        value={cycle}
        onValue={setCycle}
      />
      <TextField
        id="programme-id"
        name={say("programme.id")}
        hint={say("programme.id.hint")}
        misfit={say("programme-unfit")}
        required
        autoComplete="off"
        pattern="[a-z][a-z0-9\-]{1,39}"
        value={programme}
        onValue={setProgramme}
      />
      {make.data && <p role="status">{say("programme.made")}</p>}
      <Button type={isFirst ? "primary" : "default"} htmlType="submit" loading={make.isPending}>
        {say("programme.make")}
      </Button>
    </Form>
  );
  return (
    <section aria-labelledby="make-programme">
      <h2 id="make-programme">{say("programme.new")}</h2>
      <p className="quiet">{say("programme.new.what")}</p>
      {form}
    </section>
  );
}
