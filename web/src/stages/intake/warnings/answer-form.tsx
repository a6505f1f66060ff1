import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { LinesField, TextField } from "../../../frame/field.tsx";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

type Props = { readonly programme: string; readonly warning: number };
const empty = { what: "", who: "", until: "" };

/** What the unit does about it, who does it and until when. */
export function AnswerForm({ programme, warning }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [filled, setFilled] = useState(empty);
  const put = (part: Partial<typeof empty>) => setFilled({ ...filled, ...part });
  const answer = useMutation({
    mutationFn: () => ask("answerWarning", { params: { programme, warning }, body: filled }),
    onSuccess: async () => {
      setFilled(empty);
      await questions.invalidateQueries({ queryKey: ["warnings"] });
      await questions.invalidateQueries({ queryKey: ["todos"] });
    },
  });
  return (
    <section aria-labelledby="answer">
      <h2 id="answer">{say("warnings.answer.title")}</h2>
      <p className="small">{say("warnings.answer.why")}</p>
      <Form error={answer.error} onSubmit={() => answer.mutate()}>
        <LinesField
          id="remedy-what"
          name={say("warnings.remedy.what")}
          required
          maxLength={500}
          value={filled.what}
          onValue={(what) => put({ what })}
        />
        <TextField
          id="remedy-who"
          name={say("warnings.remedy.who")}
          required
          maxLength={200}
          autoComplete="off"
          value={filled.who}
          onValue={(who) => put({ who })}
        />
        <TextField
          id="remedy-until"
          name={say("warnings.remedy.until")}
          type="date"
          required
          value={filled.until}
          onValue={(until) => put({ until })}
        />
        <Button type="primary" htmlType="submit" loading={answer.isPending}>
          {say("warnings.answer.do")}
        </Button>
      </Form>
    </section>
  );
}
