import { day, moment } from "@biaochi/words";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { called } from "../../frame/called.ts";
import { TextField } from "../../frame/field.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { WithReason } from "../../frame/with-reason.tsx";
import { ApproveButton } from "./approve-button.tsx";
import { Effect } from "./red-lines-page.tsx";

type Addition = Answer<"listRedLines">["additions"][number];

const colours = {
  ...{ waiting: "amber", "in-force": "blue", "to-come": "", expired: "", ended: "", refused: "" },
} as const;

/** What the city has added, who put it up and who approved it; what waits can be decided here. */
export function AdditionTable({ additions }: { readonly additions: readonly Addition[] }) {
  const say = useSay();
  return (
    <Scroll label={say("allow-list.additions")}>
      <table className="plain rules stacked">
        <thead>
          <tr>
            <th scope="col">{say("allow-list.entry")}</th>
            <th scope="col">{say("allow-list.caps")}</th>
            <th scope="col">{say("allow-list.rests")}</th>
            <th scope="col">{say("allow-list.until")}</th>
            <th scope="col">{say("allow-list.state")}</th>
          </tr>
        </thead>
        <tbody>
          {additions.map((each) => (
            <tr key={each.addition} id={`${each.key}-${each.addition}`}>
              <th scope="row" className="below">
                {say.named(each.title)}
                <span className="quiet small block code">{each.key}</span>
              </th>
              <td className="below">
                <Effect of={each} />
              </td>
              <td className="below">
                {each.basis}
                <span className="block">{each.document}</span>
                <span className="quiet small block">{say("allow-list.found-by", { authority: each.authority })}</span>
              </td>
              <td className="below">
                {say("rulebooks.from-until", {
                  from: day(say.language, each.from),
                  until: day(say.language, each.until),
                })}
              </td>
              <td className="below">
                <State of={each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const who = (say: Say, { by, at }: Addition["asked"]) => ({
  by: called(say, by),
  at: moment(say.language, at),
});

function State({ of }: { readonly of: Addition }) {
  const say = useSay();
  const { decided, ended } = of;
  return (
    <>
      <span className={`tag ${colours[of.state]}`}>{say(`allow-list.state.${of.state}`)}</span>
      <span className="quiet small block">{say("allow-list.asked", who(say, of.asked))}</span>
      {decided && (
        <span className="quiet small block">
          {decided.approved
            ? say("allow-list.approved", who(say, decided))
            : say("allow-list.refused", { ...who(say, decided), reason: decided.reason ?? "" })}
        </span>
      )}
      {ended && (
        <span className="quiet small block">
          {say("allow-list.ended", { document: ended.document, reason: ended.reason, ...who(say, ended) })}
        </span>
      )}
      {of.mayDecide && <Decide of={of} />}
      {of.mayEnd && <End of={of} />}
    </>
  );
}

function Decide({ of }: { readonly of: Addition }) {
  const say = useSay();
  const params = { addition: of.addition };
  const about = say.named(of.title);
  return (
    <ApproveButton
      label={say("allow-list.approve")}
      about={about}
      changes={["red-lines"]}
      run={() => ask("decideRedLine", { params, body: { approve: true } })}
    >
      <WithReason
        id={`refuse-${of.addition}`}
        label={say("allow-list.refuse")}
        about={about}
        what={say("allow-list.refuse.what")}
        submit={say("allow-list.refuse")}
        changes={["red-lines"]}
        run={(reason) => ask("decideRedLine", { params, body: { approve: false, reason } })}
      />
    </ApproveButton>
  );
}

function End({ of }: { readonly of: Addition }) {
  const say = useSay();
  const [document, setDocument] = useState("");
  return (
    <WithReason
      id={`end-${of.addition}`}
      label={say("allow-list.end")}
      about={say.named(of.title)}
      what={say("allow-list.end.what")}
      submit={say("allow-list.end")}
      changes={["red-lines"]}
      run={(reason) => ask("endRedLine", { params: { addition: of.addition }, body: { document, reason } })}
    >
      <TextField
        id={`end-${of.addition}-document`}
        name={say("confirm-rule.document")}
        required
        autoComplete="off"
        maxLength={200}
        value={document}
        onValue={setDocument}
      />
    </WithReason>
  );
}
