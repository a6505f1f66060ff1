import { moment } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { grants, handOvers, session } from "../../exchange/questions.ts";
import { useMay } from "../../frame/current.ts";
import { Field, RefusedHere } from "../../frame/field.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { GrantTable, nameOf } from "./grant-table.tsx";

/** A unit's liaison changes within the unit: one names, the other accepts, and the centre has no part in it. */
export function HandOverPage() {
  const say = useSay();
  const questions = useQueryClient();
  const { data, error, refetch } = useQuery(handOvers);
  const mayName = useMay("hand-over");
  const accept = useMutation({
    mutationFn: (grant: number) => ask("acceptHandOver", { params: { grant } }),
    onSuccess: () => Promise.all([questions.invalidateQueries(), questions.refetchQueries(session)]),
  });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("hand-over.title")}</PageTitle>
      <p className="lead">{say("hand-over.lead")}</p>
      {data.waiting.map((grant) => (
        <article key={grant.grant} className="card wide">
          <p>
            {say("hand-over.waiting", {
              unit: grant.things.map(({ name }) => say.named(name)).join(say.language === "en" ? ", " : "、"),
              by: nameOf(say, grant.given),
              at: moment(say.language, grant.given.at),
              reason: grant.reason,
            })}
          </p>
          <RefusedHere error={accept.error} />
          <Button type="primary" loading={accept.isPending} onClick={() => accept.mutate(grant.grant)}>
            {say("hand-over.accept")}
          </Button>
        </article>
      ))}
      {mayName && data.units.map((each) => <Name key={`${each.programme} ${each.unit.id}`} of={each} />)}
      {!mayName && data.waiting.length === 0 && <p className="nothing">{say("hand-over.none")}</p>}
      {mayName && <Before />}
    </>
  );
}

function Name({ of }: { readonly of: Answer<"listHandOvers">["units"][number] }) {
  const say = useSay();
  const questions = useQueryClient();
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  const name = useMutation({
    mutationFn: () => ask("handOver", { body: { programme: of.programme, unit: of.unit.id, to, reason } }),
    onSuccess: () => questions.invalidateQueries({ queryKey: ["grants"] }),
  });
  const isComplete = to !== "" && reason.trim() !== "";
  return (
    <section aria-labelledby={`unit-${of.unit.id}`}>
      <h2 id={`unit-${of.unit.id}`}>{say.named(of.unit.name)}</h2>
      {of.successors.length === 0 ? (
        <p className="quiet">{say("hand-over.nobody")}</p>
      ) : (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (isComplete) name.mutate();
          }}
        >
          <Field id={`to-${of.unit.id}`} name={say("hand-over.to")}>
            <select id={`to-${of.unit.id}`} value={to} onChange={(event) => setTo(event.target.value)}>
              <option value="">{say("hand-over.choose")}</option>
              {of.successors.map((each) => (
                <option key={each.id} value={each.id}>
                  {say.named(each.name)}
                </option>
              ))}
            </select>
          </Field>
          <Field id={`why-${of.unit.id}`} name={say("release.reason")}>
            <input
              id={`why-${of.unit.id}`}
              type="text"
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
          <RefusedHere error={name.error} />
          {name.data && <p role="status">{say("hand-over.named", { name: say.named(name.data.account.name) })}</p>}
          <Button type="primary" htmlType="submit" disabled={!isComplete} loading={name.isPending}>
            {say("hand-over.do")}
          </Button>
        </form>
      )}
    </section>
  );
}

/** Who was and is the liaison. */
function Before() {
  const say = useSay();
  const { data } = useQuery(grants({ role: "liaison", which: "all", limit: 50 }));
  if (!data || data.grants.length === 0) return null;
  return (
    <section aria-labelledby="before">
      <h2 id="before">{say("hand-over.before")}</h2>
      <GrantTable grants={data.grants} />
    </section>
  );
}
