import type { ForecastItem, UpperForecast } from "@biaochi/contract";
import { upperFigures, upperHows, upperRules } from "@biaochi/contract/choices";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { upperForecast, upperScheme } from "../../../exchange/draft-questions.ts";
import { Field, SelectField, TextField } from "../../../frame/field.tsx";
import { Form, SubmitOrLeave } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Loading } from "../../../frame/states.tsx";
import { type BasisDraft, basisOf, draftOf, isWeighed } from "./basis-draft.ts";

type Props = { readonly page: UpperForecast; readonly item: ForecastItem; readonly onDone: () => void };
type Part = { readonly draft: BasisDraft; readonly put: (part: Partial<BasisDraft>) => void };

/** By which of our figures an item of the level above is foretold, from a day on and why. */
export function BasisForm({ page, item, onDone }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const { data: upper } = useQuery(upperScheme(page.upper));
  const [draft, setDraft] = useState(() => draftOf(page, item));
  const put = (part: Partial<BasisDraft>) => setDraft({ ...draft, ...part });
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "nearest" });
    if (upper !== undefined) document.getElementById("basis-indicator")?.focus();
  }, [upper]);
  const save = useMutation({
    mutationFn: () =>
      ask("setUpperBasis", {
        params: { upper: page.upper },
        body: { item: item.item, since: draft.since, reason: draft.reason, basis: basisOf(draft, page.form) },
      }),
    onSuccess: (next) => {
      questions.setQueryData(upperForecast(page.upper).queryKey, next);
      onDone();
    },
  });
  if (upper === undefined) return <Loading />;
  const ours = upper.ours.map(({ id, name }) => ({ value: id, label: say.named(name) }));
  const units = upper.units.map(({ id, name }) => ({ value: id, label: say.named(name) }));
  return (
    <section ref={place} aria-labelledby="basis">
      <h2 id="basis">{say.named(item.name)}</h2>
      <Form error={save.error} onSubmit={() => save.mutate()}>
        <SelectField
          id="basis-indicator"
          name={say("forecast.basis.indicator")}
          value={draft.indicator}
          options={[{ value: "", label: say("forecast.basis.none") }, ...ours]}
          onValue={(indicator) => put({ indicator })}
        />
        {draft.indicator !== "" && (
          <>
            <FigurePart draft={draft} put={put} ours={ours} units={units} />
            <RulePart draft={draft} put={put} isTable={page.form === "table"} />
            <SharePart draft={draft} put={put} item={item} />
          </>
        )}
        <TextField
          id="basis-since"
          name={say("forecast.basis.since")}
          type="date"
          required
          value={draft.since}
          onValue={(since) => put({ since })}
        />
        <TextField
          id="basis-reason"
          name={say("forecast.basis.reason")}
          required
          maxLength={500}
          autoComplete="off"
          value={draft.reason}
          onValue={(reason) => put({ reason })}
        />
        <SubmitOrLeave submit={say("forecast.basis.save")} isPending={save.isPending} onLeave={onDone} />
      </Form>
    </section>
  );
}

type Choices = readonly { readonly value: string; readonly label: string }[];

/** How the city's figure is made, and of which period. */
function FigurePart({ draft, put, ours, units }: Part & { readonly ours: Choices; readonly units: Choices }) {
  const say = useSay();
  return (
    <>
      <SelectField
        id="basis-figure"
        name={say("forecast.basis.figure")}
        value={draft.figure}
        options={upperFigures.map((value) => ({ value, label: say(`forecast.figure.${value}`) }))}
        onValue={(figure) => put({ figure })}
      />
      {isWeighed(draft) && (
        <SelectField
          id="basis-by"
          name={say("forecast.basis.by")}
          value={draft.by}
          options={[{ value: "", label: say("forecast.basis.by.none") }, ...ours]}
          onValue={(by) => put({ by })}
        />
      )}
      {draft.figure !== "lead" && (
        <Field id="basis-units" name={say("forecast.basis.units")} hint={say("forecast.basis.units.hint")}>
          <Select
            mode="multiple"
            optionFilterProp="label"
            style={{ width: "100%" }}
            id="basis-units"
            value={[...draft.units]}
            options={[...units]}
            onChange={(value: string[]) => put({ units: value })}
          />
        </Field>
      )}
      <TextField
        id="basis-period"
        name={say("forecast.basis.period")}
        hint={say("forecast.basis.period.hint")}
        required
        maxLength={10}
        autoComplete="off"
        value={draft.period}
        onValue={(period) => put({ period })}
      />
      <SelectField
        id="basis-how"
        name={say("forecast.basis.how")}
        value={draft.how ?? ""}
        options={[
          { value: "" as const, label: say("forecast.basis.how.scheme") },
          ...upperHows.map((value) => ({ value, label: say(`forecast.how.${value}`) })),
        ]}
        onValue={(how) => put({ how })}
      />
    </>
  );
}

/** A scheme document has its rules and may leave the target open; a table has neither. */
function RulePart({ draft, put, isTable }: Part & { readonly isTable: boolean }) {
  const say = useSay();
  const number = { inputMode: "decimal", maxLength: 40, autoComplete: "off" } as const;
  return (
    <>
      {isTable && (
        <SelectField
          id="basis-rule"
          name={say("forecast.basis.rule")}
          value={draft.rule}
          options={upperRules.map((value) => ({ value, label: say(`forecast.rule.${value}`) }))}
          onValue={(rule) => put({ rule })}
        />
      )}
      <TextField
        {...number}
        id="basis-target"
        name={say("forecast.basis.target")}
        required={isTable}
        value={draft.target}
        onValue={(target) => put({ target })}
      />
      {isTable && (
        <SelectField
          id="basis-less"
          name={say("forecast.basis.less")}
          value={draft.isLess}
          options={(["no", "yes"] as const).map((value) => ({ value, label: say(`forecast.less.${value}`) }))}
          onValue={(isLess) => put({ isLess })}
        />
      )}
      {isTable &&
        draft.rule === "deviation" &&
        (["per", "deduct"] as const).map((each) => (
          <TextField
            {...number}
            key={each}
            id={`basis-${each}`}
            name={say(`forecast.basis.${each}`)}
            required
            value={draft[each]}
            onValue={(value) => put({ [each]: value })}
          />
        ))}
    </>
  );
}

/** What helping units answer for; the rest is the leading unit's. */
function SharePart({ draft, put, item }: Part & { readonly item: ForecastItem }) {
  const say = useSay();
  return item.helping.map(({ id, name }) => (
    <TextField
      key={id}
      id={`basis-share-${id}`}
      name={say("forecast.basis.share", { unit: say.named(name) })}
      type="number"
      min={0}
      max={100}
      value={draft.shares[id] ?? ""}
      onValue={(share) => put({ shares: { ...draft.shares, [id]: share } })}
    />
  ));
}
