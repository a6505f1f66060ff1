import type { DraftPage } from "@biaochi/contract";
import { findingParams } from "@biaochi/words";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { Form } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { RetroactiveField } from "./retroactive-field.tsx";
import { useAfterStep } from "./use-after.ts";

const keyOf = ({ code, line }: { readonly code: string; readonly line: number }): string => `${code}@${line}`;

/** Before those who decide: nothing wrong is left, and each warning has been seen. */
export function SubmitDraft({ page, isChanged }: { readonly page: DraftPage; readonly isChanged: boolean }) {
  const say = useSay();
  const [seen, setSeen] = useState<readonly string[]>([]);
  const [retroactive, setRetroactive] = useState("");
  const errors = page.findings.filter(({ severity }) => severity === "error").length;
  const warnings = page.findings.filter(({ severity }) => severity === "warning");
  const submit = useMutation({
    mutationFn: () =>
      ask("submitDraft", {
        params: { draft: page.draft },
        body: { acknowledged: [...seen], ...(page.isRetroactive ? { retroactive } : {}) },
        ifMatch: String(page.revision),
      }),
    onSuccess: useAfterStep(),
  });
  if (isChanged) return <p className="notice-line">{say("draft.save-first")}</p>;
  if (errors > 0)
    return (
      <p className="fault">
        {say("draft.errors-first", { n: errors })}{" "}
        <Link to="/drafts/$draft" params={{ draft: String(page.draft) }} search={{ tab: "check" }}>
          {say("draft.tab.check")}
        </Link>
      </p>
    );
  const open = warnings.filter((each) => !seen.includes(keyOf(each)));
  const absent = open[0] ? { [`seen-${keyOf(open[0])}`]: [say("draft.seen-first", { n: open.length })] } : {};
  return (
    <section aria-labelledby="submit">
      <h2 id="submit">{say("draft.submit.title")}</h2>
      <p>{say("draft.submit.what")}</p>
      <Form error={submit.error} absent={absent} onSubmit={() => submit.mutate()}>
        {warnings.length > 0 && (
          <fieldset className="warnings">
            <legend>{say("draft.warnings", { n: warnings.length })}</legend>
            {warnings.map((each) => {
              const key = keyOf(each);
              return (
                <p key={key}>
                  <input
                    type="checkbox"
                    id={`seen-${key}`}
                    checked={seen.includes(key)}
                    onChange={(event) =>
                      setSeen(event.target.checked ? [...seen, key] : seen.filter((other) => other !== key))
                    }
                  />{" "}
                  <label htmlFor={`seen-${key}`}>
                    {say.composed(`lint.${each.code}`, findingParams(say.language, each))}{" "}
                    <span className="quiet small">{say("scheme.line", { line: each.line })}</span>
                  </label>
                </p>
              );
            })}
          </fieldset>
        )}
        {page.isRetroactive && <RetroactiveField id="retroactive" value={retroactive} onValue={setRetroactive} />}
        <Button type="primary" htmlType="submit" loading={submit.isPending}>
          {say("draft.submit")}
        </Button>
      </Form>
    </section>
  );
}
