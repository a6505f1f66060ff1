import type { Figure } from "@biaochi/contract";
import { periodName } from "@biaochi/words";
import { Button } from "antd";
import { useState } from "react";
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
      <label htmlFor="figures-indicator">{say("figures.indicator")}</label>{" "}
      <select
        id="figures-indicator"
        value={choice.indicator ?? ""}
        onChange={(event) => set("indicator", event.target.value)}
      >
        <option value="">{say("figures.indicator.all")}</option>
        {indicators.map(({ id, name }) => (
          <option key={id} value={id}>
            {say.named(name)}
          </option>
        ))}
      </select>{" "}
      <label htmlFor="figures-period">{say("figures.period")}</label>{" "}
      <select id="figures-period" value={choice.period ?? ""} onChange={(event) => set("period", event.target.value)}>
        <option value="">{say("figures.period.all")}</option>
        {periods.map((period) => (
          <option key={period} value={period}>
            {periodName(say.language, period)}
          </option>
        ))}
      </select>{" "}
      <label htmlFor="figures-type">{say("figures.type")}</label>{" "}
      <select id="figures-type" value={choice.type ?? ""} onChange={(event) => set("type", event.target.value)}>
        <option value="">{say("subject.one.unit")}</option>
        <option value="team">{say("subject.one.team")}</option>
        <option value="official">{say("subject.one.official")}</option>
      </select>{" "}
      <label>
        <input
          type="checkbox"
          checked={choice.only === "missing"}
          onChange={(event) => set("only", event.target.checked ? "missing" : "")}
        />{" "}
        {say("figures.only")}
      </label>{" "}
      <label htmlFor="figures-q">{say("figures.q")}</label>{" "}
      <input id="figures-q" type="search" maxLength={100} value={q} onChange={(event) => setQ(event.target.value)} />{" "}
      <Button htmlType="submit">{say("figures.find")}</Button>
    </form>
  );
}
