import type { Figure } from "@biaochi/contract";
import { periodName } from "@biaochi/words";
import { Button } from "antd";
import { useState } from "react";
import { SearchChoice, WhichChoice } from "../../frame/choices.tsx";
import { useSay } from "../../frame/preferences.tsx";
import type { FigureChoice } from "./figure-choice.ts";

type Props = {
  readonly choice: FigureChoice;
  readonly indicators: readonly Figure["indicator"][];
  readonly periods: readonly string[];
  readonly onChoice: (choice: FigureChoice) => void;
};

/** By indicator, period, kind of subject and name; a choice is shown at once, a name when it has been written. */
export function FigureChoices({ choice, indicators, periods, onChoice }: Props) {
  const say = useSay();
  const [q, setQ] = useState(choice.q ?? "");
  const without = (key: keyof FigureChoice): FigureChoice =>
    Object.fromEntries(Object.entries(choice).filter(([each]) => each !== key));
  const set = (key: keyof FigureChoice, value: string) =>
    onChoice(value === "" ? without(key) : { ...without(key), [key]: value });
  return (
    <form
      className="choices no-print"
      onSubmit={(event) => {
        event.preventDefault();
        set("q", q.trim());
      }}
    >
      <WhichChoice
        id="figures-indicator"
        label={say("figures.indicator")}
        value={choice.indicator ?? ""}
        options={[
          { value: "", label: say("figures.indicator.all") },
          ...indicators.map(({ id, name }) => ({ value: id, label: say.named(name) })),
        ]}
        onValue={(value) => set("indicator", value)}
      />
      <WhichChoice
        id="figures-period"
        label={say("figures.period")}
        value={choice.period ?? ""}
        options={[
          { value: "", label: say("figures.period.all") },
          ...periods.map((value) => ({ value, label: periodName(say.language, value) })),
        ]}
        onValue={(value) => set("period", value)}
      />
      <WhichChoice
        id="figures-type"
        label={say("figures.type")}
        value={choice.type ?? ""}
        options={[
          { value: "", label: say("subject.one.unit") },
          { value: "team", label: say("subject.one.team") },
          { value: "official", label: say("subject.one.official") },
        ]}
        onValue={(value) => set("type", value)}
      />
      <label>
        <input
          type="checkbox"
          checked={choice.only === "missing"}
          onChange={(event) => set("only", event.target.checked ? "missing" : "")}
        />{" "}
        {say("figures.only")}
      </label>
      <SearchChoice id="figures-q" label={say("figures.q")} value={q} onValue={setQ} />
      <Button htmlType="submit">{say("figures.find")}</Button>
    </form>
  );
}
