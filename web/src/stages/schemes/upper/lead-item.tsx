import type { UpperItem, UpperPage } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Select } from "antd";
import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { ask } from "../../../exchange/ask.ts";
import { upperScheme } from "../../../exchange/draft-questions.ts";
import { Field, SelectField } from "../../../frame/field.tsx";
import { Form, SubmitOrLeave } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";

type Props = {
  readonly page: z.output<typeof UpperPage>;
  readonly item: z.output<typeof UpperItem>;
  readonly onDone: () => void;
};

/** Who leads an item of the level above, who helps, and which of our indicators carry it. */
export function LeadItem({ page, item, onDone }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const [lead, setLead] = useState(item.lead?.id ?? "");
  const [helping, setHelping] = useState<readonly string[]>(item.helping.map(({ id }) => id));
  const [indicators, setIndicators] = useState<readonly string[]>(item.indicators.map(({ id }) => id));
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "nearest" });
    document.getElementById("lead-unit")?.focus();
  }, []);
  const save = useMutation({
    mutationFn: () =>
      ask("leadUpperItem", {
        params: { upper: page.upper },
        body: {
          ...{ item: item.item, lead: lead === "" ? null : lead },
          ...{ helping: lead === "" ? [] : [...helping], indicators: [...indicators] },
        },
      }),
    onSuccess: async (next) => {
      questions.setQueryData(upperScheme(page.upper).queryKey, next);
      await questions.invalidateQueries({ queryKey: ["upper-schemes"] });
      onDone();
    },
  });
  const units = page.units.map(({ id, name }) => ({ value: id, label: say.named(name) }));
  const ours = page.ours.map(({ id, name }) => ({ value: id, label: say.named(name) }));
  const several = { mode: "multiple" as const, optionFilterProp: "label", style: { width: "100%" } };
  return (
    <section ref={place} aria-labelledby="lead-item">
      <h2 id="lead-item">{say.named(item.name)}</h2>
      <Form error={save.error} onSubmit={() => save.mutate()}>
        <SelectField
          id="lead-unit"
          name={say("upper.leads")}
          value={lead}
          options={[{ value: "", label: say("upper.no-lead") }, ...units]}
          onValue={setLead}
        />
        <Field id="lead-helping" name={say("upper.helps")}>
          <Select
            {...several}
            id="lead-helping"
            value={[...helping]}
            options={units.filter(({ value }) => value !== lead)}
            onChange={(value: string[]) => setHelping(value)}
          />
        </Field>
        <Field id="lead-indicators" name={say("upper.ours")}>
          <Select
            {...several}
            id="lead-indicators"
            value={[...indicators]}
            options={ours}
            onChange={(value: string[]) => setIndicators(value)}
          />
        </Field>
        <SubmitOrLeave submit={say("upper.save")} isPending={save.isPending} onLeave={onDone} />
      </Form>
    </section>
  );
}
