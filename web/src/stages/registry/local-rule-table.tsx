import { day, moment, ruleName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { session } from "../../exchange/questions.ts";
import { called } from "../../frame/called.ts";
import { TextField } from "../../frame/field.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { WithReason } from "../../frame/with-reason.tsx";
import { ApproveButton } from "./approve-button.tsx";
import { asFigure, FigureSaid } from "./figure-said.tsx";

type Page = Answer<"listLocalRules">;
type Local = Page["locals"][number];

const colours = {
  ...{ waiting: "amber", "in-force": "blue", "to-come": "", beyond: "red", expired: "", ended: "", refused: "" },
} as const;
const stale = ["local-rules", "rulebooks"];

/** What has been recorded, by which document, who recorded it and who confirmed it; what waits can be decided here. */
export function LocalRuleTable({ page }: { readonly page: Page }) {
  const say = useSay();
  const nationals = new Map(page.rules.map(({ rule, national }) => [rule, national]));
  return (
    <Scroll label={say("local-rules.locals")}>
      <table className="plain rules stacked">
        <thead>
          <tr>
            <th scope="col">{say("local-rules.rule")}</th>
            <th scope="col">{say("local-rules.figure")}</th>
            <th scope="col">{say("local-rules.document")}</th>
            <th scope="col">{say("local-rules.days")}</th>
            <th scope="col">{say("local-rules.state")}</th>
          </tr>
        </thead>
        <tbody>
          {page.locals.map((each) => {
            const national = nationals.get(each.rule);
            const figure = national && asFigure(each.figure, national);
            return (
              <tr key={each.local}>
                <th scope="row" className="below">
                  {ruleName(say.language, each.rule)}
                  <span className="plain-text block">{say.named(each.text)}</span>
                </th>
                <td className="below">
                  {say(`local-rules.level.${each.level}`)}
                  <span className="block">{figure && <FigureSaid figure={figure} />}</span>
                </td>
                <td className="below">
                  {each.authority} · {each.document}
                  <span className="quiet small block">{each.excerpt}</span>
                </td>
                <td className="below">{daysOf(say, each)}</td>
                <td className="below">
                  <State of={each} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

function daysOf(say: Say, { from, until }: Local): string {
  const first = day(say.language, from);
  return until === null
    ? say("local-rules.no-end", { from: first })
    : say("rulebooks.from-until", { from: first, until: day(say.language, until) });
}

const who = (say: Say, { by, at }: Local["asked"]) => ({
  by: called(say, by),
  at: moment(say.language, at),
});

function State({ of }: { readonly of: Local }) {
  const say = useSay();
  const { decided, ended } = of;
  return (
    <>
      <span className={`tag ${colours[of.state]}`}>{say(`local-rules.state.${of.state}`)}</span>
      <span className="quiet small block">{say("local-rules.asked", who(say, of.asked))}</span>
      {decided && (
        <span className="quiet small block">
          {decided.approved
            ? say("local-rules.approved", who(say, decided))
            : say("local-rules.refused", { ...who(say, decided), reason: decided.reason ?? "" })}
        </span>
      )}
      {ended && (
        <span className="quiet small block">
          {say("local-rules.ended", {
            ...{ ...who(say, ended), document: ended.document, reason: ended.reason },
            day: day(say.language, ended.lastDay),
          })}
        </span>
      )}
      {of.mayDecide && <Decide of={of} />}
      {of.mayEnd && <End of={of} />}
    </>
  );
}

function Decide({ of }: { readonly of: Local }) {
  const say = useSay();
  const params = { local: of.local };
  const about = say.named(of.text);
  return (
    <>
      <p className="small">{say("local-rules.approve.what")}</p>
      <ApproveButton
        label={say("local-rules.approve")}
        about={about}
        changes={stale}
        run={() => ask("decideLocalRule", { params, body: { approve: true } })}
      >
        <WithReason
          id={`refuse-${of.local}`}
          label={say("local-rules.refuse")}
          about={about}
          what={say("local-rules.refuse.what")}
          submit={say("local-rules.refuse")}
          changes={stale}
          run={(reason) => ask("decideLocalRule", { params, body: { approve: false, reason } })}
        />
      </ApproveButton>
    </>
  );
}

function End({ of }: { readonly of: Local }) {
  const say = useSay();
  const today = useQuery(session).data?.today ?? "";
  const [document, setDocument] = useState("");
  const [lastDay, setLastDay] = useState(today);
  return (
    <WithReason
      id={`end-${of.local}`}
      label={say("local-rules.end")}
      about={say.named(of.text)}
      what={say("local-rules.end.what")}
      submit={say("local-rules.end")}
      changes={stale}
      run={(reason) => ask("endLocalRule", { params: { local: of.local }, body: { document, reason, lastDay } })}
    >
      <TextField
        id={`end-${of.local}-document`}
        name={say("confirm-rule.document")}
        required
        autoComplete="off"
        maxLength={200}
        value={document}
        onValue={setDocument}
      />
      <TextField
        id={`end-${of.local}-day`}
        name={say("local-rules.last-day")}
        type="date"
        required
        min={today}
        {...(of.until === null ? {} : { max: of.until })}
        value={lastDay}
        onValue={setLastDay}
      />
    </WithReason>
  );
}
