import { ruleName } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer, Asked } from "../../exchange/doors.ts";
import { localRules, rulebooks, session } from "../../exchange/questions.ts";
import { LinesField, SelectField, TextField } from "../../frame/field.tsx";
import { Form } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { FigureSaid } from "./figure-said.tsx";
import { sourceOf } from "./rule-cited.tsx";

type Rules = Answer<"listLocalRules">["rules"];
type Body = NonNullable<Asked<"askLocalRule">["body"]>;
type Level = Body["level"];
type National = Rules[number]["national"];

const levels = ["city", "province"] as const satisfies readonly Level[];
const number = String.raw`\d{1,3}(\.\d{1,4})?`;
const empty = { share: "", ceiling: "", length: "", authority: "", document: "", excerpt: "", from: "", until: "" };
type Filled = typeof empty;

/** What was typed as the figure of the rule; an empty place sets nothing. */
function figureFrom(national: National, filled: Filled, byGrade: Readonly<Record<string, string>>): Body["figure"] {
  if (national.of === "clock") return { length: Number(filled.length) };
  const grades = Object.entries(byGrade).flatMap(([grade, text]) =>
    text === "" ? [] : [[grade, `${text}%`] as const],
  );
  return {
    share: `${filled.share}%`,
    ...(filled.ceiling === "" ? {} : { ceiling: `${filled.ceiling}%` }),
    ...(grades.length === 0 ? {} : { byTeamGrade: Object.fromEntries(grades) }),
  };
}

/** A figure of the province or the city, with its document, put before a second person. */
export function AddLocalRule({ rules }: { readonly rules: Rules }) {
  const say = useSay();
  const questions = useQueryClient();
  const today = useQuery(session).data?.today ?? "";
  const [rule, setRule] = useState(rules[0]?.rule ?? "");
  const [level, setLevel] = useState<Level>("city");
  const [filled, setFilled] = useState({ ...empty, from: today });
  const [byGrade, setByGrade] = useState<Readonly<Record<string, string>>>({});
  const put = (part: Partial<Filled>) => setFilled({ ...filled, ...part });
  const chosen = rules.find((each) => each.rule === rule);
  const add = useMutation({
    mutationFn: () => {
      if (chosen === undefined) throw new Error("a rule is chosen from the list");
      const { authority, document, excerpt, from, until } = filled;
      const figure = figureFrom(chosen.national, filled, byGrade);
      const body = {
        ...{ rule, level, figure, authority, document, excerpt, from },
        ...(until === "" ? {} : { until }),
      };
      return ask("askLocalRule", { body });
    },
    onSuccess: async () => {
      setFilled({ ...empty, from: today });
      setByGrade({});
      await Promise.all([localRules, rulebooks].map(({ queryKey }) => questions.invalidateQueries({ queryKey })));
    },
  });
  if (chosen === undefined) return null;
  const { national } = chosen;
  return (
    <details className="entry">
      <summary>{say("add-local-rule.title")}</summary>
      <Form error={add.error} onSubmit={() => add.mutate()}>
        <SelectField
          id="local-rule-rule"
          name={say("add-local-rule.rule")}
          value={rule}
          options={rules.map((each) => ({ value: each.rule, label: ruleName(say.language, each.rule) }))}
          onValue={(chosenRule) => {
            setRule(chosenRule);
            setByGrade({});
          }}
        />
        <p className="small">
          {say("add-local-rule.limit")}
          <FigureSaid figure={national} />
          {say("rule-cited.state", { state: sourceOf(say, { ...chosen, chapter: null }) })}
        </p>
        <SelectField
          id="local-rule-level"
          name={say("add-local-rule.level")}
          value={level}
          options={levels.map((value) => ({ value, label: say(`local-rules.level.${value}`) }))}
          onValue={setLevel}
        />
        {national.of === "clock" ? (
          <TextField
            id="local-rule-length"
            name={say("add-local-rule.length")}
            hint={say(`add-local-rule.unit.${national.unit}`)}
            type="number"
            min={1}
            max={3650}
            required
            value={filled.length}
            onValue={(length) => put({ length })}
          />
        ) : (
          <Shares
            national={national}
            filled={filled}
            put={put}
            byGrade={byGrade}
            putGrade={(part) => setByGrade({ ...byGrade, ...part })}
          />
        )}
        <TextField
          id="local-rule-authority"
          name={say("add-local-rule.authority")}
          required
          autoComplete="off"
          maxLength={200}
          value={filled.authority}
          onValue={(authority) => put({ authority })}
        />
        <TextField
          id="local-rule-document"
          name={say("confirm-rule.document")}
          required
          autoComplete="off"
          maxLength={200}
          value={filled.document}
          onValue={(document) => put({ document })}
        />
        <LinesField
          id="local-rule-excerpt"
          name={say("add-local-rule.excerpt")}
          hint={say("add-local-rule.excerpt.hint")}
          required
          maxLength={500}
          value={filled.excerpt}
          onValue={(excerpt) => put({ excerpt })}
        />
        <TextField
          id="local-rule-from"
          name={say("add-local-rule.from")}
          type="date"
          required
          value={filled.from}
          onValue={(from) => put({ from })}
        />
        <TextField
          id="local-rule-until"
          name={say("add-local-rule.until")}
          type="date"
          min={today}
          value={filled.until}
          onValue={(until) => put({ until })}
        />
        {add.data && <p role="status">{say("add-local-rule.done")}</p>}
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {say("add-local-rule.do")}
        </Button>
      </Form>
    </details>
  );
}

type SharesProps = {
  readonly national: Extract<National, { of: "quota" }>;
  readonly filled: Filled;
  readonly put: (part: Partial<Filled>) => void;
  readonly byGrade: Readonly<Record<string, string>>;
  readonly putGrade: (part: Readonly<Record<string, string>>) => void;
};

/** How many: the share, how far consent may raise it, and by the grade of the team where the nation tells them apart. */
function Shares({ national, filled, put, byGrade, putGrade }: SharesProps) {
  const say = useSay();
  const share = {
    pattern: number,
    misfit: say("add-local-rule.misfit"),
    inputMode: "decimal",
    autoComplete: "off",
  } as const;
  return (
    <>
      <TextField
        id="local-rule-share"
        name={say("add-local-rule.share")}
        hint={say("add-local-rule.share.hint")}
        required
        {...share}
        value={filled.share}
        onValue={(text) => put({ share: text })}
      />
      {national.ceiling !== null && (
        <TextField
          id="local-rule-ceiling"
          name={say("add-local-rule.ceiling")}
          hint={say("add-local-rule.ceiling.hint")}
          {...share}
          value={filled.ceiling}
          onValue={(ceiling) => put({ ceiling })}
        />
      )}
      {national.byTeamGrade.map(({ grade }, n) => (
        <TextField
          key={grade["zh-CN"]}
          id={`local-rule-grade-${n}`}
          name={say("add-local-rule.grade", { grade: say.named(grade) })}
          {...share}
          value={byGrade[grade["zh-CN"]] ?? ""}
          onValue={(text) => putGrade({ [grade["zh-CN"]]: text })}
        />
      ))}
    </>
  );
}
