import { day, isCode, moment } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../../exchange/ask.ts";
import { barred } from "../../../exchange/cascade-questions.ts";
import type { Answer } from "../../../exchange/doors.ts";
import { ApproveOrRefuse } from "../../../frame/approve-or-refuse.tsx";
import { BehindButtons } from "../../../frame/behind-buttons.tsx";
import { called } from "../../../frame/called.ts";
import { useMay } from "../../../frame/current.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { AskException } from "./ask-exception.tsx";
import { BarredForm } from "./barred-form.tsx";
import { CascadeLinks, useCycle } from "./cascade-links.tsx";

type Page = Answer<"listBarred">;

export const typeName = (say: Say, type: string): string =>
  isCode(`unit-type.${type}`) ? say.composed(`unit-type.${type}`) : type;

/** What may not be handed down to which kinds of unit (属地管理事项负面清单), and what is all the same, by which document. */
export function BarredPage() {
  const say = useSay();
  const questions = useQueryClient();
  const { programme } = useParams({ from: "/inside/programmes/$programme/barred" });
  const cycle = useCycle(undefined);
  const maySet = useMay("set-barred");
  const [edited, setEdited] = useState<string>();
  const { data, error, refetch } = useQuery(barred(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const done = () => {
    setEdited(undefined);
    void questions.invalidateQueries({ queryKey: ["cascade"] });
  };
  return (
    <>
      <CascadeLinks programme={programme} cycle={cycle} />
      <PageTitle>{say("barred.title")}</PageTitle>
      <p className="lead">{say("barred.lead")}</p>
      {data.matters.length === 0 ? (
        <Empty title={say("barred.none")} todo={say("barred.none.todo")} />
      ) : (
        <Matters page={data} onEdit={maySet ? setEdited : undefined} />
      )}
      {maySet && edited === undefined && (
        <Button type="primary" onClick={() => setEdited("")}>
          {say("barred.new")}
        </Button>
      )}
      {maySet && edited !== undefined && (
        <BarredForm
          key={edited}
          page={data}
          matter={data.matters.find(({ matter }) => matter === edited)}
          programme={programme}
          onDone={done}
          onLeave={() => setEdited(undefined)}
        />
      )}
      <Exceptions page={data} />
      {maySet && data.matters.length > 0 && (
        <BehindButtons
          deeds={[
            {
              ...{ id: "ask-exception", label: say("barred.ask") },
              form: <AskException page={data} programme={programme} cycle={cycle} />,
            },
          ]}
        />
      )}
    </>
  );
}

type MattersProps = { readonly page: Page; readonly onEdit: ((matter: string) => void) | undefined };

function Matters({ page, onEdit }: MattersProps) {
  const say = useSay();
  return (
    <Scroll label={say("barred.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("barred.matter")}</th>
            <th scope="col">{say("barred.types")}</th>
            <th scope="col">{say("barred.reason")}</th>
            <th scope="col">{say("barred.days")}</th>
            {onEdit && (
              <th scope="col" className="no-print">
                {say("goals.do")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {page.matters.map((each) => (
            <tr key={each.matter}>
              <th scope="row" className="below">
                {say.named(each.name)}
                <span className="quiet small block">{each.basis}</span>
              </th>
              <td className="below" data-label={say("barred.types")}>
                {each.unitTypes.map((type) => typeName(say, type)).join(say("list.separator"))}
              </td>
              <td className="below">{each.reason}</td>
              <td className="below">
                {each.until === null
                  ? say("barred.since", { from: day(say.language, each.from) })
                  : say("barred.between", { from: day(say.language, each.from), until: day(say.language, each.until) })}
                {!each.isInForce && <span className="tag block">{say("barred.out")}</span>}
              </td>
              {onEdit && (
                <td className="below no-print">
                  <Button
                    size="small"
                    autoInsertSpace={false}
                    aria-label={`${say("goals.edit")}${say("lost.colon")}${say.named(each.name)}`}
                    onClick={() => onEdit(each.matter)}
                  >
                    {say("goals.edit")}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Exceptions({ page }: { readonly page: Page }) {
  const say = useSay();
  const mayDecide = useMay("decide-barred");
  return (
    <section aria-labelledby="exceptions">
      <h2 id="exceptions">{say("barred.exceptions")}</h2>
      {page.exceptions.length === 0 && <p className="nothing">{say("barred.exceptions.none")}</p>}
      {page.exceptions.map((each) => (
        <article key={each.exception} className="card wide">
          <h3>
            {say.named(each.unit.name)} · {say.named(each.matter.name)}{" "}
            <span className={each.state === "waiting" ? "tag amber" : "tag"}>
              {say(`barred.exception.${each.state}`)}
            </span>
          </h3>
          <p>
            {say("barred.exception.what", {
              goal: each.goal.name === null ? each.goal.id : say.named(each.goal.name),
              ...{ cycle: each.cycle, document: each.document, reason: each.reason },
            })}
          </p>
          <p className="quiet small">
            {say("barred.exception.asked", {
              who: called(say, each.asked.by),
              when: moment(say.language, each.asked.at),
            })}
            {each.decided !== null &&
              ` · ${say("barred.exception.decided", { who: called(say, each.decided.by), when: moment(say.language, each.decided.at) })} ${each.decided.reason ?? ""}`}
          </p>
          {mayDecide && each.mayDecide && <Decide exception={each.exception} />}
        </article>
      ))}
    </section>
  );
}

function Decide({ exception }: { readonly exception: number }) {
  const say = useSay();
  const questions = useQueryClient();
  const decide = useMutation({
    mutationFn: (decision: { approve: boolean; reason?: string }) =>
      ask("decideBarredException", { params: { exception }, body: decision }),
    onSuccess: () => questions.invalidateQueries(),
  });
  return (
    <ApproveOrRefuse
      id={`exception-${exception}-reason`}
      approve={say("barred.exception.approve")}
      refuse={say("barred.exception.refuse")}
      error={decide.error}
      isPending={decide.isPending}
      onApprove={() => decide.mutate({ approve: true })}
      onRefuse={(reason) => decide.mutate({ approve: false, reason })}
    />
  );
}
