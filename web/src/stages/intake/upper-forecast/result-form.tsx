import type { UpperForecast } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { upperForecast } from "../../../exchange/draft-questions.ts";
import { TextField } from "../../../frame/field.tsx";
import { Form, SubmitOrLeave } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

type Props = { readonly page: UpperForecast; readonly onDone: () => void };

/** What the level above has published, by its document: the total, and of items what was published. */
export function ResultForm({ page, onDone }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [filled, setFilled] = useState({ document: "", publishedOn: "", total: "" });
  const [points, setPoints] = useState<Readonly<Record<string, string>>>({});
  const put = (part: Partial<typeof filled>) => setFilled({ ...filled, ...part });
  const enter = useMutation({
    mutationFn: () =>
      ask("enterUpperResult", {
        params: { upper: page.upper },
        body: {
          ...filled,
          total: filled.total.trim() === "" ? null : filled.total,
          items: Object.entries(points).flatMap(([item, each]) => (each.trim() === "" ? [] : [{ item, points: each }])),
        },
      }),
    onSuccess: (next) => {
      questions.setQueryData(upperForecast(page.upper).queryKey, next);
      onDone();
    },
  });
  const field = { autoComplete: "off", maxLength: 200 } as const;
  return (
    <Form label={say("forecast.result.enter")} error={enter.error} onSubmit={() => enter.mutate()}>
      <TextField
        {...field}
        id="result-document"
        name={say("forecast.result.document")}
        required
        value={filled.document}
        onValue={(document) => put({ document })}
      />
      <TextField
        id="result-day"
        name={say("forecast.result.day")}
        type="date"
        required
        value={filled.publishedOn}
        onValue={(publishedOn) => put({ publishedOn })}
      />
      <TextField
        {...field}
        id="result-total"
        name={say("forecast.result.total")}
        hint={say("forecast.result.total.hint")}
        inputMode="decimal"
        value={filled.total}
        onValue={(total) => put({ total })}
      />
      {page.rows.map(({ item, name }, n) => (
        <TextField
          {...field}
          key={item}
          id={`result-${n}`}
          name={say.named(name)}
          inputMode="decimal"
          value={points[item] ?? ""}
          onValue={(each) => setPoints({ ...points, [item]: each })}
        />
      ))}
      <SubmitOrLeave submit={say("forecast.result.save")} isPending={enter.isPending} onLeave={onDone} />
    </Form>
  );
}
