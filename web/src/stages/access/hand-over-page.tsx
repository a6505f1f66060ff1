import { moment } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { ask } from "../../exchange/ask.ts";
import type { Answer } from "../../exchange/doors.ts";
import { grants, handOvers, session } from "../../exchange/questions.ts";
import { called } from "../../frame/called.ts";
import { useMay } from "../../frame/current.ts";
import { SelectField, TextField } from "../../frame/field.tsx";
import { Form, RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { GrantTable } from "./grant-table.tsx";

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
              by: called(say, { id: grant.given.by, name: grant.given.byName }),
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
  return (
    <section aria-labelledby={`unit-${of.unit.id}`}>
      <h2 id={`unit-${of.unit.id}`}>{say.named(of.unit.name)}</h2>
      {of.successors.length === 0 ? (
        <p className="quiet">{say("hand-over.nobody")}</p>
      ) : (
        <Form error={name.error} onSubmit={() => name.mutate()}>
          <SelectField
            id={`to-${of.unit.id}`}
            name={say("hand-over.to")}
            required
            value={to}
            options={[
              { value: "", label: say("hand-over.choose") },
              ...of.successors.map((each) => ({ value: each.id, label: say.named(each.name) })),
            ]}
            onValue={setTo}
          />
          <TextField
            id={`why-${of.unit.id}`}
            name={say("form.reason")}
            required
            maxLength={500}
            autoComplete="off"
            value={reason}
            onValue={setReason}
          />
          {name.data && <p role="status">{say("hand-over.named", { name: say.named(name.data.account.name) })}</p>}
          <Button type="primary" htmlType="submit" loading={name.isPending}>
            {say("hand-over.do")}
          </Button>
        </Form>
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
