import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Asked } from "../../exchange/doors.ts";
import { redLines, session } from "../../exchange/questions.ts";
import { FaultBeside, LinesField, TextField, useDescribed } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";

type Body = NonNullable<Asked<"askRedLine">["body"]>;
const redLineCaps = ["bars-top-grade", "fails", "adjusts"] as const satisfies readonly Body["caps"][number][];
const redLineStrikes = ["unit", "team", "person"] as const satisfies readonly Body["strikes"][number][];
const empty = { key: "local.", zh: "", en: "", basis: "", document: "", authority: "", from: "", until: "" };

/** An addition to the allow-list, put before a second person. */
export function AddRedLine() {
  const say = useSay();
  const questions = useQueryClient();
  const today = useQuery(session).data?.today ?? "";
  const [filled, setFilled] = useState({ ...empty, from: today });
  const [caps, setCaps] = useState<readonly (typeof redLineCaps)[number][]>([]);
  const [strikes, setStrikes] = useState<readonly (typeof redLineStrikes)[number][]>([]);
  const [isLiftable, setLiftable] = useState(false);
  const put = (part: Partial<typeof empty>) => setFilled({ ...filled, ...part });
  const add = useMutation({
    mutationFn: () => {
      const { zh, en, ...rest } = filled;
      const body = { ...rest, title: { "zh-CN": zh, en }, caps: [...caps], strikes: [...strikes], isLiftable };
      return ask("askRedLine", { body });
    },
    onSuccess: async () => {
      setFilled({ ...empty, from: today });
      setCaps([]);
      setStrikes([]);
      await questions.invalidateQueries({ queryKey: redLines.queryKey });
    },
  });
  const missing = (id: string, isMissing: boolean, name: string) =>
    isMissing ? { [id]: [say("form.missing", { name })] } : {};
  const absent = {
    ...missing("red-line-caps", caps.length === 0, say("allow-list.caps")),
    ...missing("red-line-strikes", strikes.length === 0, say("allow-list.strikes")),
  };
  return (
    <details className="entry">
      <summary>{say("add-red-line.title")}</summary>
      <Form error={add.error} absent={absent} onSubmit={() => add.mutate()}>
        <TextField
          id="red-line-key"
          name={say("add-red-line.key")}
          hint={say("add-red-line.key.hint")}
          required
          pattern="local\.[a-z0-9][a-z0-9\-]{0,60}"
          misfit={say("add-red-line.key.misfit")}
          autoComplete="off"
          value={filled.key}
          onValue={(key) => put({ key })}
        />
        <Line id="zh" name={say("add-red-line.name-zh")} value={filled.zh} onValue={(zh) => put({ zh })} />
        <Line id="en" name={say("add-red-line.name-en")} value={filled.en} onValue={(en) => put({ en })} />
        <LinesField
          id="red-line-basis"
          name={say("allow-list.basis")}
          hint={say("add-red-line.basis.hint")}
          required
          maxLength={500}
          value={filled.basis}
          onValue={(basis) => put({ basis })}
        />
        <Line
          id="document"
          name={say("confirm-rule.document")}
          hint={say("add-red-line.document.hint")}
          value={filled.document}
          onValue={(document) => put({ document })}
        />
        <Line
          id="authority"
          name={say("allow-list.authority")}
          value={filled.authority}
          onValue={(authority) => put({ authority })}
        />
        <Several
          id="red-line-caps"
          name={say("allow-list.caps")}
          all={redLineCaps}
          chosen={caps}
          called={(each) => say(`allow-list.cap.${each}`)}
          onChosen={setCaps}
        />
        <Several
          id="red-line-strikes"
          name={say("allow-list.strikes")}
          all={redLineStrikes}
          chosen={strikes}
          called={(each) => say(`allow-list.strike.${each}`)}
          onChosen={setStrikes}
        />
        <p>
          <label>
            <input type="checkbox" checked={isLiftable} onChange={(event) => setLiftable(event.target.checked)} />{" "}
            {say("add-red-line.liftable")}
          </label>
        </p>
        <TextField
          id="red-line-from"
          name={say("add-red-line.from")}
          type="date"
          required
          value={filled.from}
          onValue={(from) => put({ from })}
        />
        <TextField
          id="red-line-until"
          name={say("add-red-line.until")}
          hint={say("add-red-line.until.hint")}
          type="date"
          required
          min={today}
          value={filled.until}
          onValue={(until) => put({ until })}
        />
        {add.data && <p role="status">{say("add-red-line.done")}</p>}
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {say("add-red-line.do")}
        </Button>
      </Form>
    </details>
  );
}

type LineProps = {
  readonly id: string;
  readonly name: string;
  readonly hint?: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
};

function Line({ id, ...line }: LineProps) {
  return <TextField id={`red-line-${id}`} required autoComplete="off" maxLength={200} {...line} />;
}

type SeveralProps<T extends string> = {
  readonly id: string;
  readonly name: string;
  readonly all: readonly T[];
  readonly chosen: readonly T[];
  readonly called: (each: T) => string;
  readonly onChosen: (chosen: readonly T[]) => void;
};

/** One or more of a few. */
function Several<T extends string>({ id, name, all, chosen, called, onChosen }: SeveralProps<T>) {
  return (
    <fieldset {...useDescribed(id)} tabIndex={-1}>
      <legend>{name}</legend>
      <FaultBeside id={id} />
      {all.map((each) => (
        <label key={each} className="block">
          <input
            type="checkbox"
            checked={chosen.includes(each)}
            onChange={() => onChosen(all.filter((one) => (one === each) !== chosen.includes(one)))}
          />{" "}
          {called(each)}
        </label>
      ))}
    </fieldset>
  );
}
