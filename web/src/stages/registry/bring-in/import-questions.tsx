import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";

type Import = Answer<"readImport">;
const shown = 200;

/** Whether two names are one: only a person knows. Answers stay with the import, and it is tried again. */
export function ImportQuestions({ of }: { readonly of: Import }) {
  const say = useSay();
  const questions = useQueryClient();
  const asked = of.outcome?.questions ?? [];
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(asked.flatMap(({ key, answer }) => (answer === null ? [] : [[key, answer]]))),
  );
  const open = asked.filter(({ key }) => !answers[key]);
  const save = useMutation({
    mutationFn: async () => {
      const params = { import: of.import };
      const changed = await ask("changeImport", { params, body: { revision: of.revision, answers } });
      await ask("tryImport", { params, body: { revision: changed.revision } });
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ["import"] }),
  });
  const newOnes = open.filter(({ alike }) => alike.length === 0);
  return (
    <section aria-labelledby="import-questions">
      <h2 id="import-questions">{say("import.questions", { n: of.outcome?.asked ?? 0 })}</h2>
      <p className="quiet">{say("import.questions.what", { minutes: Math.max(1, Math.ceil(asked.length / 6)) })}</p>
      <Form error={save.error} onSubmit={() => save.mutate()} className="form wide bring-in">
        {newOnes.length > 1 && (
          <p>
            <Button
              size="small"
              onClick={() => setAnswers({ ...answers, ...Object.fromEntries(newOnes.map(({ key }) => [key, "new"])) })}
            >
              {say("import.all-new", { n: newOnes.length })}
            </Button>
          </p>
        )}
        <Scroll label={say("import.questions", { n: asked.length })} text>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("import.name")}</th>
                <th scope="col">{say("import.where")}</th>
                <th scope="col">{say("import.answer")}</th>
              </tr>
            </thead>
            <tbody>
              {asked.slice(0, shown).map((each) => (
                <tr key={each.key}>
                  <th scope="row">
                    {each.name}
                    <span className="quiet small block">{each.unit}</span>
                  </th>
                  <td className="quiet small">{say("import.place", { file: each.file, row: each.row })}</td>
                  <td className="below">
                    <select
                      aria-label={say("import.answer-for", { name: each.name, row: each.row })}
                      value={answers[each.key] ?? ""}
                      onChange={(event) => setAnswers({ ...answers, [each.key]: event.target.value })}
                    >
                      <option value="">{say("import.unanswered")}</option>
                      {each.alike.map(({ id, name, unit }) => (
                        <option key={id} value={id}>
                          {say("import.same-as", { name, where: [unit, id].filter(Boolean).join(" · ") })}
                        </option>
                      ))}
                      <option value="new">
                        {say(each.about === "unit" ? "import.new-unit" : "import.new-person")}
                      </option>
                    </select>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
        {asked.length > shown && <p className="quiet">{say("import.more-questions", { n: asked.length - shown })}</p>}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {say("import.answer.do")}
        </Button>
      </Form>
    </section>
  );
}
