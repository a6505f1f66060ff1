import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { Answer } from "../../../exchange/doors.ts";
import { session } from "../../../exchange/questions.ts";
import { SelectField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import type { PastedLine } from "./pasted-codes.ts";

type Codes = Answer<"listCodes">;
type Props = Pick<Codes, "unmapped" | "units"> & {
  /** Absent: whoever reads may not say whom they mean. */
  readonly run: ((lines: PastedLine[]) => Promise<unknown>) | undefined;
};

/** Codes that records name and no line explains, with how many records wait for a unit; each can be given one here. */
export function UnmappedCodes({ unmapped, units, run }: Props) {
  const say = useSay();
  const today = useQuery(session).data?.today ?? "";
  const [chosen, choose] = useState<Readonly<Record<string, string>>>({});
  // What is older than this year counts in no figure that is still open.
  const [since, setSince] = useState(`${today.slice(0, 4)}-01-01`);
  const lines = unmapped.flatMap(({ code }) => {
    const unit = chosen[code] ?? "";
    return unit === "" ? [] : [{ code, unit, firstDay: since }];
  });
  const save = useMutation({ mutationFn: async () => run?.(lines), onSuccess: () => choose({}) });
  const counted = (each: Codes["unmapped"][number]) =>
    `${each.code === "" ? say("codes.without") : each.code}${say("lost.colon")}${say("codes.records", { n: each.records })}`;
  const none = lines.length === 0 ? { "code-0": [say("codes.choose-one")] } : undefined;
  return (
    <div className="card wide">
      <p className="strong">{say("codes.unmapped", { n: unmapped.length })}</p>
      <p className="small">{say("codes.unmapped.what")}</p>
      {run === undefined ? (
        <ul>
          {unmapped.map((each) => (
            <li key={each.code}>{counted(each)}</li>
          ))}
        </ul>
      ) : (
        <Form error={save.error} {...(none ? { absent: none } : {})} onSubmit={() => save.mutate()}>
          {unmapped.map((each, n) =>
            each.code === "" ? (
              <p key="">{counted(each)}</p>
            ) : (
              <SelectField
                key={each.code}
                id={`code-${n}`}
                name={counted(each)}
                value={chosen[each.code] ?? ""}
                options={[
                  { value: "", label: say("codes.nobody-yet") },
                  ...units.map(({ id, name }) => ({ value: id, label: say.named(name) })),
                ]}
                onValue={(unit) => choose({ ...chosen, [each.code]: unit })}
              />
            ),
          )}
          <TextField
            id="unmapped-since"
            name={say("codes.first-day")}
            hint={say("codes.first-day.hint")}
            type="date"
            required
            value={since}
            onValue={setSince}
          />
          <Button htmlType="submit" type="primary" loading={save.isPending}>
            {say("codes.save")}
          </Button>
        </Form>
      )}
    </div>
  );
}
