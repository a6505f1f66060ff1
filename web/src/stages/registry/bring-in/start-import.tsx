import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { session } from "../../../exchange/questions.ts";
import { SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

const extents = ["additional", "whole"] as const;

/** As of which day the workbook was made, and whether it is whole: everything else is asked when it has been read. */
export function StartImport({ programme }: { readonly programme: string }) {
  const say = useSay();
  const navigate = useNavigate();
  const today = useQuery(session).data?.today ?? "";
  const [day, setDay] = useState(today);
  const [extent, setExtent] = useState<(typeof extents)[number]>("additional");
  const start = useMutation({
    mutationFn: () => ask("startImport", { params: { programme }, body: { day, extent } }),
    onSuccess: (made) => navigate({ to: "/registry/imports/$import", params: { import: String(made.import) } }),
  });
  return (
    <section aria-labelledby="start-import">
      <h2 id="start-import">{say("import.start")}</h2>
      <p className="quiet">{say("import.start.what")}</p>
      <Form error={start.error} onSubmit={() => start.mutate()}>
        <TextField
          id="import-day"
          name={say("import.day")}
          hint={say("import.day.hint")}
          type="date"
          required
          value={day}
          onValue={setDay}
        />
        <SelectField
          id="import-extent"
          name={say("import.extent")}
          hint={say(`import.extent.${extent}.what`)}
          required
          value={extent}
          options={extents.map((value) => ({ value, label: say(`import.extent.${value}`) }))}
          onValue={setExtent}
        />
        <Button type="primary" htmlType="submit" loading={start.isPending}>
          {say("import.start.do")}
        </Button>
      </Form>
    </section>
  );
}
